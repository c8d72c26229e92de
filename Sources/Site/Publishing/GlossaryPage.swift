import Chapters

/// The terms by their reading, each with its English and its chapter.
struct GlossaryPage {
    let frame: PageFrame
    let glossary: Glossary
    let entries: [SiteManifest.Entry]

    func render() -> String {
        func label(_ text: LocalizedText) -> String { frame.label(text) }
        var html =
            "<div class=\"layout wide\">\n<main id=\"sk-main\" tabindex=\"-1\">\n<h1>\(label(SiteLabels.glossary))</h1>\n"
        html +=
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\"\(attribute("aria-label", SiteLabels.glossary(frame.language)))>\n"
        html += "<table class=\"glossary\">\n<thead><tr>"
        for heading in [SiteLabels.term, SiteLabels.reading, SiteLabels.english, SiteLabels.chapter] {
            html += "<th scope=\"col\">\(label(heading))</th>"
        }
        html += "</tr></thead>\n<tbody>\n"
        for term in glossary.byReading {
            html += "<tr\(attribute("id", term.anchor))><th scope=\"row\">\(escaped(term.term))</th>"
            html += "<td>\(escaped(term.reading))</td><td lang=\"en\">\(escaped(term.english))</td><td>"
            if let entry = entries.first(where: { $0.id == term.chapter }) {
                html += "<a\(attribute("href", ChapterPage.address(entry)))>\(escaped(entry.title))</a>"
            }
            html += "</td></tr>\n"
        }
        html += "</tbody>\n</table>\n</div>\n</main>\n</div>\n"
        return frame.document(
            .init(
                name: "glossary.html", title: SiteLabels.glossary(frame.language),
                summary: SiteLabels.glossaryLead(frame.language), language: frame.language.rawValue, body: html))
    }
}
