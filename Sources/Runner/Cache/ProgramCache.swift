import Foundation

/// Executables by the digest of everything they are made of (the digest behind each is nothing that an executable minds).
package struct ProgramCache: Sendable {
    private let files: FileCache

    package init(directory: String?) {
        // One is about a megabyte.
        files = FileCache(directory: directory, capacity: 64)
    }

    /// Nothing is kept.
    var isOff: Bool { files.directory == nil }

    /// Puts the executable that was kept at `path`; false when there is none.
    func restore(_ key: String, to path: String) -> Bool {
        guard let program = files.load(key) else { return false }
        return FileManager.default.createFile(atPath: path, contents: program, attributes: [.posixPermissions: 0o700])
    }

    func keep(_ path: String, key: String) {
        guard !isOff, let program = FileManager.default.contents(atPath: path) else { return }
        files.store(program, key: key)
    }
}
