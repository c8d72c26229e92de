import Chapters
import Curriculum
import Foundation
import Grading
import Testing

@testable import Site

@Suite("Publishing")
final class SitePublisherTests {
    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("site-\(UUID().uuidString)").path
    private var site: String { root + "/site" }

    init() throws { try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: root) }

    private static let texts = ["# 一章\n最初の文です。\n## 節\n文", "# 二章\n[前](one.md)", "# 三章\n終わり"]

    private func sources(_ texts: [String] = SitePublisherTests.texts) -> [SitePublisher.Source] {
        zip(["one", "two", "three"], texts).map {
            SitePublisher.Source(id: $0, path: "\(root)/\($0).md", bytes: Array($1.utf8))
        }
    }

    private func publish(
        _ sources: [SitePublisher.Source], environment: String = "e", base: String? = nil, failing: String? = nil
    ) async throws -> SitePublisher.Result {
        try await SitePublisher(.init(directory: site, baseURL: base, environment: environment)).publish(sources) {
            chapter in
            guard chapter.id != failing else { return nil }
            return SiteChapter(
                chapter: chapter, report: emptyReport(for: chapter), draws: [], seeds: [], executedWith: "Swift",
                date: "2026-11-21T05:00:00Z")
        }
    }

    private func read(_ name: String) throws -> String {
        try String(contentsOfFile: "\(site)/\(name)", encoding: .utf8)
    }

    @Test("a page a chapter, linked to its neighbours, by relative addresses only")
    func pages() async throws {
        let result = try await publish(sources())
        #expect(result.rebuilt == ["one", "two", "three"] && result.failed.isEmpty)
        let page = try read("two.html")
        #expect(page.contains("rel=\"prev\" href=\"one.html\"") && page.contains("rel=\"next\" href=\"three.html\""))
        #expect(page.contains("script-src 'self'") && !page.contains("og:url") && !page.contains("canonical"))
        #expect(try read("index.html").contains("href=\"three.html\""))
        for name in ["index.html", "one.html", "two.html", "three.html", "search.html", "exam.html"] {
            let html = try read(name)
            #expect(WellFormed.problems(in: html) == [])
            for match in html.matches(of: /(?:href|src)="([^"]*)"/) {
                #expect(!match.1.hasPrefix("/") && !match.1.contains("://"), "\(match.1)")
                let file = match.1.prefix { $0 != "#" }
                #expect(file.isEmpty || FileManager.default.fileExists(atPath: "\(site)/\(file)"), "\(match.1)")
            }
        }
        #expect(!FileManager.default.fileExists(atPath: "\(site)/feed.xml"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: root) == ["site"])
    }

    @Test("only what changed is made again")
    func incremental() async throws {
        _ = try await publish(sources())
        #expect(try await publish(sources()).rebuilt == [])
        var texts = Self.texts
        texts[2] += "。続き"
        #expect(try await publish(sources(texts)).rebuilt == ["three"])
        #expect(try read("three.html").contains("続き") && read("one.html").contains("最初の文"))
        // A new title stands in the neighbour's links and in the side bars.
        texts[2] = "---\ntitle: 新しい題\n---\n終わり"
        #expect(try await publish(sources(texts)).rebuilt == ["one", "two", "three"])
        #expect(try read("two.html").contains("新しい題") && read("one.html").contains("新しい題"))
        #expect(try await publish(sources(texts), environment: "other").rebuilt.count == 3)
        try Data("x".utf8).write(to: URL(fileURLWithPath: site + "/one.html"))
        #expect(try await publish(sources(texts), environment: "other").rebuilt.count == 3)
        #expect(try read("one.html").contains("最初の文"))
        // A chapter that is gone leaves nothing behind.
        _ = try await publish(Array(sources(texts).dropLast()), environment: "other")
        #expect(!FileManager.default.fileExists(atPath: site + "/three.html"))
    }

    @Test("beside a text stand the chapters around it, of a large site not all")
    func course() async throws {
        _ = try await publish(sources())
        #expect(try read("one.html").contains("<li><a href=\"one.html\" aria-current=\"page\">one</a></li>"))
        #expect(try read("one.html").contains("<li><a href=\"three.html\">three</a></li>\n</ol></nav>"))
        let chapter = try ChapterParser.parse(Array("# 章".utf8), path: "c.md")
        let terms = ChapterTerms(chapter, TermFinder(Glossary(terms: [])))
        let entries = (0..<100).map { number in
            SiteManifest.Entry(
                id: "c\(number)", chapter: "c\(number)", title: "章 \(number)", emoji: "", summary: "", source: "",
                key: "", minutes: 1, examples: 0, terms: terms, targets: "", references: [],
                files: [], date: "")
        }
        for count in [1, 2, 14, 25, 26, 100] {
            let some = Array(entries.prefix(count))
            for index in some.indices {
                let found = Neighbours(of: index, in: some)
                #expect(found.previous?.id == (index > 0 ? some[index - 1].id : nil))
                #expect(found.next?.id == (index + 1 < count ? some[index + 1].id : nil))
                #expect(found.around.count == min(count, 25) && found.areAll == (count <= 25))
                #expect(found.around.indices.filter(found.isCurrent) == [index])
                #expect(found.around[index].id == some[index].id)
            }
        }
        // Two chapters with the same ones around them differ in which they are themselves.
        #expect(Neighbours(of: 0, in: entries).titles != Neighbours(of: 1, in: entries).titles)
    }

    @Test("a chapter that fails is named, and the site stays as it was")
    func failure() async throws {
        _ = try await publish(sources())
        let before = try read("one.html")
        var texts = Self.texts
        texts[0] += "新しい文"
        let result = try await publish(sources(texts), environment: "other", failing: "two")
        #expect(result.failed == ["two"])
        #expect(try read("one.html") == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: root) == ["site"])
        let unreadable = [SitePublisher.Source(id: "one", path: "one.md", bytes: [0xFF, 0xFE, 0, 0])]
        let refused = try await publish(unreadable)
        #expect(refused.failed == ["one"] && refused.diagnostics.count == 1)
        #expect(try read("one.html") == before)
    }

    @Test("a folder with other files is left alone")
    func foreign() async throws {
        try FileManager.default.createDirectory(atPath: site, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: site + "/thesis.txt"))
        let error = await #expect(throws: Diagnostic.self) { try await self.publish(self.sources()) }
        #expect(error?.code == "site-not-written")
        #expect(try FileManager.default.contentsOfDirectory(atPath: site) == ["thesis.txt"])
    }

    @Test("with an address: canonical links, feed and sitemap")
    func address() async throws {
        _ = try await publish(sources(), base: "https://example.org/notes/")
        #expect(try read("one.html").contains("<link rel=\"canonical\" href=\"https://example.org/notes/one.html\">"))
        #expect(try read("index.html").contains("<link rel=\"canonical\" href=\"https://example.org/notes/\">"))
        #expect(try read("feed.xml").contains("<updated>2026-11-21T05:00:00Z</updated>"))
        #expect(try read("sitemap.xml").contains("<loc>https://example.org/notes/three.html</loc>"))
    }
}
