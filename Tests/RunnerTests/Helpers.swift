import Chapters
import Foundation
import Runner
import Testing

/// A machine as the tool finds it, with a cache of its own.
func testMachine(cache: String? = nil) throws -> Machine {
    var machine = try Machine.find()
    machine.cacheDirectory = cache
    return machine
}

func chapter(_ text: String) throws -> Chapter {
    let chapter = try ChapterParser.parse(Array(text.utf8), path: "test.md")
    #expect(chapter.diagnostics.isEmpty)
    return chapter
}

func execute(_ text: String, timeout: Duration = .seconds(20)) async throws -> ExecutionResult {
    let executor = ChapterExecutor(
        machine: try testMachine(), options: .init(cellTimeout: timeout, usesCache: false))
    return try await executor.execute(chapter(text))
}

/// Takes `⚑` out of a source and says where it stood.
func marked(_ source: String) throws -> (source: String, position: SourcePosition) {
    let lines = source.components(separatedBy: "\n")
    let line = try #require(lines.firstIndex { $0.contains("⚑") })
    let before = lines[line].components(separatedBy: "⚑")[0]
    return (source.replacing("⚑", with: ""), SourcePosition(line: line + 1, column: before.utf8.count + 1))
}

/// A folder that is gone after the test.
func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("studykit-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
}
