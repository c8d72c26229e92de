import Chapters
import Curriculum
import Foundation
import Runner

/// The pages of chapters: executed one after the other, each set while the next ones are executed.
struct ChapterPages {
    /// A chapter's files before they are written.
    private struct Made: Sendable {
        var index: Int
        var date: String
        var texts: [(name: String, text: String)]
        var images: [(source: String, name: String)]
        var diagnostics: [Diagnostic]
    }

    let frame: PageFrame
    let options: SitePublisher.Options
    let finder: TermFinder

    struct Result {
        /// The entries of the plan, with the files of the pages that were made.
        var entries: [SiteManifest.Entry]
        var rebuilt: [String] = []
        var failed: [String] = []
        var diagnostics: [Diagnostic] = []
    }

    /// Makes what the plan asks for.
    ///
    /// - Throws: A diagnostic when the stage can't be written, and what `execute` throws.
    func make(
        _ plan: SitePlan, into stage: SiteStage, execute: (Chapter) async throws -> SiteChapter?
    ) async throws -> Result {
        var result = Result(entries: plan.entries)
        var diagnostics: [Int: [Diagnostic]] = [:]
        func take(_ made: Made) throws(Diagnostic) {
            for (source, name) in made.images { try stage.take(source, as: name) }
            for (name, text) in made.texts { try stage.write(text, to: name) }
            result.entries[made.index].date = made.date
            result.entries[made.index].files = made.images.map(\.name) + made.texts.map(\.name)
            diagnostics[made.index] = made.diagnostics
        }
        try await withThrowingTaskGroup(of: Made.self) { group in
            var running = 0
            for work in plan.work {
                try Task.checkCancellation()
                let chapter = try work.parsed ?? ChapterParser.parse(work.source.bytes, path: work.source.path)
                guard let executed = try await execute(chapter) else {
                    result.failed.append(work.source.id)
                    continue
                }
                result.rebuilt.append(work.source.id)
                // No page of a site that will not be.
                guard result.failed.isEmpty else { continue }
                // Pages that wait take memory; more than there are cores are no sooner done.
                if running >= ProcessInfo.processInfo.activeProcessorCount, let made = try await group.next() {
                    try take(made)
                    running -= 1
                }
                let (entry, index) = (plan.entries[work.index], work.index)
                let neighbours = Neighbours(of: index, in: plan.entries)
                let isAlone = plan.work.count == 1
                group.addTask { page(executed, index, entry, neighbours, isAlone: isAlone) }
                running += 1
            }
            for try await made in group { try take(made) }
        }
        result.diagnostics = diagnostics.sorted { $0.key < $1.key }.flatMap(\.value)
        return result
    }

    private func page(
        _ source: SiteChapter, _ index: Int, _ entry: SiteManifest.Entry, _ neighbours: Neighbours, isAlone: Bool
    ) -> Made {
        let (name, data) = ("\(entry.id).html", "data/\(entry.id).js")
        let images = ChapterImages.find(in: source.chapter, name: entry.id)
        let known = options.typesetStore.load(source.chapter.path)
        let typesetter = options.typesetter.forPage(knowing: known)
        func render(with typesetter: Typesetter) -> ChapterPage.Written {
            ChapterPage(frame: frame, typesetter: typesetter, terms: options.glossary == nil ? nil : finder).render(
                source, name: name, data: SitePath.encoded(data),
                key: UInt32(Digest.of(["seal", entry.source]).prefix(8), radix: 16) ?? 1, minutes: entry.minutes,
                images: images.addresses, neighbours: neighbours)
        }
        // Several pages keep the cores busy; one alone, set for the first time, would leave all but one idle.
        if isAlone, known.isEmpty { typesetter.setAhead { _ = render(with: $0) } }
        let page = render(with: typesetter)
        let used = typesetter.used
        if used != known { options.typesetStore.keep(used, of: source.chapter.path) }
        let searched = SearchIndex.script(for: source.chapter, page: SitePath.encoded(name))
        return Made(
            index: index, date: source.date,
            texts: [
                (name, page.html), (data, page.script), ("exam/\(entry.id).js", page.exam),
                ("search/\(entry.id).js", searched),
            ], images: images.files.map { ($0.file, $0.target) }, diagnostics: images.diagnostics + page.diagnostics)
    }
}
