import Chapters
import Grading

/// The topics of the syllabus, with the chapters that teach and ask each.
struct SyllabusPage {
    let frame: PageFrame
    let syllabus: Syllabus
    let entries: [SiteManifest.Entry]

    func render() -> String {
        func label(_ text: LocalizedText) -> String { frame.label(text) }
        var html =
            "<div class=\"layout wide\">\n<main id=\"sk-main\" tabindex=\"-1\">\n<h1>\(label(SiteLabels.syllabus))</h1>\n"
        html += "<p>\(label(SiteLabels.syllabusLead))</p>\n"
        html +=
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\"\(attribute("aria-label", SiteLabels.syllabus(frame.language)))>\n"
        html += "<table class=\"syllabus\">\n<thead><tr>"
        for heading in [SiteLabels.topic, SiteLabels.keywords, SiteLabels.curriculum, SiteLabels.whereAsked] {
            html += "<th scope=\"col\">\(label(heading))</th>"
        }
        html += "</tr></thead>\n<tbody>\n"
        for topic in syllabus.topics {
            html +=
                "<tr\(attribute("id", "topic-" + identifier(topic.id)))><th scope=\"row\">\(escaped(topic.name))</th>"
            html += "<td>\(escaped(topic.keywords.joined(separator: "、")))</td>"
            html += "<td>\(escaped(topic.systems.joined(separator: ", ")))</td><td>\(places(of: topic.id))</td></tr>\n"
        }
        html += "</tbody>\n</table>\n</div>\n</main>\n</div>\n"
        return frame.document(
            .init(
                name: "syllabus.html", title: SiteLabels.syllabus(frame.language),
                summary: SiteLabels.syllabusLead(frame.language), language: frame.language.rawValue, body: html))
    }

    private func places(of topic: String) -> String {
        let places = entries.compactMap { entry -> String? in
            let count = entry.topics.count { $0 == topic }
            guard count > 0 else { return nil }
            return "<li><a\(attribute("href", ChapterPage.address(entry)))>\(escaped(entry.title))</a> "
                + "(\(frame.label(SiteLabels.exerciseCount(count))))</li>"
        }
        return places.isEmpty ? "–" : "<ul>\(places.joined())</ul>"
    }
}
