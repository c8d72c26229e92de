import Chapters
import Curriculum

/// Links from the site's own pages into its chapters and its glossary.
struct SiteLinks {
    /// By the chapter's own id.
    private let entries: [String: SiteManifest.Entry]

    init(_ entries: [SiteManifest.Entry]) {
        self.entries = Dictionary(entries.map { ($0.chapter, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func address(ofChapter id: String) -> String? { entries[id].map(ChapterPage.address) }

    func term(_ term: Glossary.Term) -> String { "glossary.html" + LinkPolicy.fragment(term.anchor) }

    /// The section's heading as a link, and beside it the chapter that it stands in.
    func section(_ section: KeywordIndex.Section) -> String {
        let title = escaped(section.title)
        guard let entry = entries[section.chapter] else { return title }
        let fragment = section.anchor.isEmpty ? "" : LinkPolicy.fragment(identifier(section.anchor))
        let chapter = section.anchor.isEmpty ? "" : " <span class=\"facts\">\(escaped(entry.title))</span>"
        return "<a\(attribute("href", ChapterPage.address(entry) + fragment))>\(title)</a>\(chapter)"
    }

    func exercise(_ exercise: KeywordIndex.Exercise) -> String {
        guard let entry = entries[exercise.chapter] else { return escaped(exercise.id) }
        let address = ChapterPage.address(entry) + LinkPolicy.fragment("sk-exercise-" + identifier(exercise.id))
        return "<a\(attribute("href", address))>\(escaped(exercise.id))</a>"
    }
}

extension Glossary.Term {
    /// The id of its row.
    var anchor: String { "term-" + identifier(term) }
}
