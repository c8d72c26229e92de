@testable import Chapters
import Grading
import Testing

@testable import Site

@Suite struct HTMLRendererTests {
    @Test func aPageIsWholeAndForbidsScript() {
        let chapter = Chapter(
            id: "chapter03", path: "chapter03.md",
            frontMatter: FrontMatter(title: "畳み込み", emoji: "🧮", topics: ["E資格"]), blocks: [paragraph(.text("本文"))])
        let html = page(chapter).html
        #expect(html.hasPrefix("<!doctype html>\n<html lang=\"ja\">"))
        #expect(html.contains("<meta charset=\"utf-8\">"))
        #expect(html.contains("<title>畳み込み</title>"))
        #expect(html.contains("<h1>畳み込み</h1>"))
        #expect(html.contains("default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'"))
        #expect(html.contains("<a class=\"skip\" href=\"#sk-main\">本文へ移動</a>"))
        #expect(!html.contains("<script"))
        #expect(!html.contains("<nav"))
        #expect(WellFormed.problems(in: html).isEmpty)
    }

    @Test func theLanguageIsTheChapters() {
        let chapter = Chapter(
            id: "a", path: "a.md", frontMatter: FrontMatter(title: "Notes"), blocks: [paragraph(.text("Text"))])
        #expect(page(chapter).html.contains("<html lang=\"en\">"))
        let japanese = Chapter(id: "a", path: "a.md", blocks: [paragraph(.text("本文"))])
        let html = page(japanese, language: .en).html
        #expect(html.contains("<html lang=\"ja\">"))
        #expect(html.contains("<span lang=\"en\">Skip to the text</span>"))
        let own = HTMLRenderer().page(for: japanese, report: emptyReport(for: japanese)).html
        #expect(own.contains(">本文へ移動</a>"))
    }

    @Test func theSameChapterGivesTheSameBytes() {
        let chapter = Chapter(
            id: "a", path: "a.md", frontMatter: FrontMatter(title: "題", topics: ["b", "a", "c"]),
            blocks: [
                paragraph(.math("x^2", display: false)),
                block(.code(CodeBlock(language: "swift", text: "let x = 1\n"))),
            ])
        #expect(page(chapter).html == page(chapter).html)
    }

