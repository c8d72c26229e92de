import Foundation

/// A temporary folder for one program; gone afterwards, whatever happens.
struct Workspace {
    let path: String

    static func with<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: (Workspace) async throws -> Result
    ) async throws -> Result {
        let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        let path = "\(parent)/studykit-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(Workspace(path: path))
    }

    func removeAll(but kept: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: path) where name != kept {
            try FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }
}
