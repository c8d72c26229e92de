import Chapters
import Curriculum
import Runner

/// The chapters of a site as its pages know each other, and which pages must be made.
struct SitePlan {
    /// A chapter whose page is made anew.
    struct Work {
        var index: Int
        var source: SitePublisher.Source
        /// nil: it is parsed when its turn comes.
        var parsed: Chapter?
    }

    /// In the order of the site; those of pages that stay are the old ones.
    private(set) var entries: [SiteManifest.Entry] = []
    private(set) var work: [Work] = []
    /// Those whose pages stay.
    private(set) var kept: [SiteManifest.Entry] = []
    /// What keeps chapters from being read, and their ids.
    private(set) var problems: [Diagnostic] = []
    private(set) var unreadable: [String] = []

    /// A parsed chapter takes megabytes: of more than these the text is parsed once more rather than kept.
    private static let parsedAhead = 32

    /// Reads the chapters that differ from those of the old site.
    init(_ sources: [SitePublisher.Source], _ keys: SiteKeys, old: SiteManifest?, _ finder: TermFinder) {
        let known = Dictionary((old?.entries ?? []).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        var parsed: [Int: Chapter] = [:]
        for (index, source) in sources.enumerated() {
            if let entry = known[source.id], entry.source == keys.sources[index], old?.glossary == keys.glossary {
                entries.append(entry)
                continue
            }
            do {
                let chapter = try ChapterParser.parse(source.bytes, path: source.path)
                if parsed.count < Self.parsedAhead { parsed[index] = chapter }
                entries.append(Self.entry(for: chapter, keys.sources[index], finder))
            } catch {
                problems.append(error)
                unreadable.append(source.id)
            }
        }
        guard unreadable.isEmpty else { return }
        for (index, source) in sources.enumerated() {
            let key = keys.page(index, entries)
            if let entry = known[source.id], entry.key == key {
                entries[index].keep(entry)
                kept.append(entry)
            } else {
                entries[index].key = key
                work.append(Work(index: index, source: source, parsed: parsed[index]))
            }
        }
    }

    private static func entry(for chapter: Chapter, _ digest: String, _ finder: TermFinder) -> SiteManifest.Entry {
        SiteManifest.Entry(
            id: PageWriter.fileName(chapter.id), chapter: chapter.id, title: chapter.title,
            emoji: chapter.frontMatter.emoji ?? "", summary: ChapterPage.summary(chapter), source: digest, key: "",
            minutes: ChapterText(chapter).minutes, examples: chapter.cells.count,
            terms: ChapterTerms(chapter, finder), targets: Digest.of(chapter.referenceNames),
            references: chapter.referencedChapters.map(PageWriter.fileName), files: [], date: "")
    }
}
