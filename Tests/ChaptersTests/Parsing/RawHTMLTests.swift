import Chapters
import Testing

@Suite("HTML is text")
struct RawHTMLTests {
    private func text(_ blocks: [Block]) -> [String] {
        blocks.flatMap { block -> [String] in
            switch block.kind {
            case .paragraph(let content): [content.plainText]
            case .message(_, let inner), .quote(let inner), .details(_, let inner):
                ["["] + text(inner) + ["]"]
            case .code(let code): ["code " + code.text]
            case .list(let list): list.items.flatMap { text($0.blocks) }
            default: ["\(block.kind)"]
            }
        }
    }

    @Test(
        "swallows neither the end of a container, nor Markdown, nor a fence",
        arguments: [
            (":::message\n<div>\nx\n:::\n\n後\n", ["[", "<div> x", "]", "後"]),
            ("::::details 題\n:::message\n</details>\n:::\n<hr>\n::::\n", ["[", "[", "</details>", "]", "<hr>", "]"]),
            ("<div>\n```text\nx\n```\n</div>\n", ["<div>", "code x\n", "</div>"]),
            ("<table>\n:::message\na\n:::\n", ["<table>", "[", "a", "]"]),
            ("- <p>\n  a\n  </p>\n", ["<p> a </p>"]), ("> <script>\n> a\n\nb\n", ["[", "<script> a", "]", "b"]),
            ("<?php\n\nb\n", ["<?php", "b"]), ("<![CDATA[\n\nb\n", ["<![CDATA[", "b"]),
            ("<div\nclass=\"a\">\n", ["<div class=\"a\">"]), ("<br>\n本文\n", [" 本文"]), ("a<BR>b\n", ["a<BR>b"]),
        ])
    func blocks(source: String, expected: [String]) throws {
        let chapter = try parse(source)
        #expect(text(chapter.blocks).map { $0.replacing("  ", with: " ") } == expected)
        #expect(chapter.diagnostics.isEmpty)
    }

    @Test("has Markdown between its tags, and in them")
    func inlineMarkup() throws {
        #expect(
            try inlines("<b>**太**</b> <a href=\"https://example.com\">") == [
                .text("<b>"), .strong([.text("太")]), .text("</b> <a href=\""),
                .link(destination: "https://example.com", title: "", [.text("https://example.com")]), .text("\">"),
            ])
        #expect(try inlines("a < b と Map<K, V>、a <b") == [.text("a < b と Map<K, V>、a <b")])
        #expect(
            try inlines("<https://example.com/a> <a@example.com>").contains(
                .link(destination: "mailto:a@example.com", title: "", [.text("a@example.com")])))
    }

    @Test(
        "but comments are not shown, of several lines neither",
        arguments: [
            ("<!-- a -->\n", []), ("前<!-- **a** $x$ -->後\n", ["前後"]), ("<!-- a --> 後\n", [" 後"]),
            ("<!-- a --><!-- b -->\n", [" "]), ("<!--\n:::message\n\n$$\n```\n-->\n\n後\n", ["後"]),
            ("<!-->\n\n後\n", ["<!-->", "後"]), ("<!-- 閉じない\n\n:::message\n中\n:::\n", ["<!-- 閉じない", "[", "中", "]"]),
        ])
    func comments(source: String, expected: [String]) throws {
        let chapter = try parse(source)
        let shown = text(chapter.blocks).filter { !$0.allSatisfy(\.isWhitespace) }
        #expect(
            shown.map { String($0.drop(while: \.isWhitespace)) }
                == expected.filter { $0 != " " }.map { String($0.drop(while: \.isWhitespace)) })
        #expect(chapter.diagnostics.map(\.code) == (source.hasPrefix("<!--\n") ? ["comment-lines"] : []))
    }

    @Test("code is left as it is")
    func code() throws {
        let source = "<div>\n<!-- a\n<br>\n  <p>\n"
        for chapter in [
            try parse("```html\n\(source)```\n"),
            try parse("> ```html\n" + source.split(separator: "\n").map { "> \($0)\n" }.joined() + "> ```\n"),
        ] {
            var blocks = chapter.blocks
            if case .quote(let inner) = blocks[0].kind { blocks = inner }
            guard case .code(let code) = blocks[0].kind else {
                Issue.record("\(blocks)")
                continue
            }
            #expect(code.text == source)
        }
        #expect(try inlines("`<div>` と `a<b`") == [.code("<div>"), .text(" と "), .code("a<b")])
    }

    @Test(
        "keeps places",
        arguments: [
            "<div> ⚑[次](no.md)\n", "> - <p>日本語 <b>⚑[次](no.md)</b>\n", "<br>⚑![](a.png)\n",
            "<!-- a --> ⚑$\\notatexcommand[$\n",
        ])
    func places(source: String) throws {
        let (text, position) = try marked(source)
        let chapter = try parse(text)
        #expect(chapter.sites.map(\.position).contains { $0 == position || $0.column == position.column + 1 })
    }

    @Test("a line of a million brackets costs no time of its own")
    func manyBrackets() throws {
        for piece in ["<", "<a", "<!--", "<!", "<a@", "<h:"] {
            let source = String(repeating: piece, count: 200_000 / piece.utf8.count)
            #expect(try parse(source).blocks.count == 1)
        }
    }
}
