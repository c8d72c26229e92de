import Chapters
import Curriculum

/// The pages that are about all chapters: home, search, exam, syllabus, glossary, and what machines read.
struct SharedPages {
    let frame: PageFrame
    let options: SitePublisher.Options
    let entries: [SiteManifest.Entry]

    func write(into stage: SiteStage) throws(Diagnostic) {
        try stage.write(HomePage(frame: frame, entries: entries).render(), to: "index.html")
        try stage.write(SearchPage(frame: frame, entries: entries).render(), to: "search.html")
        try stage.write(SearchIndex.script(for: options.glossary), to: "search/glossary.js")
        try stage.write(ExamPage(frame: frame, entries: entries).render(), to: "exam.html")
        try stage.write(ExamPage.script(for: options.syllabus), to: "exam/topics.js")
        try writeCurriculum(into: stage)
        guard let base = options.baseURL else { return }
        try stage.write(SiteFeeds.atom(entries, base: base, title: SiteLabels.homeTitle(.ja)), to: "feed.xml")
        let places = frame.places.map { "\($0.rawValue).html" }
        try stage.write(SiteFeeds.sitemap(entries, places: places, base: base), to: "sitemap.xml")
    }

    private func writeCurriculum(into stage: SiteStage) throws(Diagnostic) {
        guard options.syllabus != nil || options.glossary != nil else { return }
        let links = SiteLinks(entries)
        let index = KeywordIndex(
            options.syllabus ?? Syllabus(topics: []), options.glossary,
            entries.map { KeywordIndex.Chapter(id: $0.chapter, title: $0.title, terms: $0.terms) })
        if options.syllabus != nil {
            try stage.write(SyllabusPage(frame: frame, index: index, links: links).render(), to: "syllabus.html")
        }
        if let glossary = options.glossary {
            let page = GlossaryPage(frame: frame, glossary: glossary, index: index, links: links)
            try stage.write(page.render(), to: "glossary.html")
        }
    }
}
