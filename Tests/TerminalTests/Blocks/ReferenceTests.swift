import Grading
import Testing

@testable import Chapters
@testable import Terminal

@Suite("References by number in a terminal")
struct ReferenceLineTests {
    private func lines(_ source: String) throws -> [String] {
        let other = "<!-- #fig-a -->\n![甲](a.png)\n\n:::exercise q\n- [x] a\n- [ ] b\n:::\n"
        let chapter = try ChapterParser.parse(
            Array(source.utf8), path: "chapters/chapter04.md",
            files: ChapterFiles(read: { $0 == "chapter03.md" ? Array(other.utf8) : nil }))
        let report = ChapterReport(
            id: chapter.id, title: chapter.title, path: chapter.path, examples: [], values: [], exercises: [])
        let style = TerminalStyle(width: 120, color: .none, language: .ja)
        return BlockRenderer(chapter: chapter, report: report, style: style)
            .lines(of: chapter.blocks, width: 120).map(\.string)
    }

    @Test("what is numbered says its number, and links say where they lead")
    func numbers() throws {
        let found = try lines(
            """
            窓は[図](#fig-b)と[](chapter03.md#fig-a)、表は[](#tab-b)、[問題](#ex-p)です。

            <!-- #fig-b -->
            ![乙](b.png)
            *説明*

            <!-- #tab-b -->
            |a|
            |-|
            |1|

            :::exercise p
            - [x] a
            - [ ] b
            :::
            """)
        let text = found.joined(separator: "\n")
        #expect(text.contains("窓は図 1と第 3 章の図 1 (chapter03.md#fig-a)、表は表 1、問題 1 (p)です。"))
        #expect(text.contains("図 1　説明") && found.contains("表 1"))
    }
}
