import Chapters
import Foundation

/// Writes whole files or nothing.
enum AtomicFile {
    /// Replaces a file's content through a rename, keeping its permissions; a link keeps pointing where it did.
    static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let permissions = try? FileManager.default.attributesOfItem(atPath: target.path)[.posixPermissions]
        // A rename asks only the folder.
        if let mode = permissions as? Int, mode & 0o200 == 0 {
            throw Failure(
                status: .fault,
                message: LocalizedText(
                    ja: "\(path): 書き込み禁止のファイルです。そのままにしました", en: "\(path): the file is read-only; it is as it was"),
                help: LocalizedText(ja: "書き換えるなら chmod u+w してください。", en: "To let it be changed, chmod u+w."))
        }
        do {
            try Data(bytes).write(to: target, options: .atomic)
            if let permissions {
                try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: target.path)
            }
        } catch {
            throw Failure(
                status: .fault,
                message: LocalizedText(
                    ja: "\(path): 書き込めません（\(reason(error))）。元のファイルはそのままです",
                    en: "\(path): can't be written (\(reason(error))); the file is as it was"))
        }
    }

    /// Creates a file that must not exist yet.
    ///
    /// - Returns: false when it exists; it is then left alone.
    static func create(_ path: String, _ text: String) throws(Failure) -> Bool {
        let url = URL(fileURLWithPath: path)
        let temporary = "\(path).\(UUID().uuidString).tmp"
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: temporary))
        } catch {
            try? FileManager.default.removeItem(atPath: temporary)
            throw Failure(
                status: .fault,
                message: LocalizedText(
                    ja: "\(path): 書き込めません（\(reason(error))）", en: "\(path): can't be written (\(reason(error)))"))
        }
        defer { unlink(temporary) }
        // Unlike a rename, a link never replaces what another process has just made.
        if link(temporary, path) == 0 { return true }
        if errno == EEXIST { return false }
        let code = errno
        throw Failure(
            status: .fault,
            message: LocalizedText(
                ja: "\(path): 書き込めません（\(String(cString: strerror(code)))）",
                en: "\(path): can't be written (\(String(cString: strerror(code))))"))
    }

    static func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        if let posix = underlying, posix.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(posix.code)))
        }
        return (error as NSError).localizedDescription
    }
}
