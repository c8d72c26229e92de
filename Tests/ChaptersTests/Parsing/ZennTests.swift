import Chapters
import Testing

@Suite("Zenn's constructs")
struct ZennTests {
    @Test("images have sizes and captions")
    func images() throws {
        let chapter = try parse(
            "![代替](/images/a.png =250x)\n*説明 $x$*\n\n![b](b.png \"題\" =50%x)\n\n![c](c.png =10x20)\n\n文中の ![d](d.png) です\n"
        )
        let images = chapter.blocks.compactMap { block -> (Image, [Inline])? in
            if case .image(let image, let caption) = block.kind { (image, caption) } else { nil }
        }
        #expect(images.map(\.0.source) == ["/images/a.png", "b.png", "c.png"])
        #expect(images.map(\.0.width) == ["250", "50%", "10"] && images.map(\.0.height) == [nil, nil, "20"])
        #expect(images[0].0.alt == "代替" && images[1].0.title == "題")
        #expect(images[0].1 == [.text("説明 "), .math("x", display: false)])
        #expect(chapter.blocks.count == 4)
    }

    @Test(
        "a URL alone on its line is a card, and in a sentence ends where Japanese begins",
        arguments: [
            ("https://example.com/a。次の", "https://example.com/a"),
            ("https://example.com/a、次の", "https://example.com/a"),
            ("（https://example.com/a）を", "https://example.com/a"),
            ("see https://example.com/a_(b).", "https://example.com/a_(b)"),
        ])
    func links(line: String, url: String) throws {
        let found = try inlines(line).compactMap { if case .link(let url, _, _) = $0 { url } else { nil } }
        #expect(found == [url])
        #expect(try inlines(line).plainText == line)
    }

    @Test("cards and embeds")
    func cards() throws {
        let chapter = try parse("https://example.com/a\n\n@[youtube](abc)\n\n[文](https://example.com)\n")
        #expect(chapter.blocks[0].kind == .linkCard(url: "https://example.com/a", service: nil))
        #expect(chapter.blocks[1].kind == .linkCard(url: "abc", service: "youtube"))
        guard case .paragraph = chapter.blocks[2].kind else {
            Issue.record("\(chapter.blocks[2])")
            return
        }
    }

    @Test("a newline is a line break, so is <br>; comments vanish, other HTML stays as text")
    func breaks() throws {
        #expect(try inlines("a\nb<br>c") == [.text("a"), .lineBreak, .text("b"), .lineBreak, .text("c")])
        #expect(try parse("<!-- note -->\n\na <!-- b --> c\n").blocks.count == 1)
        #expect(
            try parse("<script>alert(1)</script>\n").blocks.map(\.kind) == [
                .paragraph([.text("<script>alert(1)</script>")])
            ])
    }

    @Test("footnotes are numbered by their first reference")
    func footnotes() throws {
        let chapter = try parse("後[^b]と前[^a]\n\n[^a]: A\n[^b]: B\n[^c]: 使わない\n")
        #expect(chapter.footnotes.map(\.blocks.markedText) == ["B", "A"])
        guard case .paragraph(let content) = chapter.blocks[0].kind else { return }
        #expect(content.contains(.footnoteReference(number: 1, label: "1")))
    }

    @Test("a repeated heading gets another anchor")
    func anchors() throws {
        let headings = try parse("## 出力 サイズ\n\n## 出力 サイズ\n\n## A & B\n").blocks.compactMap { block -> String? in
            if case .heading(let heading) = block.kind { heading.anchor } else { nil }
        }
        #expect(headings == ["出力-サイズ", "出力-サイズ-1", "a-&-b"])
    }

    @Test("front matter is read with places, whatever its values")
    func frontMatter() throws {
        let good = try parse(
            "---\ntitle: 2026\nemoji: \"🧩\"\ntype: tech\ntopics: [\"CNN\", Swift]\npublished: true\n---\n本文\n")
        #expect(
            good.title == "2026" && good.frontMatter.topics == ["CNN", "Swift"] && good.frontMatter.published == true)
        #expect(good.blocks.first?.range.line == 8)
        let (source, position) = try marked("---\ntitle: a\ntopics: ⚑CNN\n---\n")
        let diagnostic = try parse(source).diagnostics.first { $0.code == "front-matter-type" }
        #expect(diagnostic?.position == position)
        #expect(try parse("---\ntitle: \"a\nb: [\n---\nx\n").diagnostics.first?.code == "front-matter-invalid")
        #expect(try parse("---\ntitle: a\n").diagnostics.first?.code == "front-matter-unclosed")
        #expect(try parse("---\n\n本文\n").diagnostics.isEmpty)
    }

    @Test("task lists, nested lists and tables keep their shape")
    func lists() throws {
        let chapter = try parse("1. a\n   - [x] b\n   - [ ] c\n2. d\n\n|a|b|\n|:-|-:|\n|1|~~2~~|\n")
        guard case .list(let list) = chapter.blocks[0].kind, case .list(let inner) = list.items[0].blocks[1].kind,
            case .table(let table) = chapter.blocks[1].kind
        else {
            Issue.record("\(chapter.blocks)")
            return
        }
        #expect(list.start == 1 && list.items.count == 2 && inner.items.map(\.isChecked) == [true, false])
        #expect(table.alignments == [.left, .right] && table.rows[0][1] == [.strikethrough([.text("2")])])
    }

    @Test("a private-use character is reported and can't imitate a placeholder")
    func privateUse() throws {
        let chapter = try parse("a\u{E000}0\u{E001}b $x$\n")
        #expect(chapter.diagnostics.map(\.code) == ["private-use-character", "private-use-character"])
        #expect(chapter.blocks.markedText == "a\u{FFFD}0\u{FFFD}b $x$")
    }
}
