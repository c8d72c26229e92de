import Chapters
import Testing

@Suite("Inline footnotes")
struct InlineFootnoteTests {
    @Test("stand in the order of the text, among the others, with everything that text may hold")
    func order() throws {
        let chapter = try parse(
            "前[^a]と^[内側 $x^{[2]}$ と **太字（強調）**の [文](https://example.com)]と後[^b]\n\n[^b]: B\n[^a]: A\n")
        #expect(chapter.footnotes.map(\.blocks.markedText) == ["A", "内側 $x^{[2]}$ と 太字（強調）の 文", "B"])
        guard case .paragraph(let content) = chapter.blocks[0].kind else { return }
        #expect(
            content.compactMap { if case .footnoteReference(let number, _) = $0 { number } else { nil } } == [1, 2, 3])
        #expect(chapter.diagnostics == [])
    }

    @Test(
        "are text where they are none",
        arguments: ["`^[a]`", "\\^[a]", "^[]", "^[a", "a^b [c]", "$x^[2]$"])
    func none(source: String) throws {
        #expect(try parse(source + "\n").footnotes.isEmpty)
    }

    @Test("work in lists, tables, quotes and containers, nested, and whatever they start with")
    func places() throws {
        let chapter = try parse(
            "- 項目^[- 一]\n\n|a|\n|-|\n|b^[1. 二]|\n\n> 引用^[# 三]\n\n:::message\n文^[四^[五]]\n:::\n")
        #expect(chapter.footnotes.map(\.blocks.markedText) == ["- 一", "1. 二", "# 三", "四", "五"])
    }

    @Test("have the source's places", arguments: ["\n", "\r\n"])
    func positions(lineEnd: String) throws {
        let source = "本文\n\n> 数式^[これは⚑$\\frac{1}$ です]\n"
        let (text, _) = try marked(source)
        let chapter = try parse(text.replacingOccurrences(of: "\n", with: lineEnd))
        let site = chapter.sites.first { if case .formula = $0.kind { true } else { false } }
        // A formula's place is that of its TeX.
        #expect(site?.position == SourcePosition(line: 3, column: try marked(source).position.column + 1))
        #expect(chapter.footnotes[0].blocks.allSatisfy { $0.range.line == 3 && $0.range.endLine == 3 })
        let (found, expected) = try findings("本文^[注と⚑[先](no.md)]\n", lineEnd: lineEnd)
        #expect(found.first { $0.code == "link-file-missing" }?.position == expected)
    }

    @Test("come back as they were written where the end of the file is swallowed")
    func swallowed() throws {
        let chapter = try parse("本文^[注]\n\n```\n閉じない\n")
        #expect(chapter.blocks.first.map { [$0].markedText } == "本文^[注]")
        guard case .code(let code)? = chapter.blocks.last?.kind else {
            Issue.record("\(chapter.blocks)")
            return
        }
        #expect(code.text == "閉じない\n")
    }

    @Test("nest three deep; what is deeper is text, so that depth never multiplies the text")
    func nesting() throws {
        let nest = { String(repeating: "^[", count: $0) + "a" + String(repeating: "]", count: $0) + "\n" }
        let chapter = try parse(nest(5))
        #expect(chapter.footnotes.map(\.blocks.markedText).last == "^[^[a]]")
        #expect(chapter.footnotes.count == 3)
        let deep = try parse(nest(20_000))
        #expect(deep.footnotes.count == 3)
    }

    @Test(
        "stay footnotes where a reference would be a link's text or a definition",
        arguments: [("(b)", "(b)"), ("[b]", "b"), (": b", ": b")])
    func followed(by text: String, reads: String) throws {
        let chapter = try parse("^[a]\(text)\n\n[b]: c\n")
        #expect(chapter.footnotes.map(\.blocks.markedText) == ["a"])
        guard case .paragraph(let content)? = chapter.blocks.first?.kind else { Issue.record("no paragraph"); return }
        #expect(content.plainText == reads)
    }
}
