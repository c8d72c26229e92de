import Testing

@testable import Chapters
@testable import Terminal

@Suite struct TextBlockTests {
    private func lines(_ kind: Block.Kind, width: Int = 40, color: ColorLevel = .none) -> [String] {
        Fixture.lines([Fixture.block(kind)], width: width, color: color)
    }

    @Test func headingsDifferWithoutColour() {
        func heading(_ level: Int) -> [String] {
            lines(.heading(Heading(level: level, anchor: "a", content: [.text("章")])), width: 6)
        }
        #expect(heading(1) == ["章", "──────"])
        #expect(heading(2) == ["■ 章"])
        #expect(heading(3) == ["▪ 章"])
        #expect(heading(4) == ["▸ 章"])
    }

    @Test func inlineStylesWithoutColour() {
        let content: [Inline] = [
            .strong([.text("太字")]), .text("と"), .code("conv2d"), .text("、"), .strikethrough([.text("誤り")]),
            .lineBreak, .math("x^2", display: false), .footnoteReference(number: 1, label: "a"),
        ]
        #expect(lines(.paragraph(content)) == ["太字と`conv2d`、~~誤り~~", "x²[1]"])
    }

    @Test func inlineStylesWithColour() {
        #expect(
            lines(.paragraph([.strong([.text("太字")]), .code("f")]), color: .basic) == [
                "\u{1B}[1m太字\u{1B}[0m\u{1B}[33mf\u{1B}[0m"
            ])
    }

    @Test func linksShowWhereTheyGo() {
        func link(_ destination: String, _ text: String) -> [String] {
            lines(.paragraph([.link(destination: destination, title: "", [.text(text)])]), width: 60)
        }
        #expect(link("https://example.com", "例") == ["例 (https://example.com)"])
        #expect(link("https://example.com", "https://example.com") == ["https://example.com"])
        #expect(link("#anchor", "上") == ["上"])
    }

    @Test func listsHangAndNest() {
        let nested = List.Item(
            isChecked: nil, blocks: [Fixture.paragraph("親"), Fixture.list(["一つ目はとても長い項目です", "二"], start: 9)],
            range: Fixture.range)
        #expect(
            lines(.list(List(start: nil, isTight: true, items: [nested])), width: 20) == [
                "• 親", "   9. 一つ目はとても", "      長い項目です", "  10. 二",
            ])
        #expect(Fixture.lines([Fixture.list(["未", "済"], checked: [false, true])]) == ["☐ 未", "☑ 済"])
    }

    @Test func quotesMessagesAndDetails() {
        let blocks = [Fixture.paragraph("一"), Fixture.paragraph("二")]
        #expect(lines(.quote(blocks)) == ["│ 一", "│", "│ 二"])
        #expect(lines(.message(isAlert: false, [blocks[0]])) == ["┃ ℹ 一"])
        #expect(lines(.message(isAlert: true, blocks)) == ["┃ ⚠ 一", "┃", "┃   二"])
        #expect(lines(.details(title: [.text("題")], blocks)) == ["▾ 題", "  一", "", "  二"])
    }

    @Test func imagesCardsAndRules() {
        #expect(
            lines(.image(Image(source: "/images/a.png", alt: "図"), caption: [.text("説明")])) == [
                "[画像: 図] (/images/a.png)", "説明",
            ])
        #expect(lines(.linkCard(url: "https://example.com", service: "youtube")) == ["↗ [youtube] https://example.com"])
        #expect(lines(.thematicBreak, width: 10) == ["──────────"])
    }

    @Test func htmlIsTextAndCommentsVanish() {
        #expect(lines(.html("<b>x</b>\n")) == ["<b>x</b>"])
        #expect(lines(.html("<!-- 秘密\n -->\n")) == [])
        #expect(lines(.html("a<!-- x -->b<!-- never closed")) == ["ab"])
    }

    @Test func mathStacksWhereItFits() {
        let math = Block.Kind.math(
            MathBlock(tex: #"\frac{H + 2P}{S}"#, number: "1", position: SourcePosition(line: 1)))
        #expect(
            lines(math, width: 40) == [
                "     H + 2P", "    ────────                         (1)", "       S",
            ])
        #expect(
            lines(math, width: 9) == ["(H +", "  2P)/S", "  (1)"] || lines(math, width: 9).joined().contains("(1)"))
    }

    @Test func footnotesStandAtTheEnd() {
        let chapter = Fixture.chapter(
            [Fixture.paragraph("本文")], footnotes: [Footnote(label: "a", blocks: [Fixture.paragraph("注")])])
        let text = TerminalRenderer(style: TerminalStyle(width: 30)).render(chapter, report: Fixture.report())
        #expect(text.hasSuffix("本文\n\n────────────────────\n脚注\n[1] 注\n"))
        #expect(text.hasPrefix("🧮 畳み込み\n━━━"))
    }

    @Test func inlineValues() {
        let blocks = [Fixture.block(.paragraph([.text("値は "), .value(0), .text(" と "), .value(1)]))]
        let chapter = Fixture.chapter(blocks)
        #expect(
            Fixture.lines(blocks, chapter: chapter, report: Fixture.report(values: ["16", nil])) == ["値は 16 と ⟨?⟩"])
        #expect(Fixture.lines(blocks, chapter: chapter) == ["値は ⟨?⟩ と ⟨?⟩"])
    }

    @Test func deepNestingEnds() {
        var block = Fixture.paragraph("底")
        for _ in 0..<500 { block = Fixture.block(.quote([block])) }
        #expect(Fixture.lines([block]).joined().contains("省略"))
        var inline = Inline.text("底")
        for _ in 0..<500 { inline = .strong([inline]) }
        _ = Fixture.lines([Fixture.block(.paragraph([inline]))])
    }
}
