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
        package var typesetStore: TypesetStore

        package init(
            directory: String, baseURL: String? = nil, environment: String, syllabus: Syllabus? = nil,
            glossary: Glossary? = nil, assets: JavaScriptAssets = .debian, typesetter: Typesetter = .shared,
            typesetStore: TypesetStore = TypesetStore(directory: nil, version: "")
        ) {
            self.directory = directory
            self.baseURL = baseURL
            self.environment = environment
            self.syllabus = syllabus
            self.glossary = glossary
            self.assets = assets
            self.typesetter = typesetter
            self.typesetStore = typesetStore
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
    /// `whenWaiting` is called when another publish into the folder takes its time.
    ///
    /// - Throws: A diagnostic when the folder can't be written, and what `execute` throws.
    /// - Returns: What was made anew, and which chapters failed.
    package func publish(
        _ sources: [Source], whenWaiting: () -> Void = {}, execute: (Chapter) async throws -> SiteChapter?
    ) async throws -> Result {
        let place = SitePlace(options.directory)
        let lock = try await SiteLock.take(place, whenWaiting: whenWaiting)
        defer { lock.release() }
        place.clearLeftovers()
        let keys = SiteKeys(sources, options)
        let old = SiteManifest.load(place.path)
        if old?.key == keys.site { return Result(total: sources.count) }

        let finder = TermFinder(options.glossary ?? Glossary(terms: []))
        let plan = SitePlan(sources, keys, old: old, finder)
        guard plan.unreadable.isEmpty else {
            return Result(total: sources.count, diagnostics: plan.problems, failed: plan.unreadable)
        }
        let stage = try SiteStage(place)
        defer { stage.discard() }
        // Those of the old site, where they come from the same program and libraries.
        let keptAssets = old?.environment == options.environment ? old?.files.keys.filter(SiteAssets.has) : nil
        async let assets = keptAssets == nil ? SiteAssets.make(options.assets) : []
        for file in plan.kept.flatMap(\.files) { try stage.keep(file) }
        let pages = try await ChapterPages(frame: frame, options: options, finder: finder)
            .make(plan, into: stage, execute: execute)
        let result = Result(
            rebuilt: pages.rebuilt, total: sources.count, diagnostics: pages.diagnostics, failed: pages.failed)
        guard result.failed.isEmpty else { return result }

        for name in keptAssets ?? [] { try stage.keep(name) }
        for (name, data) in await assets { try stage.write(data, to: name) }
        try SharedPages(frame: frame, options: options, entries: pages.entries).write(into: stage)
        try SiteManifest(
            key: keys.site, glossary: keys.glossary, environment: options.environment, entries: pages.entries,
            files: stage.files
        ).write(into: stage)
        try stage.commit()
        return result
    }

    private var frame: PageFrame {
        let places = PageFrame.Place.allCases.filter { place in
            switch place {
            case .home, .exam, .search: true
            case .syllabus: options.syllabus != nil
            case .glossary: options.glossary != nil
            }
        }
        return PageFrame(language: .ja, baseURL: options.baseURL, places: places)
    }
}
