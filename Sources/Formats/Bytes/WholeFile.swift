import Glibc

/// Files as a whole: read at once, replaced at once.
enum WholeFile {
    /// All bytes of a regular file.
    static func read(_ path: String) throws(FormatError) -> [UInt8] {
        // Without O_NONBLOCK opening a named pipe would wait for somebody to write.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(path, "can't be opened", openHelp(path, errno)) }
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw failure(path, "can't be examined") }
        guard info.st_mode & S_IFMT == S_IFREG else {
            throw FormatError(file: path, problem: "not a file, but a folder or a device", help: "Name a file")
        }
        guard info.st_size <= FormatLimits.fileBytes else {
            throw FormatError(
                file: path, problem: "\(info.st_size) bytes are more than \(FormatLimits.fileBytes)",
                help: "Split it into several files")
        }
        let size = Int(info.st_size)
        var failed: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size, let start = buffer.baseAddress {
                let got = Glibc.read(descriptor, start + count, size - count)
                if got > 0 { count += got } else if got == 0 { break } else if errno != EINTR { failed = errno }
                if failed != 0 { break }
            }
        }
        guard failed == 0 else {
            errno = failed
            throw failure(path, "can't be read")
        }
        return bytes
    }

    /// Replaces a file, or makes it: all of it or nothing.
    ///
    /// The bytes go to a new file beside it, which then takes its name; whatever fails before leaves the old file as it
    /// was. Permissions stay, a link keeps pointing where it did.
    static func write(_ bytes: [UInt8], to path: String) throws(FormatError) {
        var target = path
        var mode: mode_t?
        if let resolved = realpath(path, nil) {
            target = String(cString: resolved)
            free(resolved)
            var info = stat()
            guard stat(target, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
                throw FormatError(
                    file: path, problem: "not a file, but a folder or a device: nothing was written",
                    help: "Choose another name")
            }
            mode = info.st_mode & 0o7777
        }
        let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
        let temporary = "\(folder).\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(path, "can't be written", writeHelp(errno)) }
        var isDone = false
        defer { if !isDone { unlink(temporary) } }
        let reason = fill(descriptor, bytes, mode)
        // Some file systems say only here that there is no space.
        let closed = close(descriptor)
        guard reason == 0, closed == 0 else {
            if reason != 0 { errno = reason }
            throw failure(path, "can't be written", "The file is as it was")
        }
        guard rename(temporary, target) == 0 else { throw failure(path, "can't be replaced", "The file is as it was") }
        isDone = true
    }

    /// Zero, or why it failed.
    private static func fill(_ descriptor: Int32, _ bytes: [UInt8], _ mode: mode_t?) -> Int32 {
        if let mode, fchmod(descriptor, mode) != 0 { return errno }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress.map { $0 + done }, bytes.count - done)
            }
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            done += count
        }
        return fsync(descriptor) == 0 ? 0 : errno
    }

    private static func failure(_ path: String, _ what: String, _ help: String = "") -> FormatError {
        FormatError(file: path, problem: "\(what): \(String(cString: strerror(errno)))", help: help)
    }

    private static func openHelp(_ path: String, _ code: Int32) -> String {
        guard code == ENOENT || code == EACCES else { return "" }
        return path.hasPrefix("/")
            ? "A cell sees the chapter's folder and the system's, nothing else"
            : "In a cell, a path counts from the chapter's folder"
    }

    private static func writeHelp(_ code: Int32) -> String {
        code == EROFS || code == EACCES ? "A cell may write into /tmp only; it is gone when the chapter ends" : ""
    }
}
