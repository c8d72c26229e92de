import Chapters
import Foundation
import Testing

@testable import Site

@Suite("Compact formulas")
struct CompactMathTests {
    private func set(_ tex: String, display: Bool = false) throws -> String {
        try Typesetter.shared.math(tex, display: display)
    }

    @Test("simple formulas are short, and say what they mean")
    func simple() throws {
        #expect(
            try set("3 \\times 3")
                == "<k-x><math><mn>3</mn><mo>×</mo><mn>3</mn></math><k-h aria-hidden=\"true\">"
                + "<k-b4>3<k-o>×</k-o></k-b4><k-b1>3</k-b1></k-h></k-x>")
        let script = try set("x^2")
        #expect(script.contains("<msup><mi>x</mi><mn>2</mn></msup>") && script.contains("<k-u>2</k-u>"))
    }

    @Test("MathML has no text outside its tokens, and a place that is left empty stays a place")
    func spaces() throws {
        for tex in ["a,\\;b", "f\\left(x\\right)\\quad g", "x^{\\,}", "\\frac{\\;}{2}"] {
            let html = try set(tex)
            let math = try #require(html.firstMatch(of: /<math>(.*?)<\/math>/)).1
            #expect(math.firstMatch(of: #/>[^<>]+<(?!\/m[inot])/#) == nil, "\(math)")
        }
        #expect(try set("x^{\\,}").contains("<msup><mi>x</mi><mrow></mrow></msup>"))
    }

    @Test(
        "what is built up keeps KaTeX's elements",
        arguments: [
            "\\frac{a}{b}", "\\sqrt{d_k}", "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "\\sum_{i=0}^{N-1} w_i",
            "x^{\\frac{1}{2}}",
        ])
    func builtUp(tex: String) throws {
        let html = try set(tex, display: true)
        #expect(html.contains("class=\"vlist") && html.contains("pstrut"))
        #expect(WellFormed.problems(in: html) == [])
        #expect(!html.contains("reset-size") && !html.contains("xmlns") && !html.contains("annotation"))
    }

    @Test("text is escaped", arguments: ["\\text{<b>\"'}", "a < b", "\\operatorname{<i>}"])
    func escapes(tex: String) throws {
        let html = try set(tex)
        #expect(html.contains("&lt;") && !html.contains("<b>") && !html.contains("<i>}"))
        #expect(WellFormed.problems(in: html) == [])
    }

    @Test("the sheet has a rule for every element that formulas are made of, and no font that is not copied")
    func sheet() throws {
        let path = JavaScriptAssets.debian.path(of: .katexStyle)
        let sheet = MathStyle.sheet(from: try String(contentsOfFile: path, encoding: .utf8))
        let script = String(decoding: PackageResources.compact_math_js, as: UTF8.self)
        for match in script.matches(of: /'(k-[a-z0-9]+)'/) {
            #expect(sheet.firstMatch(of: try Regex("(^|[,( \\n])\(match.1)[{,):]")) != nil, "\(match.1)")
        }
        #expect(!sheet.contains(".woff)") && !sheet.contains(".ttf") && sheet.contains(".woff2)"))
        #expect(!sheet.contains(".katex ") && sheet.contains("k-x .vlist>span"))
        // Every number that stands for a KaTeX constant is the same in both files.
        for match in script.matches(of: /'(0\.\d+)': '(k-[a-z])'/) {
            #expect(sheet.contains("\(match.2){margin-right:\(match.1.dropFirst())em}"), "\(match.2)")
        }
    }
}
