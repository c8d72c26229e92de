import Chapters
import Testing

@testable import Site

@Suite("Signs beside formulas")
struct TieTests {
    /// A paragraph's HTML, with each formula as `F`.
    private func line(_ text: String) throws -> String {
        let html = page(try ChapterParser.parse(Array("## 節\n\n\(text)".utf8), path: "t.md")).html
        let start = try #require(html.firstRange(of: "<p>")?.upperBound)
        let end = try #require(html[start...].firstRange(of: "</p>")?.lowerBound)
        return String(html[start..<end]).replacing(/<k-x>.*?<\/k-x>/, with: "F")
    }

    @Test(
        "no line begins with a full stop or ends in an opening bracket because of a formula",
        arguments: [
            ("値は $x$、次は $y$。", "値は <k-t>F、</k-t>次は <k-t>F。</k-t>"), ("形（$N$）と", "形<k-t>（F）</k-t>と"),
            ("「$a$」（$b$）", "<k-t>「F」</k-t><k-t>（F）</k-t>"), ("$x$ と $y$ です", "F と F です"),
            ("$a$。（注）$b$", "<k-t>F。</k-t>（注）F"), ("（**$c$**）", "（<strong>F</strong>）"),
            ("$\\frac{aaaaaaaaaaaa}{bbbbbbbbbbbbbbbbbbbb}$。", "F。"),
            ("x & y（$<$）& z", "x &amp; y<k-t>（F）</k-t>&amp; z"),
        ])
    func ties(text: String, html: String) throws { #expect(try line(text) == html) }
}
