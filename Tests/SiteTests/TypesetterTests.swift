import Chapters
import Testing

@testable import Site

@Suite struct TypesetterTests {
    let typesetter = Typesetter.shared

    private func rejection(of tex: String) -> Typesetter.MathFailure? {
        do throws(Typesetter.MathFailure) {
            _ = try typesetter.math(tex, display: false)
            return nil
        } catch {
            return error
        }
    }

    @Test func aFormulaBecomesHTMLWithMathMLInside() throws {
        let html = try typesetter.math(#"\frac{H + 2P - FH}{S} + 1"#, display: false)
        #expect(html.hasPrefix("<k-x><math>"))
        #expect(html.contains("<mfrac>"))
        #expect(!html.contains("katex-display"))
    }

    @Test func displayStyleIsAnotherFormula() throws {
        let html = try typesetter.math(#"\sum_i x_i"#, display: true)
        #expect(html.contains("katex-display"))
        #expect(try typesetter.math(#"\sum_i x_i"#, display: false) != html)
    }

    @Test func charactersOfEveryPlaneSurvive() throws {
        let html = try typesetter.math(#"\text{畳み込み🙂𝒳}"#, display: false)
        #expect(html.contains("畳み込み"))
        #expect(html.contains("🙂"))
        #expect(!html.contains("\u{FFFD}"))
        #expect(try #require(typesetter.highlight("let 畳 = \"🙂\"", language: "swift")).contains("🙂"))
    }

    @Test(arguments: [
        (#"\frac{a}"#, 8, "Unexpected end of input in a macro argument, expected '}'"),
        (#"a + \nosuch"#, 4, #"Undefined control sequence: \nosuch"#),
        (#"🙂 \nosuch"#, 3, #"Undefined control sequence: \nosuch"#),
        ("x^2^3", 3, "Double superscript"),
    ])
    func badTeXSaysWhatAndWhere(tex: String, offset: Int, message: String) throws {
        let failure = try #require(rejection(of: tex))
        #expect(failure.kind == .invalid)
        #expect(failure.offset == offset)
        #expect(failure.message.en == message)
        #expect(failure.message.ja != message)
    }

    @Test(arguments: [
        #"\href{javascript:alert(1)}{x}"#, #"\url{https://example.com}"#, #"\includegraphics{x.png}"#,
        #"\htmlClass{skip}{x}"#, #"\htmlId{sk-main}{x}"#, #"\htmlStyle{position:fixed}{x}"#, #"\htmlData{a=b}{x}"#,
    ])
    func commandsThatReachIntoThePageAreRefused(tex: String) throws {
        #expect(try #require(rejection(of: tex)).message.en.hasSuffix("is not allowed"))
    }

    @Test(arguments: [
        #"\text{<script>alert(1)</script>}"#, #"\verb|<img src=x onerror=alert(1)>|"#,
        #"\textcolor{red}{\text{"><svg onload=alert(1)>}}"#, "<b>&amp;",
    ])
    func markupInAFormulaStaysText(tex: String) throws {
        let html = (try? typesetter.math(tex, display: false)) ?? ""
        #expect(!html.contains("<script"))
        #expect(!html.contains("<img"))
        #expect(!html.contains("<svg onload"))
        #expect(!html.contains("<b>"))
    }

    @Test func runawayFormulasEnd() throws {
        #expect(try #require(rejection(of: #"\def\a{\a}\a"#)).kind == .invalid)
        // Doubling thirty times would be a thousand million symbols in thirty expansions.
        let names = "abcdefghijklmnopqrstuvwxyzABCD".map { "\\" + String($0) + "q" }
        var bomb = "\\def\(names[0]){xxxxxxxx}"
        for (name, previous) in zip(names.dropFirst(), names) { bomb += "\\def\(name){\(previous)\(previous)}" }
        #expect(try #require(rejection(of: bomb + names[29])).kind == .invalid)
        #expect(try #require(rejection(of: String(repeating: "x", count: 20_000))).message.en.contains("too long"))
        // The engine works on, even when the heap had to be replaced.
        #expect(rejection(of: "x + 1") == nil)
    }

    @Test(arguments: ["{", "\\sqrt{", "\\left(", "x^{", "\\text{", "\\begin{matrix}"])
    func deepNestingIsNoCrash(opening: String) {
        let closing = ["\\left(": "\\right)", "\\begin{matrix}": "\\end{matrix}"][opening] ?? "}"
        for depth in [50, 400] where depth * (opening.count + closing.count) < 9_000 {
            _ = rejection(
                of: String(repeating: opening, count: depth) + "x" + String(repeating: closing, count: depth))
        }
        _ = rejection(of: String(repeating: opening, count: 9_000 / opening.count))
        #expect(rejection(of: "y") == nil)
    }

    @Test func aDefinitionDoesNotLeakIntoTheNextFormula() throws {
        _ = try typesetter.math(#"\gdef\leaked{x} \leaked"#, display: false)
        #expect(rejection(of: #"\leaked"#) != nil)
    }

    @Test func listingsAreHighlightedAndEscaped() throws {
        let html = try #require(typesetter.highlight("let a: Array<Int> = [] // <b>", language: "swift"))
        #expect(html.contains("<h-k>let</h-k>"))
        #expect(html.contains("&lt;b&gt;"))
        #expect(typesetter.highlight("x", language: "no-such-language") == nil)
        #expect(typesetter.highlight("x", language: "__proto__") == nil)
    }

    @Test func aMissingLibraryIsNamedWithItsPackage() throws {
        let bare = Typesetter(assets: JavaScriptAssets(root: "/nonexistent"))
        let failure = #expect(throws: Typesetter.MathFailure.self) { try bare.math("x", display: false) }
        #expect(failure?.kind == .unavailable)
        #expect(failure?.help?.en.contains("libjs-katex") == true)
        #expect(bare.highlight("let x = 1", language: "swift") == nil)
        #expect(bare.missingHighlighter?.help.en.contains("libjs-highlight.js") == true)
    }

    @Test func manyTasksMayAskAtOnce() async {
        await withTaskGroup(of: Bool.self) { group in
            for index in 0..<32 {
                group.addTask { (try? typesetter.math("x_{\(index % 4)}", display: false)) != nil }
            }
            for await isSet in group { #expect(isSet) }
        }
    }
}
