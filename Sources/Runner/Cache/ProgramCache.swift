import Foundation

/// Executables by the digest of everything they are made of.
///
/// The digest of its own bytes stands behind each (an executable does not mind), so that a damaged file is a miss and not a
/// program that behaves strangely. As with results: what can't be read is compiled again, what can't be written is no harm.
package struct ProgramCache: Sendable {
    /// nil: nothing is kept.
    package var directory: String?

    /// One is about a megabyte.
    private static let capacity = 64

    package init(directory: String?) {
        self.directory = directory
    }

    /// Puts the executable that was kept at `path`; false when there is none.
    func restore(_ key: String, to path: String) -> Bool {
        guard let directory, let data = FileManager.default.contents(atPath: "\(directory)/\(key)") else {
            return false
        }
        let program = data.dropLast(key.utf8.count)
        guard !program.isEmpty, Data(Digest.of(program).utf8) == data.suffix(key.utf8.count) else { return false }
        return FileManager.default.createFile(atPath: path, contents: program, attributes: [.posixPermissions: 0o700])
    }

    func keep(_ path: String, key: String) {
        guard let directory, let program = FileManager.default.contents(atPath: path) else { return }
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            try (program + Data(Digest.of(program).utf8)).write(
                to: URL(fileURLWithPath: "\(directory)/\(key)"), options: .atomic)
        } catch {
            return
        }
        CacheFolder.prune(directory, capacity: ProgramCache.capacity)
    }
}
