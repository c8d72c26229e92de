import Chapters

/// The list of chapters.
struct HomePage {
    let frame: PageFrame
    let entries: [SiteManifest.Entry]

    func render() -> String {
        func label(_ text: LocalizedText) -> String { frame.label(text) }
        var html = "<div class=\"layout\">\n<main id=\"sk-main\" tabindex=\"-1\">\n<div class=\"page-header\">\n"
        html +=
            "<h1>\(label(SiteLabels.homeTitle))</h1>\n<p class=\"facts\">\(label(SiteLabels.homeSummary))</p>\n</div>\n"
        html += "<p class=\"resume\" hidden></p>\n"
        html += "<ol class=\"chapters\">\n"
        for entry in entries {
            let counts = SiteLabels.counts(examples: entry.examples, exercises: entry.terms.topics.count)
            html += "<li><a\(attribute("href", ChapterPage.address(entry)))>"
            html += "<span class=\"emoji\" aria-hidden=\"true\">\(escaped(entry.emoji))</span> "
            html += "<span class=\"name\">\(escaped(entry.title))</span></a>"
            html += "<p class=\"facts\">\(label(SiteLabels.minutes(entry.minutes))) · \(label(counts))</p>"
            html += "<div class=\"progress\"\(attribute("data-chapter", entry.chapter))"
            html += " data-count=\"\(entry.terms.topics.count)\"></div></li>\n"
        }
        html += "</ol>\n</main>\n</div>\n"
        return frame.document(
            .init(
                name: "index.html", title: SiteLabels.homeTitle(frame.language),
                summary: SiteLabels.homeSummary(frame.language), language: frame.language.rawValue,
                styles: ["assets/lists.css"], scripts: ["assets/home.js"], body: html))
    }
}
