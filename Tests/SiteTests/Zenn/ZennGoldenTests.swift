import Chapters
import Foundation
import Testing

@testable import Site

/// Snippets beside what Zenn's rules make of them (`Tools/golden/make_zenn.py`), both reduced to one form.
@Suite("Zenn, snippet by snippet")
struct ZennGoldenTests {
    struct Snippet: Decodable {
        var source: String
        /// As Zenn shows it.
        var zenn: [String]
        /// As we do, where that is another thing, and why.
        var here: [String]?
        var why: String?
    }

    private static func read() throws -> [Snippet] {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/zenn.json")
        return try JSONDecoder().decode([Snippet].self, from: Data(contentsOf: url))
    }

    @Test("a page says what Zenn says, or what the list of differences says")
    func all() throws {
        let renderer = HTMLRenderer(
            language: .ja, typesetter: Typesetter(assets: JavaScriptAssets(root: "/nonexistent")))
        let images = ["a.png": "a.png", "/images/a.png": "a.png"]
        var same = 0
        var others: [String: Int] = [:]
        for snippet in try Self.read() {
            let chapter = try ChapterParser.parse(Array(snippet.source.utf8), path: "chapters/a.md", files: nil)
            let page = renderer.page(for: chapter, report: emptyReport(for: chapter), images: images)
            let found = ReducedPage.lines(of: page.html)
            let expected = snippet.here ?? snippet.zenn
            #expect(found == expected, "\(snippet.source)")
            #expect(snippet.here != snippet.zenn && (snippet.here == nil) == (snippet.why == nil))
            if let why = snippet.why { others[why, default: 0] += 1 } else { same += 1 }
        }
        print("Zenn: \(same) snippets the same, \(others.values.reduce(0, +)) others: \(others.keys.sorted())")
        #expect(same > 400)
    }
}
