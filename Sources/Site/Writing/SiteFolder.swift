import Chapters

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The folder that pages are written into.
///
/// A file is replaced in one step or not at all, and only when it changed.
struct SiteFolder {
    /// The folder can't be made or a file in it can't be written.
    struct Failure: Error {
        var path: String
        var reason: String
    }

    let path: String

    func write(_ data: Data, to name: String) throws(Failure) {
        let file = path + "/" + name
        if FileManager.default.contents(atPath: file) == data { return }
        do {
            try FileManager.default.createDirectory(
                atPath: URL(fileURLWithPath: file).deletingLastPathComponent().path, withIntermediateDirectories: true)
            try data.write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw Failure(path: file, reason: Self.reason(error))
        }
    }

    func copy(_ source: String, to name: String) throws(Failure) {
        // Through the contents, so that a symbolic link arrives as the file it names.
        guard let data = FileManager.default.contents(atPath: source) else {
            throw Failure(path: source, reason: "not readable")
        }
        try write(data, to: name)
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? CocoaError else { return "\(error)" }
        if let code = (error.underlying as? POSIXError)?.code { return "\(code)" }
        return switch error.code {
        case .fileWriteNoPermission: "permission denied"
        case .fileWriteOutOfSpace: "no space left"
        case .fileWriteVolumeReadOnly: "read-only file system"
        case .fileWriteFileExists: "a file is in the way"
        default: "error \(error.code.rawValue)"
        }
    }
}
