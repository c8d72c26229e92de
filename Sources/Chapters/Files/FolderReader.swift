#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads a file below a folder, and nothing else.
///
/// Each part of the name is opened by itself and may not be a link (`O_NOFOLLOW`), so that nothing can lead outside, whoever
/// changes the folder meanwhile.
enum FolderReader {
    static func read(_ name: String, below folder: String, limit: Int) -> Result<[UInt8], FileProblem> {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).filter { $0 != "." }
        guard !name.utf8.contains(0), let last = parts.last, !last.isEmpty,
            !parts.contains(where: { $0.isEmpty || $0 == ".." })
        else { return .failure(.leadsOutside) }
        var current = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard current >= 0 else { return .failure(.missing) }
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            // Not blocking: a pipe without a writer must not hold us.
            let next = openat(
                current, String(part),
                O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (isLast ? 0 : O_DIRECTORY))
            let code = errno
            if next < 0 {
                var info = stat()
                let isLink =
                    fstatat(current, String(part), &info, AT_SYMLINK_NOFOLLOW) == 0 && info.st_mode & S_IFMT == S_IFLNK
                close(current)
                return .failure(isLink ? .symbolicLink : code == ENOTDIR ? .notAFile : .missing)
            }
            close(current)
            current = next
        }
        defer { close(current) }
        return contents(current, limit: limit)
    }

    private static func contents(_ file: Int32, limit: Int) -> Result<[UInt8], FileProblem> {
        var info = stat()
        guard fstat(file, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return .failure(.notAFile) }
        guard Int(info.st_size) <= limit else { return .failure(.tooLarge) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let size = buffer.count
            let count = buffer.withUnsafeMutableBytes { Int(readBytes(file, $0.baseAddress, size)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? .success(bytes) : .failure(.missing) }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { return .failure(.tooLarge) }
        }
    }

    private static func readBytes(_ file: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        // The type's own `read` hides the function's name.
        #if canImport(Glibc)
            Glibc.read(file, buffer, count)
        #elseif canImport(Musl)
            Musl.read(file, buffer, count)
        #else
            Darwin.read(file, buffer, count)
        #endif
    }
}

/// Why a file beside a chapter can't be had.
package enum FileProblem: Error, Hashable {
    /// Absolute, or with `..`.
    case leadsOutside
    case missing
    /// A symbolic link on the way.
    case symbolicLink
    /// A folder, a device, a pipe.
    case notAFile
    case tooLarge
}
