import Chapters
import Curriculum

/// The syllabus against the chapters: for each keyword its sections and exercises, and how much is covered, all of it counted.
struct SyllabusPage {
    let frame: PageFrame
    let index: KeywordIndex
    let links: SiteLinks

    /// As many exercises of a keyword are named; the others are counted.
    private static let exerciseLimit = 6

    func render() -> String {
        var html =
            "<div class=\"layout wide\">\n<main id=\"sk-main\" tabindex=\"-1\">\n<h1>\(label(SiteLabels.syllabus))</h1>\n"
        html += "<p>\(label(SiteLabels.syllabusLead))</p>\n\(coverage)"
        html += keywords
        if !index.errors.isEmpty { html += errors }
        html += "</main>\n</div>\n"
        return frame.document(
            .init(
                name: "syllabus.html", title: SiteLabels.syllabus(frame.language),
                summary: SiteLabels.syllabusLead(frame.language), language: frame.language.rawValue,
                styles: ["assets/lists.css"], body: html))
    }

    private var coverage: String {
        let parts = [
            (SiteLabels.keywords, index.keywordCoverage), (SiteLabels.curriculumRows, index.systemCoverage),
            (SiteLabels.circulatingErrors, index.errorCoverage),
        ]
        let items = parts.filter { $0.1.total > 0 }.map { name, coverage in
            "<div><dt>\(label(name))</dt><dd>\(coverage.covered) / \(coverage.total)</dd></div>\n"
        }
        return "<dl class=\"coverage\">\n\(items.joined())</dl>\n"
    }

    private var keywords: String {
        var html = table(
            "syllabus", SiteLabels.keywords,
            [SiteLabels.topic, SiteLabels.keyword, SiteLabels.explainedIn, SiteLabels.exercises])
        for topic in index.topics {
            let rows = max(topic.keywords.count, 1)
            let systems =
                topic.topic.systems.isEmpty
                ? "" : " <span class=\"facts\">\(escaped(topic.topic.systems.joined(separator: ", ")))</span>"
            html += "<tr\(attribute("id", "topic-" + identifier(topic.topic.id)))>"
            html += "<th scope=\"rowgroup\"\(attribute("rowspan", "\(rows)"))>\(escaped(topic.topic.name))\(systems)"
            html += "<br>\(label(SiteLabels.exerciseCount(topic.exercises.count)))</th>"
            guard !topic.keywords.isEmpty else {
                html += "<td>–</td><td>–</td><td>\(exercises(topic.exercises))</td></tr>\n"
                continue
            }
            for (number, keyword) in topic.keywords.enumerated() {
                html += (number == 0 ? "" : "<tr>") + row(keyword) + "</tr>\n"
            }
        }
        return html + "</tbody>\n</table>\n</div>\n"
    }

    private func row(_ keyword: KeywordIndex.Keyword) -> String {
        let word =
            keyword.term.map { "<a\(attribute("href", links.term($0)))>\(escaped(keyword.word))</a>" }
            ?? escaped(keyword.word)
        let sections = keyword.sections.map { "<li>\(links.section($0))</li>" }.joined()
        return "<td>\(word)</td><td>\(sections.isEmpty ? "–" : "<ul>\(sections)</ul>")</td>"
            + "<td>\(exercises(keyword.exercises))</td>"
    }

    private var errors: String {
        var html = "<h2>\(label(SiteLabels.circulatingErrors))</h2>\n"
        html += table(
            "syllabus", SiteLabels.circulatingErrors,
            [SiteLabels.number, SiteLabels.circulatingError, SiteLabels.exercises])
        for (error, drilled) in index.errors {
            html += "<tr\(attribute("id", "error-\(error.number)"))><td>\(error.number)</td>"
            html += "<th scope=\"row\">\(escaped(error.name))</th><td>\(exercises(drilled))</td></tr>\n"
        }
        return html + "</tbody>\n</table>\n</div>\n"
    }

    private func exercises(_ exercises: [KeywordIndex.Exercise]) -> String {
        guard !exercises.isEmpty else { return "–" }
        var parts = exercises.prefix(SyllabusPage.exerciseLimit).map(links.exercise)
        if exercises.count > parts.count { parts.append(label(SiteLabels.more(exercises.count - parts.count))) }
        return parts.joined(separator: frame.language == .ja ? "、" : ", ")
    }

    private func table(_ name: String, _ title: LocalizedText, _ headings: [LocalizedText]) -> String {
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\"\(attribute("aria-label", title(frame.language)))>\n"
            + "<table\(attribute("class", name))>\n<thead><tr>"
            + headings.map { "<th scope=\"col\">\(label($0))</th>" }.joined() + "</tr></thead>\n<tbody>\n"
    }

    private func label(_ text: LocalizedText) -> String { frame.label(text) }
}
