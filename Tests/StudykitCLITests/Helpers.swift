import Foundation
import Testing

/// Runs the built program as a user would.
struct Tool {
    var folder: String
    var environment: [String: String] = [:]

    struct Result {
        var status: Int32
        var output: String
        var errors: String

        func json() throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        }
    }

    /// Beside the test bundle in the build folder.
    static var path: String {
        let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (executable as NSString).deletingLastPathComponent + "/studykit"
    }

    func run(_ arguments: String...) throws -> Result { try run(arguments) }

    func run(_ arguments: [String]) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Tool.path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        var variables = ProcessInfo.processInfo.environment
        variables["XDG_CACHE_HOME"] = "\(folder)/cache"
        variables["LANG"] = "ja_JP.UTF-8"
        variables["COLUMNS"] = "80"
        variables.merge(environment) { $1 }
        process.environment = variables
        // Files, not pipes: nothing to drain, whatever the length.
        let output = "\(folder)/stdout-\(UUID().uuidString)"
        let errors = "\(folder)/stderr-\(UUID().uuidString)"
        for path in [output, errors] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        defer { for path in [output, errors] { try? FileManager.default.removeItem(atPath: path) } }
        return Result(
            status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
            output: try String(contentsOfFile: output, encoding: .utf8),
            errors: try String(contentsOfFile: errors, encoding: .utf8))
    }

    func write(_ text: String, to name: String) throws {
        let url = URL(fileURLWithPath: "\(folder)/\(name)")
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }

    /// A tool in an empty folder; `remove` takes it away.
    static func temporary() throws -> Tool {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tool-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return Tool(folder: folder)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// A tool in an empty folder that is gone afterwards.
    static func with(_ body: (Tool) throws -> Void) throws {
        let tool = try temporary()
        defer { tool.remove() }
        try body(tool)
    }
}
