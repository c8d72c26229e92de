import Chapters
import Testing

@Suite("Containers")
struct ContainerTests {
    @Test("nest, and keep link references and footnotes working across them")
    func nesting() throws {
        let chapter = try parse(
            """
            ::::details 題 $x$ と `code`
            :::message alert
            中身 [a][ref] と[^1]
            :::
            ::::

            [ref]: https://example.com
            [^1]: 脚注
            """)
        guard case .details(let title, let inner) = chapter.blocks[0].kind,
            case .message(isAlert: true, let blocks) = inner[0].kind, case .paragraph(let text) = blocks[0].kind
        else {
            Issue.record("\(chapter.blocks)")
            return
        }
        #expect(title == [.text("題 "), .math("x", display: false), .text(" と "), .code("code")])
        #expect(text[1] == .link(destination: "https://example.com", title: "", [.text("a")]))
        #expect(text.contains(.footnoteReference(number: 1, label: "1")))
        #expect(chapter.footnotes.count == 1)
        #expect(chapter.diagnostics.isEmpty)
        #expect(chapter.blocks[0].range == SourceRange(start: SourcePosition(line: 1), endLine: 5))
    }

    @Test("a ::: line inside a code fence is code")
    func fence() throws {
        let chapter = try parse(":::message\n```text\n:::\n```\n後\n:::\n")
        guard case .message(_, let blocks) = chapter.blocks[0].kind else {
            Issue.record("\(chapter.blocks)")
            return
        }
        #expect(blocks.count == 2)
        #expect(chapter.diagnostics.isEmpty)
    }

    @Test("end a list, a table and a paragraph without a blank line")
    func interrupt() throws {
        let chapter = try parse("- a\n:::message\nb\n:::\n|a|b|\n|-|-|\n|1|2|\n:::message\nc\n:::\n")
        let names = chapter.blocks.map { block in
            switch block.kind {
            case .list: "list"
            case .message: "message"
            case .table: "table"
            default: "\(block.kind)"
            }
        }
        #expect(names == ["list", "message", "table", "message"])
    }

    @Test(
        "are reported where they are wrong",
        arguments: [
            ("a\n\n⚑:::mesage\nb\n:::", "container-unknown"), ("⚑:::details x\nb", "container-unclosed"),
            ("a\n\n⚑:::", "container-stray-end"), ("::::details x\n⚑:::\n::::", "container-stray-end"),
            ("⚑:::hint\na\n:::", "container-outside-exercise"), ("⚑:::details\na\n:::", "container-title-missing"),
            (":::message\n⚑:::details 題\na\n:::\n:::", "container-colons"),
            ("> - :::message　alert\n>   ⚑::::message\n>   a\n>   ::::\n>   :::", "container-colons"),
        ])
    func diagnostics(source: String, code: String) throws {
        let (text, position) = try marked(source)
        let diagnostic = try #require(try parse(text).diagnostics.first)
        #expect(diagnostic.code == code)
        #expect(diagnostic.position == position)
    }
}
