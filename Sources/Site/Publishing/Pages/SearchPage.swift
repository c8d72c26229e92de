import Chapters
import Curriculum
import Foundation

/// The search: a field, and the index as scripts, since a page opened from a file can't fetch one; they are loaded when somebody searches.
struct SearchPage {
    let frame: PageFrame
    let entries: [SiteManifest.Entry]

    func render() -> String {
        func label(_ text: LocalizedText) -> String { frame.label(text) }
        let index = (["glossary"] + entries.map { SitePath.encoded($0.id) }).map { "search/\($0).js" }
        let html = """
            <div class="layout">
            <main id="sk-main" tabindex="-1">
            <h1>\(label(SiteLabels.search))</h1>
            <p>\(label(SiteLabels.searchLead))</p>
            <form class="search" role="search"\(attribute("data-index", index.joined(separator: " "))) hidden>
            <label for="sk-query">\(label(SiteLabels.query))</label>
            <input type="search" id="sk-query" name="q" autocomplete="off" maxlength="100">
            </form>
            <p class="found" role="status"></p>
            <ol class="results"></ol>
            <noscript><p>\(label(SiteLabels.searchNeedsScript))</p></noscript>
            </main>
            </div>

            """
        return frame.document(
            .init(
                name: "search.html", title: SiteLabels.search(frame.language),
                summary: SiteLabels.searchLead(frame.language),
                language: frame.language.rawValue, styles: ["assets/lists.css"], scripts: ["assets/search.js"],
                body: html))
    }
}

/// The parts of the index; each is a script that hands itself over.
enum SearchIndex {
    /// Longer sections are found by their beginning: the index stays small.
    static let longestText = 600

    private struct Part: Encodable {
        var page: String
        var title: String
        /// Heading, anchor, text; in turn.
        var sections: [[String]]
    }

    private struct Terms: Encodable {
        /// Term, reading, English, its place in the glossary, then other spellings.
        var terms: [[String]]
    }

    static func script(for chapter: Chapter, page: String) -> String {
        call(
            Part(
                page: page, title: chapter.title,
                sections: ChapterText(chapter).sections.map {
                    [$0.title, String(LinkPolicy.fragment($0.anchor).dropFirst()), String($0.text.prefix(longestText))]
                }))
    }

    static func script(for glossary: Glossary?) -> String {
        call(Terms(terms: (glossary?.terms ?? []).map { [$0.term, $0.reading, $0.english, $0.anchor] + $0.also }))
    }

    private static func call(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { return "" }
        return "studykitSearch(\(String(decoding: data, as: UTF8.self)));\n"
    }
}
