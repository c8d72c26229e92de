import Chapters
import Testing

@Suite("Math")
struct MathTests {
    @Test("a fence of the language math is a formula")
    func fence() throws {
        guard case .math(let math) = try parse("```math\na\\\\b\n```\n").blocks.first?.kind else {
            Issue.record("no formula")
            return
        }
        #expect(math.tex == "a\\\\b" && math.position == SourcePosition(line: 2))
    }

    @Test(
        "a formula of two lines is as it is written, with its places",
        arguments: ["$$a\n⚑b$$\n", "$$\na\n⚑b$$ (1)\n", "> $$\n> a\n> ⚑b $$\n"])
    func lines(source: String) throws {
        let (text, position) = try marked(source)
        let formula = try #require(try parse(text).sites.first)
        guard case .formula(let tex, display: true) = formula.kind else {
            Issue.record("\(formula)")
            return
        }
        #expect(tex.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
        #expect(formula.position.line == position.line - 1)
    }

    @Test(
        "is kept as written",
        arguments: [
            #"x*y*z"#, #"a^{*}b^{*}"#, #"\{1, 2\}"#, #"a \\ b"#, #"H_{out}_1"#,
            #"\left\lfloor\frac{a}{b}\right\rfloor"#,
        ])
    func inline(tex: String) throws {
        #expect(try inlines("式は $\(tex)$ です。") == [.text("式は "), .math(tex, display: false), .text(" です。")])
    }

    @Test(
        "needs Zenn's conditions",
        arguments: ["5$と10$です", "a $ x $ b", "価格は$100です", "`$x$`", #"\$x\$"#, "[$x$](https://example.com/$y$)"])
    func notMath(line: String) throws {
        let hasMath = try inlines(line).contains { if case .math = $0 { true } else { false } }
        #expect(!hasMath)
    }

    @Test("survives in tables, headings, lists and emphasis")
    func places() throws {
        let chapter = try parse("# 式 $|a|$\n\n| a | b |\n|---|---|\n| $|x|$ | $y_1*z_2*$ |\n\n- $a_b$ と **$c*d$** は\n")
        guard case .heading(let heading) = chapter.blocks[0].kind, case .table(let table) = chapter.blocks[1].kind,
            case .list(let list) = chapter.blocks[2].kind, case .paragraph(let item) = list.items[0].blocks[0].kind
        else {
            Issue.record("\(chapter.blocks)")
            return
        }
        #expect(heading.content == [.text("式 "), .math("|a|", display: false)])
        #expect(table.rows == [[[.math("|x|", display: false)], [.math("y_1*z_2*", display: false)]]])
        #expect(item[0] == .math("a_b", display: false))
        #expect(item[2] == .strong([.math("c*d", display: false)]))
    }

    @Test("of several lines is one block, whatever stands in it")
    func blocks() throws {
        let chapter = try parse("前\n\n$$\na\n+ b\n\n= c \\\\\n# d\n$$ (1)\n\n> $$\n> x\n> $$\n\n$$ y_1 $$ (2)\n\n後")
        let math = chapter.blocks.compactMap { if case .math(let math) = $0.kind { math } else { nil } }
        #expect(math.map(\.tex) == ["a\n+ b\n\n= c \\\\\n# d", "y_1"])
        #expect(math.map(\.number) == ["1", "2"])
        #expect(math.map(\.position.line) == [3, 15])
        guard case .quote(let quoted) = chapter.blocks[2].kind, case .math(let inner) = quoted[0].kind else {
            Issue.record("\(chapter.blocks)")
            return
        }
        #expect(inner.tex == "x")
    }

    @Test("that is never closed is reported and leaves the rest alone")
    func unclosed() throws {
        let chapter = try parse("$$\nx\n\n```swift\nlet a = 1\n```\n")
        #expect(chapter.diagnostics.map(\.code) == ["math-unclosed"])
        #expect(chapter.cells.count == 1)
    }

    @Test(
        "an equation's number may stand below it, alone on its line",
        arguments: [
            ("$$\na\n$$\n(1)\n", "1"), ("$$a$$\n(2.1)\n\n後\n", "2.1"), ("$$\na\n$$\n\n(3)\n", "3"),
            ("> $$\n> a\n> $$\n> (4)\n", "4"), ("- $$\n  a\n  $$\n  (5)\n", "5"),
        ])
    func numbersBelow(source: String, number: String) throws {
        let chapter = try parse(source)
        var blocks = chapter.blocks
        if case .quote(let inner)? = blocks.first?.kind { blocks = inner }
        if case .list(let list)? = blocks.first?.kind { blocks = list.items[0].blocks }
        guard case .math(let math)? = blocks.first?.kind else {
            Issue.record("\(blocks)")
            return
        }
        #expect(math.number == number && math.tex == "a")
        #expect(!blocks.markedText.contains("("))
    }

    @Test(
        "what else stands below an equation is text",
        arguments: [
            "$$\na\n$$\n(1) 後\n", "$$\na\n$$\n(a は定数)\n", "$$\na\n$$\n- (1)\n", "$$\na\n$$ (1)\n(2)\n",
            "> $$\n> a\n> $$\n\n(1)\n", "$$\na\n$$\n```\n(1)\n```\n",
        ])
    func textBelow(source: String) throws {
        let blocks = try parse(source).blocks
        #expect(blocks.count == 2)
        if case .math = blocks[1].kind { Issue.record("a formula: \(blocks[1])") }
        #expect([blocks[1]].markedText.contains("("))
    }
}
