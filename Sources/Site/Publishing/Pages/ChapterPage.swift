import Chapters
import Curriculum
import Foundation
import Grading

/// A chapter's page in a site, and the file of data beside it.
struct ChapterPage {
    let frame: PageFrame
    let typesetter: Typesetter
    /// Finds the terms that are linked where the text first uses them.
    var terms: TermFinder?

    struct Written {
        var html: String
        /// The exercises' data.
        var script: String
        /// What the practice exam must know of them.
        var exam: String
        var diagnostics: [Diagnostic]
    }

    /// The page `name` (`chapter03.html`), which loads its exercises, when somebody answers, from the address `data`.
    func render(
        _ source: SiteChapter, name: String, data: String, key: UInt32, minutes: Int, images: [String: String],
        neighbours: Neighbours
    ) -> Written {
        var chapter = source.chapter
        if let terms {
            var links = GlossaryLinks(terms)
            chapter.blocks = links.link(chapter.blocks)
        }
        let code = ChapterLanguage.code(for: chapter)
        let language = Language(rawValue: code) ?? .ja
        var body = ChapterBody(
            chapter: chapter, report: source.report, images: images, language: language, typesetter: typesetter)
        body.live = LiveExercises(draws: source.draws, seeds: source.seeds, key: key)
        let contents = body.tableOfContents()
        let text = body.render(chapter.blocks)
        let notes = body.footnotes()
        body.reportMissingHighlighter()
        var page = PageFrame.Page(
            name: name, title: chapter.title, summary: Self.summary(chapter), language: code, type: "article",
            previous: neighbours.previous.map(Self.address), next: neighbours.next.map(Self.address), body: "")
        var document = body.live?.document ?? LiveExercises.Document()
        document.chapter = chapter.id
        document.seeds = source.seeds
        document.key = key
        let scripts = document.exercises.isEmpty ? [] : LiveWords.scripts(language) + ["assets/exercises.js"]
        let live =
            scripts.isEmpty ? "" : attribute("data-chapter", chapter.id) + attribute("data-exercises", data)
        page.scripts = (body.steppedFiguresWritten > 0 ? ["assets/steps.js"] : []) + scripts
        page.body = """
            \(head(source, minutes, language))<div class="layout\(contents.isEmpty ? "" : " has-toc")">
            \(contents.isEmpty ? "" : course(neighbours, language))\(contents)<main id="sk-main" tabindex="-1"\(live)>
            \(scripts.isEmpty ? "" : body.scriptNote())\(text)\(notes)\(neighbourLinks(neighbours, language))</main>
            </div>

            """
        var diagnostics: [Diagnostic] = []
        // A formula that is set for several draws is wrong once.
        for diagnostic in body.diagnostics where !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
        let frame = PageFrame(language: language, baseURL: frame.baseURL, places: frame.places)
        return Written(
            html: PictureSharing.shared(frame.document(page)), script: document.script,
            exam: ExamPart(chapter, document, page: SitePath.encoded(name), data: data).script,
            diagnostics: diagnostics)
    }

    static func address(_ entry: SiteManifest.Entry) -> String { SitePath.encoded(entry.id + ".html") }

    private func head(_ source: SiteChapter, _ minutes: Int, _ language: Language) -> String {
        let chapter = source.chapter
        func label(_ text: LocalizedText) -> String { escaped(text(language)) }
        var html = "<nav class=\"breadcrumbs\"\(attribute("aria-label", SiteLabels.breadcrumbs(language)))><ol>"
        html += "<li><a href=\"index.html\">\(label(SiteLabels.chapters))</a></li>"
        html += "<li aria-current=\"page\">\(escaped(chapter.title))</li></ol></nav>\n"
        // Above the contents, and so outside of main; a region of its own, since the banner is the site's.
        html += "<section class=\"page-header\" aria-labelledby=\"sk-title\">\n"
        if let emoji = chapter.frontMatter.emoji, !emoji.isEmpty {
            html += "<p class=\"emoji\" aria-hidden=\"true\">\(escaped(emoji))</p>\n"
        }
        html += "<h1 id=\"sk-title\">\(escaped(chapter.title))</h1>\n"
        let topics = chapter.frontMatter.topics.filter { !$0.isEmpty }
        if !topics.isEmpty {
            html += "<ul class=\"topics\">\(topics.map { "<li>\(escaped($0))</li>" }.joined())</ul>\n"
        }
        let counts = SiteLabels.counts(examples: chapter.cells.count, exercises: chapter.exercises.count)
        html +=
            "<p class=\"facts\"><span>\(label(SiteLabels.minutes(minutes)))</span> · <span>\(label(counts))</span></p>\n"
        if !chapter.cells.isEmpty {
            html += "<p class=\"facts\">\(label(SiteLabels.executed)): <time datetime=\"\(source.date)\">"
            html += "\(escaped(source.date.prefix(10)))</time> · \(escaped(source.executedWith))</p>\n"
        }
        return html + "</section>\n"
    }

    /// The chapters around this one, beside the text where the window is wide enough.
    private func course(_ neighbours: Neighbours, _ language: Language) -> String {
        guard neighbours.around.count > 1 else { return "" }
        var html = "<nav class=\"course\"\(attribute("aria-label", SiteLabels.course(language)))><ol>\n"
        for (place, entry) in zip(neighbours.around.indices, neighbours.around) {
            let current = neighbours.isCurrent(place) ? " aria-current=\"page\"" : ""
            html += "<li><a\(attribute("href", Self.address(entry)))\(current)>\(escaped(entry.title))</a></li>\n"
        }
        if !neighbours.areAll {
            html += "<li><a href=\"index.html\">\(escaped(SiteLabels.allChapters(language)))</a></li>\n"
        }
        return html + "</ol></nav>\n"
    }

    private func neighbourLinks(_ neighbours: Neighbours, _ language: Language) -> String {
        guard neighbours.previous != nil || neighbours.next != nil else { return "" }
        var html = "<nav class=\"neighbours\"\(attribute("aria-label", SiteLabels.neighbours(language)))>\n"
        let links = [
            (neighbours.previous, "prev", SiteLabels.previous), (neighbours.next, "next", SiteLabels.next),
        ]
        for case (let entry?, let relation, let name) in links {
            html += "<a class=\"\(relation)\" rel=\"\(relation)\"\(attribute("href", Self.address(entry)))>"
            html += "<span>\(escaped(name(language)))</span> \(escaped(entry.title))</a>\n"
        }
        return html + "</nav>\n"
    }

    /// The first paragraph, as search engines and link previews show it.
    static func summary(_ chapter: Chapter) -> String {
        for block in chapter.blocks {
            guard case .paragraph(let content) = block.kind else { continue }
            let text = content.plainText.split(whereSeparator: \.isNewline).joined(separator: " ")
            return text.count > 140 ? text.prefix(139) + "…" : text
        }
        return ""
    }
}