    @Test func headingsBelowTheTitleHaveAnchorsAndContents() {
        let headings = [(1, "a"), (2, "b"), (3, "c"), (4, "d"), (1, "a-1")].map { level, anchor in
            block(.heading(Heading(level: level, anchor: anchor, content: [.text("見出し\(anchor)")])))
        }
        let folded = block(
            .details(title: [.text("t")], [block(.heading(Heading(level: 1, anchor: "x", content: [.text("中")])))]))
        let html = page(Chapter(id: "a", path: "a.md", blocks: headings + [folded])).html
        #expect(html.contains("<h2 id=\"a\">見出しa <a class=\"anchor\" href=\"#a\""))
        #expect(html.contains("<h5 id=\"d\">"))
        let nav = html[
            (html.range(of: "<nav")?.lowerBound ?? html.startIndex)..<(html.range(of: "</nav>")?.lowerBound
                ?? html.endIndex)]
        #expect(
            nav.contains("<ol>\n<li><a href=\"#a\">見出しa</a><ol>\n<li><a href=\"#b\">見出しb</a><ol>\n<li><a href=\"#c\">"))
        #expect(nav.hasSuffix("</ol>\n</li>\n</ol>\n</li>\n<li><a href=\"#a-1\">見出しa-1</a></li>\n</ol>\n"))
        #expect(!nav.contains("#d"))
        #expect(!nav.contains("#x"))
        #expect(WellFormed.problems(in: html).isEmpty)
    }

    @Test func aChapterThatStartsAtTheSecondLevelSkipsNone() {
        let html = body(
            block(.heading(Heading(level: 2, anchor: "a", content: []))),
            block(.heading(Heading(level: 3, anchor: "b", content: []))))
        #expect(html.contains("<h2 id=\"a\">"))
        #expect(html.contains("<h3 id=\"b\">"))
    }

    @Test func headingsThatSkipLevelsStillNest() {
        for levels in [[3, 1, 2], [2, 3, 1, 3, 3, 2], [3, 2, 1]] {
            let blocks = levels.enumerated().map { index, level in
                block(.heading(Heading(level: level, anchor: "h\(index)", content: [.text("h")])))
            }
            #expect(WellFormed.problems(in: page(Chapter(id: "a", path: "a.md", blocks: blocks)).html).isEmpty)
        }
    }

    @Test func runningText() {
        #expect(
            body(
                paragraph(
                    .text("a<b"), .lineBreak, .strong([.text("太字")]), .emphasis([.code("x&y")]),
                    .strikethrough([.text("s")]), .html("<br>"), .html("<i>"),
                    .link(destination: "https://example.com", title: "t", [.text("l")])))
                == "<p>a&lt;b<br>\n<strong>太字</strong><em><code>x&amp;y</code></em><s>s</s><br>&lt;i&gt;"
                + "<a href=\"https://example.com\" title=\"t\" rel=\"noopener noreferrer\">l</a></p>\n")
    }

    @Test func listsAndTasks() {
        let items = [true, nil].map { isChecked in
            List.Item(
                isChecked: isChecked, blocks: [paragraph(.text("項"))],
                range: SourceRange(start: SourcePosition(line: 1), endLine: 1))
        }
        let html = body(block(.list(List(start: 3, isTight: true, items: items))))
        #expect(html.hasPrefix("<ol start=\"3\" class=\"tasks\">"))
        #expect(html.contains("<span class=\"task done\" role=\"img\" aria-label=\"完了\"></span> 項\n</li>"))
        #expect(html.contains("<li>項\n</li>"))
    }

    @Test func tablesScrollInsideThemselves() {
        let table = Table(
            alignments: [.left, .right], header: [[.text("A")], []], rows: [[[.text("1")], [.code("|")]]])
        let html = body(block(.table(table)))
        #expect(html.hasPrefix("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"表\"><table>"))
        #expect(html.contains("<th scope=\"col\" class=\"left\">A</th><td></td>"))
        #expect(html.contains("<td class=\"right\"><code>|</code></td>"))
    }

    @Test func numberedFormula() {
        let html = body(block(.math(MathBlock(tex: "x", number: "1", position: SourcePosition(line: 1)))))
        #expect(html.contains("katex-display"))
        #expect(html.contains("<span class=\"number\">(1)</span>"))
    }

    @Test func footnotesLinkBothWays() {
        let reference = Inline.footnoteReference(number: 1, label: "a")
        let html = body(
            paragraph(.text("x"), reference, reference),
            footnotes: [Footnote(label: "a", blocks: [paragraph(.text("注"))]), Footnote(label: "b", blocks: [])])
        #expect(html.contains("<a id=\"sk-ref-1\" href=\"#sk-note-1\" role=\"doc-noteref\">[1]</a>"))
        #expect(html.contains("id=\"sk-ref-1-2\""))
        #expect(html.contains("<li id=\"sk-note-1\"><p>注 <a class=\"back\" href=\"#sk-ref-1\""))
        #expect(html.contains("href=\"#sk-ref-1-2\""))
        #expect(!html.contains("#sk-ref-2"))
        #expect(WellFormed.problems(in: html).isEmpty)
    }

    @Test func picturesThatWereCopiedAreShownOthersNot() {
        func image(_ source: String) -> Block {
            block(.image(Image(source: source, alt: "絵", width: "50%", height: "9x"), caption: [.text("題")]))
        }
        let shown = body(image("a.png"), images: ["a.png": "assets/test/a.png"])
        #expect(shown.contains("<img src=\"assets/test/a.png\" alt=\"絵\" width=\"50%\" loading=\"lazy\""))
        #expect(shown.contains("<figcaption>題</figcaption>"))
        for source in ["https://example.com/a.png", "data:image/png;base64,AAAA", "b.png", "javascript:alert(1)"] {
            let html = body(image(source))
            #expect(!html.contains("<img"))
            #expect(!html.contains("data:"))
            #expect(!html.contains("javascript:"))
            #expect(html.contains("絵"))
        }
    }

    @Test func cardsNameTheirAddress() {
        #expect(
            body(block(.linkCard(url: "https://example.com/x", service: nil)))
                == "<p class=\"card\"><a href=\"https://example.com/x\" rel=\"noopener noreferrer\">example.com/x</a></p>\n"
        )
        #expect(body(block(.linkCard(url: "abc123", service: "youtube"))).contains("watch?v=abc123"))
        #expect(!body(block(.linkCard(url: "javascript:alert(1)", service: nil))).contains("<a"))
    }

    @Test func listingsAndDiffs() {
        let html = body(
            block(
                .code(
                    CodeBlock(
                        language: "swift", title: "A<b>.swift", isDiff: true, text: "-let a = 1\n+let a = \"<\"\n"))))
        #expect(html.contains("<div class=\"title\">A&lt;b&gt;.swift</div>"))
        #expect(html.contains("<del><span class=\"sign\">-</span><h-k>let</h-k> a = "))
        #expect(html.contains("<ins><span class=\"sign\">+</span>"))
        #expect(body(block(.code(CodeBlock(language: "unknown-language", text: "<x>\n")))).contains("&lt;x&gt;</code>"))
        #expect(WellFormed.problems(in: html).isEmpty)
    }

    @Test func spansReopenOnEveryLine() {
        #expect(
            HighlightedLines.split("<span class=\"a\">x\ny</span>z\n")
                == ["<span class=\"a\">x</span>", "<span class=\"a\">y</span>z", ""])
    }

    @Test func aBadFormulaIsShownAndReportedAtItsPlace() throws {
        let chapter = Chapter(
            id: "a", path: "a.md",
            blocks: [
                block(
                    .math(MathBlock(tex: "a\n+ \\nosuch{<b>}", position: SourcePosition(line: 7, column: 1))), line: 6),
                block(.paragraph([.math("\\frac{", display: false)]), line: 11),
            ])
        let result = page(chapter)
        #expect(result.html.contains("<code>a\n+ \\nosuch{&lt;b&gt;}</code>"))
        #expect(result.diagnostics.map(\.code) == ["math-error", "math-error"])
        #expect(result.diagnostics.map(\.severity) == [.warning, .warning])
        #expect(result.diagnostics.map(\.position) == [SourcePosition(line: 8, column: 3), SourcePosition(line: 11)])
        #expect(result.diagnostics.first?.message.ja.contains("知らない命令 \\nosuch") == true)
    }

    @Test func withoutKaTeXTheSourceIsShown() {
        let renderer = HTMLRenderer(
            language: .ja, typesetter: Typesetter(assets: JavaScriptAssets(root: "/nonexistent")))
        let chapter = Chapter(
            id: "a", path: "a.md",
            blocks: [
                paragraph(.math("x<y", display: false), .math("z", display: false)),
                block(.code(CodeBlock(language: "swift", text: "let"))),
            ])
        let result = renderer.page(for: chapter, report: emptyReport(for: chapter))
        #expect(result.html.contains("<code class=\"tex\">x&lt;y</code>"))
        #expect(result.diagnostics.map(\.code) == ["katex-missing", "highlighter-missing"])
        #expect(result.diagnostics.first?.help?.ja.contains("apt-get install libjs-katex") == true)
    }
}
