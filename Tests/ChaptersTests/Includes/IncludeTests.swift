import Chapters
import Foundation
import Testing

@Suite("Includes")
struct IncludeTests {
    static let file = """
        import ConvNet

        // #region forward
            let y = x + 1
                // 畳み込み
            print(y)
        // #endregion

        # region python
        pass
        # endregion
        // #region open
        print(3)
        """

    private func chapter(_ text: String, lineEnd: String = "\n") throws -> Chapter {
        let files = ChapterFiles { name in
            name == "code/conv.swift" ? Array(Self.file.replacingOccurrences(of: "\n", with: lineEnd).utf8) : nil
        }
        return try ChapterParser.parse(Array(text.utf8), path: "chapters/a.md", files: files)
    }

    @Test("a region is a cell's code, with the place it comes from", arguments: ["\n", "\r\n"])
    func region(lineEnd: String) throws {
        let chapter = try chapter(
            "> ```swift include=code/conv.swift#forward id=f\n> ```\n> \n> ```output\n> 2\n> ```\n", lineEnd: lineEnd)
        let cell = try #require(chapter.cells.first)
        #expect(chapter.diagnostics == [])
        #expect(cell.source.code == "let y = x + 1\n    // 畳み込み\nprint(y)\n")
        let origin = try #require(cell.source.origin)
        #expect(origin.path == "chapters/code/conv.swift" && origin.firstLine == 4 && origin.columnOffset == 4)
        #expect(cell.id == "f" && cell.expectedOutput?.text == "2\n" && cell.title == "code/conv.swift")
    }

    @Test("listings in any language; a region that is never closed ends with its file; a whole file")
    func listings() throws {
        let chapter = try chapter(
            "```python include=code/conv.swift#python\n```\n\n```js:題 include=code/conv.swift#open\n古い\n```\n\n```txt include=code/conv.swift\n```\n"
        )
        let codes = chapter.blocks.compactMap { if case .code(let code) = $0.kind { code } else { nil } }
        #expect(codes.map(\.text) == ["pass\n", "print(3)\n", Self.file + "\n"])
        #expect(codes.map(\.title) == ["code/conv.swift", "題", "code/conv.swift"])
    }

    @Test(
        "what can't be included is reported at its place",
        arguments: [
            ("include-missing", "```swift ⚑include=code/none.swift\n```\n"),
            ("include-missing", "> - 畳み込み\n>   ```swift id=a ⚑include=code/conv.swift#forwrd\n>   ```\n"),
            ("include-refused", "````swift:題 ⚑include=../a.swift\n````\n"),
            ("include-refused", "```swift ⚑include=/etc/passwd\n```\n"),
            ("include-refused", "```text ⚑include=b.md\n```\n"),
            ("include-refused", ":::exercise a\n```swift starter ⚑include=code/conv.swift\n```\n:::\n"),
            ("include-outdated", ":::message\n```swift ⚑include=code/conv.swift#open\nprint(2)\n```\n:::\n"),
        ])
    func places(code: String, source: String) throws {
        for lineEnd in ["\n", "\r\n"] {
            let (full, expected) = try marked(source)
            let bytes = Array(full.replacingOccurrences(of: "\n", with: lineEnd).utf8)
            let files = ChapterFiles.beside(chapter: "/nowhere/a.md")
            let chapter = try ChapterParser.parse(
                bytes, path: "chapters/a.md",
                files: ChapterFiles { name, limit in
                    name == "code/conv.swift" ? .success(Array(Self.file.utf8)) : files.find(name, limit)
                })
            let found = try chapter.diagnostics + AuthorRules.findings(in: chapter, bytes: bytes) { _ in nil }
            #expect(found.first { $0.code == code }?.position == expected, "\(found)")
        }
    }

    @Test("an included file is held to the same standard as a chapter")
    func damage() throws {
        let chapter = try ChapterParser.parse(
            Array("```swift include=a.swift\n```\n".utf8), path: "chapters/a.md",
            files: ChapterFiles { _ in Array("let a = 1\n".utf8) + [0xFF] })
        #expect(chapter.diagnostics.map(\.code) == ["invalid-utf8"])
        #expect(chapter.diagnostics.map(\.path) == ["chapters/a.swift"])
        #expect(chapter.diagnostics.map(\.position) == [SourcePosition(line: 2, column: 1)])
    }

    @Test("links, folders, pipes and large files are refused, wherever they lie")
    func hostile() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("include-\(UUID().uuidString)")
        let inside = folder.appendingPathComponent("chapters")
        try FileManager.default.createDirectory(
            at: inside.appendingPathComponent("code"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try "secret\n".write(to: folder.appendingPathComponent("out.swift"), atomically: true, encoding: .utf8)
        for (link, target) in [("link.swift", "out.swift"), ("away", ".")] {
            try FileManager.default.createSymbolicLink(
                at: inside.appendingPathComponent(link), withDestinationURL: folder.appendingPathComponent(target))
        }
        mkfifo(inside.appendingPathComponent("pipe").path, 0o600)
        try Data(count: 300 << 10).write(to: inside.appendingPathComponent("large.swift"))
        for name in ["link.swift", "away/out.swift", "pipe", "code", "large.swift"] {
            let chapter = try parse("```swift include=\(name)\n```\n", path: inside.appendingPathComponent("a.md").path)
            #expect(chapter.diagnostics.map(\.code) == ["include-refused"], "\(name)")
        }
    }

    @Test("--fix writes the file's text into the fence")
    func fix() throws {
        let text = "# a\n\n```swift include=code/conv.swift#open\n古い\n行\n```\n本文\n"
        let chapter = try chapter(text)
        let found = try AuthorRules.findings(in: chapter, bytes: Array(text.utf8)) { _ in nil }
        let fixed = SourceFix.apply(found.filter { $0.code == "include-outdated" }, to: Array(text.utf8)).bytes
        #expect(
            String(decoding: fixed, as: UTF8.self)
                == "# a\n\n```swift include=code/conv.swift#open\nprint(3)\n```\n本文\n")
    }
}
