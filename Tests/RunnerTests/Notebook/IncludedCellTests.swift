import Chapters
import Foundation
import Runner
import Testing

@Suite("Running included code")
struct IncludedCellTests {
    /// Runs a chapter beside one file, in which `⚑` marks where a finding is expected.
    private func run(_ text: String, _ file: String) async throws -> (ExecutionResult, expected: SourcePosition?) {
        let expected = file.contains("⚑") ? try marked(file).position : nil
        let bytes = Array(file.replacing("⚑", with: "").utf8)
        let chapter = try ChapterParser.parse(
            Array(text.utf8), path: "chapters/a.md", files: ChapterFiles(read: { $0 == "code.swift" ? bytes : nil }))
        #expect(chapter.diagnostics == [])
        let executor = ChapterExecutor(machine: try testMachine(), options: .init(usesCache: false))
        return (try await executor.execute(chapter), expected)
    }

    @Test("it is part of the chapter's program")
    func program() async throws {
        let (result, _) = try await run(
            "```swift include=code.swift#twice\n```\n\n```swift\nprint(twice(21))\n```\n",
            "// #region twice\n    func twice(_ x: Int) -> Int {\n        2 * x\n    }\n// #endregion\nlet never = 1\n")
        #expect(result.diagnostics == [] && result.cells.map(\.status) == [.passed, .passed])
        #expect(result.cells[1].standardOutput == "42\n")
    }

    @Test("what does not compile is reported in the included file")
    func compiling() async throws {
        let (result, expected) = try await run(
            "```swift\nlet a = 1\n```\n\n> ```swift include=code.swift#bad\n> ```\n",
            "import ConvNet\n// #region bad\n    print(\"畳み込み\", ⚑missing)\n// #endregion\n")
        #expect(result.diagnostics.map(\.code) == ["cell-does-not-compile"])
        #expect(result.diagnostics.map(\.path) == ["chapters/code.swift"])
        #expect(result.diagnostics.first?.position == expected)
    }

    @Test("what is no Swift at all, too")
    func syntax() async throws {
        let (result, _) = try await run(
            "```swift include=code.swift#bad\n```\n\n```swift\nprint(1)\n```\n",
            "\n\n// #region bad\nif true {\n// #endregion\n")
        #expect(result.diagnostics.first?.path == "chapters/code.swift")
        #expect((4...5).contains(result.diagnostics.first?.position.line ?? 0))
    }

    @Test("a trap is reported where it is, though another cell calls it")
    func crashing() async throws {
        let (result, expected) = try await run(
            "```swift include=code.swift#f\n```\n\n```swift\nprint(f([1, 2]))\n```\n",
            "// 一行目\n// #region f\nfunc f(_ x: [Int]) -> Int {\n    x[5]⚑\n}\n// #endregion\n")
        #expect(result.diagnostics.map(\.code) == ["cell-crashed"])
        #expect(result.diagnostics.first?.path == "chapters/code.swift")
        #expect(result.diagnostics.first?.position.line == expected?.line)
    }

    @Test("the key of a stored result has the file's text in it")
    func cache() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/a.md"
            let executor = ChapterExecutor(machine: try testMachine(cache: folder + "/cache"))
            func output(_ code: String) async throws -> (String, Bool) {
                try code.write(toFile: folder + "/code.swift", atomically: true, encoding: .utf8)
                let chapter = try ChapterParser.parse(Array("```swift include=code.swift\n```\n".utf8), path: path)
                let result = try await executor.execute(chapter)
                return (result.cells[0].standardOutput, result.isCached)
            }
            let first = try await output("print(1)\n")
            let second = try await output("print(2)\n")
            #expect(first.0 == "1\n" && !first.1)
            #expect(second.0 == "2\n" && !second.1)
        }
    }
}
