import Chapters
import Curriculum

/// The terms by their reading, each with its English and the section that explains it.
struct GlossaryPage {
    let frame: PageFrame
    let glossary: Glossary
    let index: KeywordIndex
    let links: SiteLinks

    func render() -> String {
        func label(_ text: LocalizedText) -> String { frame.label(text) }
        var html =
            "<div class=\"layout wide\">\n<main id=\"sk-main\" tabindex=\"-1\">\n<h1>\(label(SiteLabels.glossary))</h1>\n"
        html +=
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\"\(attribute("aria-label", SiteLabels.glossary(frame.language)))>\n"
        html += "<table class=\"glossary\">\n<thead><tr>"
        for heading in [SiteLabels.term, SiteLabels.reading, SiteLabels.english, SiteLabels.explainedIn] {
            html += "<th scope=\"col\">\(label(heading))</th>"
        }
        html += "</tr></thead>\n<tbody>\n"
        for term in glossary.byReading {
            html += "<tr\(attribute("id", term.anchor))><th scope=\"row\">\(escaped(term.term))</th>"
            html += "<td>\(escaped(term.reading))</td><td lang=\"en\">\(escaped(term.english))</td>"
            html += "<td>\(index.sections(of: term).first.map(links.section) ?? "–")</td></tr>\n"
        }
        html += "</tbody>\n</table>\n</div>\n</main>\n</div>\n"
        return frame.document(
            .init(
                name: "glossary.html", title: SiteLabels.glossary(frame.language),
                summary: SiteLabels.glossaryLead(frame.language), language: frame.language.rawValue,
                styles: ["assets/lists.css"], body: html))
    }
}
