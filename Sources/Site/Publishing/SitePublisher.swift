import Chapters
import Curriculum
import Foundation
import Grading
import Runner

/// Makes a static site of chapters, in steps: what is there, what changed, the pages, the exchange.
///
///     DIR/index.html, syllabus.html, glossary.html, search.html, chapter03.html …
///     DIR/assets/…                  what all pages share
///     DIR/data/chapter03.js         a page's exercises, sealed
///     DIR/exam/chapter03.js         what the practice exam must know of them
///     DIR/search/chapter03.js       a chapter's part of the index
///     DIR/studykit-site.json        what it was made from
package struct SitePublisher {
    /// A chapter's file before anything was done with it.
    package struct Source: Sendable {
        package var id: String
        package var path: String
        package var bytes: [UInt8]

        package init(id: String, path: String, bytes: [UInt8]) {
            self.id = id
            self.path = path
            self.bytes = bytes
        }
    }

    package struct Options: Sendable {
        package var directory: String
        /// With a slash at its end; nil: no canonical addresses, no feed.
        package var baseURL: String?
        /// What besides a chapter's own text decides its page: the program, the engine, data files.
        package var environment: String
        package var syllabus: Syllabus?
        package var glossary: Glossary?
        package var assets: JavaScriptAssets
        package var typesetter: Typesetter

        package init(
            directory: String, baseURL: String? = nil, environment: String, syllabus: Syllabus? = nil,
            glossary: Glossary? = nil, assets: JavaScriptAssets = .debian, typesetter: Typesetter = .shared
        ) {
            self.directory = directory
            self.baseURL = baseURL
            self.environment = environment
            self.syllabus = syllabus
            self.glossary = glossary
            self.assets = assets
            self.typesetter = typesetter
        }
    }

    package struct Result: Sendable {
        /// The ids of the chapters whose pages were made.
        package var rebuilt: [String] = []
        package var total = 0
        package var diagnostics: [Diagnostic] = []
        /// The ids of the chapters that kept the site from being replaced.
        package var failed: [String] = []
    }

    let options: Options

    package init(_ options: Options) { self.options = options }

    /// Publishes the chapters; the site that was there stays whole unless all of them succeed.
    ///
    /// The sources are in the order of the site. `execute` runs a chapter and gives nil when it fails, after saying why.
    ///
    /// - Throws: A diagnostic when the folder can't be written, and what `execute` throws.
    /// - Returns: What was made anew, and which chapters failed.
    package func publish(
        _ sources: [Source], execute: (Chapter) async throws -> SiteChapter?
    ) async throws -> Result {
        var result = Result(total: sources.count)
        let old = SiteManifest.load(options.directory)
        let digests = sources.map { Digest.of([$0.id, $0.path, String(decoding: $0.bytes, as: UTF8.self)]) }
        let glossary = Digest.of(["\(String(describing: options.glossary))"])
        let siteKey = Digest.of(
            ["site 2", options.environment, options.baseURL ?? "", "\(String(describing: options.syllabus))", glossary]
                + digests)
        let finder = TermFinder(options.glossary ?? Glossary(terms: []))
        if let old, old.key == siteKey, old.isWhole(in: options.directory) { return result }

        let usable = old.flatMap { $0.isWhole(in: options.directory) ? $0 : nil }
        let known = Dictionary((usable?.entries ?? []).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        var entries: [SiteManifest.Entry] = []
        var parsed: [String: Chapter] = [:]
        for (source, digest) in zip(sources, digests) {
            if let entry = known[source.id], entry.source == digest, usable?.glossary == glossary {
                entries.append(entry)
                continue
            }
            do {
                let chapter = try ChapterParser.parse(source.bytes, path: source.path)
                parsed[source.id] = chapter
                entries.append(entry(for: chapter, digest, finder))
            } catch {
                result.diagnostics.append(error)
                result.failed.append(source.id)
            }
        }
        guard result.failed.isEmpty else { return result }

        let stage = try SiteStage(replacing: options.directory)
        defer { stage.discard() }
        for (index, source) in sources.enumerated() {
            try Task.checkCancellation()
            let neighbours = (
                previous: index > 0 ? entries[index - 1] : nil,
                next: index + 1 < entries.count ? entries[index + 1] : nil
            )
            let key = Digest.of(
                ["page 2", options.environment, options.baseURL ?? "", digests[index]]
                    + ["\(String(describing: options.glossary))", "\(options.syllabus != nil)"]
                    + [neighbours.previous, neighbours.next].map { $0.map { "\($0.id) \($0.title)" } ?? "" }
                    + entries.filter { entries[index].references.contains($0.id) }.map(\.targets))
            if let entry = known[source.id], entry.key == key {
                for file in entry.files { try stage.take("\(options.directory)/\(file)", as: file) }
                entries[index].keep(entry)
                continue
            }
            let chapter = try parsed[source.id] ?? ChapterParser.parse(source.bytes, path: source.path)
            guard let executed = try await execute(chapter) else {
                result.failed.append(source.id)
                continue
            }
            entries[index].key = key
            entries[index].date = executed.date
            result.diagnostics += try write(executed, &entries[index], neighbours, into: stage)
            result.rebuilt.append(source.id)
        }
        guard result.failed.isEmpty else { return result }
        try SiteAssets.install(options.assets, into: stage)
        try writeSitePages(entries, into: stage)
        try writeManifest(
            SiteManifest(key: siteKey, glossary: glossary, entries: entries, files: stage.files), into: stage)
        try stage.commit()
        return result
    }

    private func entry(for chapter: Chapter, _ digest: String, _ finder: TermFinder) -> SiteManifest.Entry {
        SiteManifest.Entry(
            id: PageWriter.fileName(chapter.id), chapter: chapter.id, title: chapter.title,
            emoji: chapter.frontMatter.emoji ?? "", summary: ChapterPage.summary(chapter), source: digest, key: "",
            minutes: ChapterText(chapter).minutes, examples: chapter.cells.count,
            terms: ChapterTerms(chapter, finder), targets: Digest.of(chapter.referenceNames),
            references: chapter.referencedChapters.map(PageWriter.fileName), files: [], date: "")
    }

    private var places: [PageFrame.Place] {
        PageFrame.Place.allCases.filter { place in
            switch place {
            case .home, .exam, .search: true
            case .syllabus: options.syllabus != nil
            case .glossary: options.glossary != nil
            }
        }
    }

    private var frame: PageFrame { PageFrame(language: .ja, baseURL: options.baseURL, places: places) }

    private func write(
        _ source: SiteChapter, _ entry: inout SiteManifest.Entry,
        _ neighbours: (previous: SiteManifest.Entry?, next: SiteManifest.Entry?), into stage: SiteStage
    ) throws(Diagnostic) -> [Diagnostic] {
        let images = ChapterImages.find(in: source.chapter, name: entry.id)
        let name = entry.id + ".html"
        let data = "data/\(entry.id).js"
        let key = UInt32(Digest.of(["seal", entry.source]).prefix(8), radix: 16) ?? 1
        let page = ChapterPage(frame: frame, typesetter: options.typesetter, glossary: options.glossary).render(
            source, name: name, data: SitePath.encoded(data), key: key, minutes: entry.minutes,
            images: images.addresses, neighbours: neighbours)
        for (file, target) in images.files { try stage.take(file, as: target) }
        try stage.write(page.html, to: name)
        try stage.write(page.script, to: data)
        let exam = "exam/\(entry.id).js"
        try stage.write(page.exam, to: exam)
        let index = "search/\(entry.id).js"
        try stage.write(SearchIndex.script(for: source.chapter, page: SitePath.encoded(name)), to: index)
        entry.files = images.files.map(\.target) + [name, data, exam, index]
        return images.diagnostics + page.diagnostics
    }

    private func writeSitePages(_ entries: [SiteManifest.Entry], into stage: SiteStage) throws(Diagnostic) {
        try stage.write(HomePage(frame: frame, entries: entries).render(), to: "index.html")
        try stage.write(
            SearchPage(frame: frame, entries: entries).render(), to: "search.html")
        try stage.write(ExamPage(frame: frame, entries: entries).render(), to: "exam.html")
        try stage.write(ExamPage.script(for: options.syllabus), to: "exam/topics.js")
        try stage.write(SearchIndex.script(for: options.glossary), to: "search/glossary.js")
        let links = SiteLinks(entries)
        let index = KeywordIndex(
            options.syllabus ?? Syllabus(topics: []), options.glossary,
            entries.map { KeywordIndex.Chapter(id: $0.chapter, title: $0.title, terms: $0.terms) })
        if options.syllabus != nil {
            try stage.write(SyllabusPage(frame: frame, index: index, links: links).render(), to: "syllabus.html")
        }
        if let glossary = options.glossary {
            try stage.write(
                GlossaryPage(frame: frame, glossary: glossary, index: index, links: links).render(),
                to: "glossary.html")
        }
        guard let base = options.baseURL else { return }
        try stage.write(
            SiteFeeds.atom(entries, base: base, title: SiteLabels.homeTitle(.ja)), to: "feed.xml")
        try stage.write(
            SiteFeeds.sitemap(entries, places: places.map { "\($0.rawValue).html" }, base: base), to: "sitemap.xml")
    }

    private func writeManifest(_ manifest: SiteManifest, into stage: SiteStage) throws(Diagnostic) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(manifest) else { return }
        try stage.write(data, to: SiteManifest.fileName)
    }
}
