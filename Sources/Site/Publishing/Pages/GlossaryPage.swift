import Chapters
import Curriculum

/// The terms by their reading, each with its English and the section that explains it.
struct GlossaryPage {
    let frame: PageFrame
    let glossary: Glossary
    let index: KeywordIndex
    let links: SiteLinks

    /// Where a row of the kana table begins, by its first sign.
    private static let rows: [(Unicode.Scalar, String)] = [
        ("ぁ", "あ"), ("か", "か"), ("さ", "さ"), ("た", "た"), ("な", "な"), ("は", "は"), ("ま", "ま"), ("ゃ", "や"), ("ら", "ら"),
        ("ゎ", "わ"),
    ]

    /// The row that a reading stands in; of one that is not hiragana, its own first sign.
    static func row(of reading: String) -> String {
        guard let first = reading.unicodeScalars.first, ("ぁ"..."ん").contains(first) else {
            return reading.prefix(1).uppercased()
        }
        return rows.last { $0.0 <= first }?.1 ?? ""
    }

    /// Links to the first term of each row.
    private var kana: String {
        var html = "<nav class=\"kana\"\(attribute("aria-label", SiteLabels.rows(frame.language)))><ul>"
        var last = ""
        for term in glossary.byReading where Self.row(of: term.reading) != last {
            last = Self.row(of: term.reading)
            html += "<li><a\(attribute("href", LinkPolicy.fragment(term.anchor)))>\(escaped(last))</a></li>"
        }
        return html + "</ul></nav>\n"
    }

    func render() -> String {
        func label(_ text: LocalizedText) -> String { frame.label(text) }
        var html =
            "<div class=\"layout wide\">\n<main id=\"sk-main\" tabindex=\"-1\">\n<h1>\(label(SiteLabels.glossary))</h1>\n"
        html += kana
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
