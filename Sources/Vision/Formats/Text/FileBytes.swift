import Glibc

/// A whole file in memory, followed by a few zero bytes, so that a scanner may look ahead without asking.
///
/// Read, not mapped: a mapped file that somebody truncates ends the process, and reading costs a tenth of parsing.
final class FileBytes {
    /// Larger files are refused: a whole data set's results with masks are half of that at most.
    static let maximumCount = 4 << 30
    /// Zero bytes after the end.
    static let padding = 32

    let path: String
    let count: Int
    let base: UnsafePointer<UInt8>
    private let storage: UnsafeMutableRawPointer

    /// Reads a file.
    ///
    /// - Throws: `DataFileError` if there is no such file, it can't be read, it is too large, or it is no UTF-8 text
    ///   (unless `isText` is false), or empty where that says nothing.
    init(path: String, isText: Bool = true, isEmptyAllowed: Bool = false) throws(DataFileError) {
        func failure(_ problem: DataFileError.Problem) -> DataFileError {
            DataFileError(path: path, line: 1, column: 1, problem: problem)
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw failure(errno == ENOENT ? .missingFile : .unreadable(errno)) }
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw failure(.unreadable(errno)) }
        switch info.st_mode & S_IFMT {
        case S_IFREG, S_IFIFO: break
        case S_IFDIR: throw failure(.isFolder)
        default: throw failure(.notRegular)
        }
        guard info.st_size <= FileBytes.maximumCount else { throw failure(.tooLarge(Int(info.st_size))) }

        // A pipe has no size; a file may still grow.
        var capacity = max(Int(info.st_size), 1 << 12) + 1
        guard var storage = malloc(capacity + FileBytes.padding) else { throw failure(.tooLarge(capacity)) }
        var count = 0
        while true {
            if count == capacity {
                capacity *= 2
                guard count < FileBytes.maximumCount, let larger = realloc(storage, capacity + FileBytes.padding)
                else {
                    free(storage)
                    throw failure(.tooLarge(capacity))
                }
                storage = larger
            }
            let got = read(descriptor, storage + count, capacity - count)
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else {
                let reason = errno
                free(storage)
                throw failure(.unreadable(reason))
            }
            if got == 0 { break }
            count += got
        }
        memset(storage + count, 0, FileBytes.padding)
        self.path = path
        self.count = count
        self.storage = storage
        base = UnsafePointer(storage.assumingMemoryBound(to: UInt8.self))
        if isText, !isEmptyAllowed || count > 0 { try checkText() }
    }

    deinit { free(storage) }

    /// A problem with its place in this file.
    func error(_ fault: Fault) -> DataFileError {
        let end = min(max(fault.offset, 0), count)
        var (line, lineStart) = (1, 0)
        for place in 0..<end where base[place] == UInt8(ascii: "\n") {
            line += 1
            lineStart = place + 1
        }
        return DataFileError(path: path, line: line, column: end - lineStart + 1, problem: fault.problem)
    }

    /// The line of a byte, from 1.
    func line(of offset: Int) -> Int { error(Fault(offset, .missingFile)).line }

    /// Where the text begins: behind a byte order mark.
    var start: Int { count >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF ? 3 : 0 }

    /// Refuses what can't be text, with its likely cause.
    private func checkText() throws(DataFileError) {
        guard count > 0 else { throw error(Fault(0, .empty)) }
        let first = (base[0], base[1])
        if first == (0x1F, 0x8B) || first == (UInt8(ascii: "P"), UInt8(ascii: "K")) {
            throw error(Fault(0, .compressed))
        }
        if first == (0xFF, 0xFE) || first == (0xFE, 0xFF) { throw error(Fault(0, .utf16)) }
        guard let place = UTF8Check.firstInvalidByte(base, count) else { return }
        throw error(Fault(place, .notUTF8(base[place])))
    }
}
