import Chapters
import Curriculum
import Foundation
import Grading
import Testing

@testable import Site

@Suite("References and terms in pages")
final class ReferencePageTests {
    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("site-\(UUID().uuidString)").path
    private var site: String { root + "/site" }

    init() throws { try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: root) }

    private static let first =
        "# 一章\n\n<!-- #fig-a -->\n![甲](a.png)\n*説明*\n\n<!-- #tab-a -->\n|a|\n|-|\n|1|\n\n<!-- #eq-a -->\n$$\nx\n$$\n\n:::exercise q\n問い\n\n- [x] a\n- [ ] b\n:::\n"
    private static let second =
        "# 二章\n\n勾配は[図](chapter01.md#fig-a)、[](chapter01.md#eq-a)、[問題](chapter01.md#ex-q)。勾配。\n"

    private func publish(_ first: String, glossary: Glossary? = nil) async throws -> SitePublisher.Result {
        let sources = try [("chapter01", first), ("chapter02", Self.second)].map { id, text in
            try text.write(toFile: "\(root)/\(id).md", atomically: true, encoding: .utf8)
            return SitePublisher.Source(id: id, path: "\(root)/\(id).md", bytes: Array(text.utf8))
        }
        return try await SitePublisher(.init(directory: site, environment: "e", glossary: glossary)).publish(sources) {
            SiteChapter(
                chapter: $0, report: emptyReport(for: $0), draws: [], seeds: [], executedWith: "Swift",
                date: "2026-11-21T05:00:00Z")
        }
    }

    private func read(_ name: String) throws -> String {
        try String(contentsOfFile: "\(site)/\(name)", encoding: .utf8)
    }

    @Test("links lead to what they name, with its number")
    func links() async throws {
        _ = try await publish(Self.first)
        let page = try read("chapter01.html")
        #expect(
            page.contains("<div class=\"labelled\" id=\"fig-a\">") && page.contains("<figcaption>図 1　説明</figcaption>"))
        #expect(page.contains("<p class=\"caption\">表 1</p>") && page.contains("<span class=\"number\">(1)</span>"))
        let other = try read("chapter02.html")
        for (address, text) in [
            ("chapter01.html#fig-a", "第 1 章の図 1"), ("chapter01.html#eq-a", "第 1 章の式 (1)"),
            ("chapter01.html#sk-exercise-q", "第 1 章の問題 1"),
        ] {
            #expect(other.contains("<a href=\"\(address)\">\(text)</a>"), "\(address)")
            #expect(page.contains("id=\"\(address.split(separator: "#")[1])\""))
        }
        for name in ["chapter01.html", "chapter02.html"] { #expect(WellFormed.problems(in: try read(name)) == []) }
    }

    @Test("a page is made anew when a number that it shows has changed, and only then")
    func numbers() async throws {
        _ = try await publish(Self.first)
        #expect(try await publish(Self.first + "\n足した文。\n").rebuilt == ["chapter01"])
        let moved = Self.first.replacingOccurrences(of: "# 一章\n", with: "# 一章\n\n<!-- #fig-b -->\n![乙](b.png)\n")
        #expect(try await publish(moved).rebuilt == ["chapter01", "chapter02"])
        #expect(try read("chapter02.html").contains("第 1 章の図 2"))
    }

    @Test("a term leads to its row of the glossary")
    func terms() async throws {
        let term = Glossary.Term(
            term: "勾配", reading: "こうばい", english: "gradient", chapter: "chapter01", also: [])
        _ = try await publish(Self.first, glossary: Glossary(terms: [term]))
        let page = try read("chapter02.html")
        #expect(page.occurrences(of: "<a href=\"glossary.html#term-勾配\" title=\"こうばい · gradient\">勾配</a>") == 1)
        #expect(try read("glossary.html").contains("id=\"term-勾配\""))
        #expect(try read("glossary.html").contains("<li><a href=\"#term-勾配\">か</a></li></ul></nav>"))
    }
}
