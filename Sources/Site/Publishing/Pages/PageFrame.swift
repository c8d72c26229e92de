import Chapters

/// What every page of a site has around its own content.
struct PageFrame {
    /// The site's own name in titles and feeds.
    static let siteName = "studykit"

    enum Place: String, CaseIterable {
        case home = "index", exam, syllabus, glossary, search

        var label: LocalizedText {
            switch self {
            case .home: SiteLabels.chapters
            case .exam: SiteLabels.exam
            case .syllabus: SiteLabels.syllabus
            case .glossary: SiteLabels.glossary
            case .search: SiteLabels.search
            }
        }
    }

    var language: Language
    /// `https://example.org/notes/`, with a slash at its end; nil: unknown.
    var baseURL: String?
    /// Which pages there are.
    var places: [Place]

    struct Page {
        /// `chapter03.html`.
        var name: String
        var title: String
        var summary: String
        var language = "ja"
        var type = "website"
        /// Addresses of style sheets, after those that every page has.
        var styles: [String] = []
        /// Addresses of scripts, after those that every page has.
        var scripts: [String] = []
        var previous: String?
        var next: String?
        /// From the skip link's target on: everything between the site's header and footer.
        var body: String
    }

    func document(_ page: Page) -> String {
        let styles = PageHead.sheets([MathStyle.fileName, "assets/style.css"] + page.styles)
        let scripts = (["assets/site.js"] + page.scripts).map { "<script defer src=\"\(escaped($0))\"></script>\n" }
        let head = PageHead(
            language: page.language, title: page.name == "index.html" ? page.title : "\(page.title) | \(Self.siteName)",
            runsScripts: true,
            rest: """
                \(metadata(page))<script src="assets/theme.js"></script>
                \(styles)<link rel="icon" href="assets/icon.svg" type="image/svg+xml">
                \(scripts.joined())
                """)
        return """
            \(head.html)<body class="site">
            <a class="skip" href="#sk-main">\(label(Labels.skip))</a>
            \(header(page))\(page.body)\(footer())</body>
            </html>

            """
    }

    private func metadata(_ page: Page) -> String {
        var html = page.summary.isEmpty ? "" : "<meta name=\"description\"\(attribute("content", page.summary))>\n"
        html += "<meta property=\"og:title\"\(attribute("content", page.title))>\n"
        html += "<meta property=\"og:type\" content=\"\(page.type)\">\n"
        html += "<meta property=\"og:site_name\" content=\"\(Self.siteName)\">\n"
        html += "<meta property=\"og:locale\" content=\"\(page.language == "ja" ? "ja_JP" : "en_US")\">\n"
        html += "<meta name=\"twitter:card\" content=\"summary\">\n"
        if !page.summary.isEmpty { html += "<meta property=\"og:description\"\(attribute("content", page.summary))>\n" }
        if let baseURL {
            let address = Self.address(page.name, base: baseURL)
            html += "<link rel=\"canonical\"\(attribute("href", address))>\n"
            html += "<meta property=\"og:url\"\(attribute("content", address))>\n"
            html +=
                "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"feed.xml\" title=\"\(Self.siteName)\">\n"
        }
        if let previous = page.previous { html += "<link rel=\"prev\"\(attribute("href", previous))>\n" }
        if let next = page.next { html += "<link rel=\"next\"\(attribute("href", next))>\n" }
        return html
    }

    /// The home page's address is the folder's.
    static func address(_ name: String, base: String) -> String {
        base + (name == "index.html" ? "" : SitePath.encoded(name))
    }

    private func header(_ page: Page) -> String {
        var html = "<header class=\"site-header\">\n<a class=\"brand\" href=\"index.html\">\(Self.siteName)</a>\n"
        html += "<nav\(attribute("aria-label", SiteLabels.site(language)))><ul>"
        for place in places {
            let current = page.name == "\(place.rawValue).html" ? " aria-current=\"page\"" : ""
            let key = place == .search ? " aria-keyshortcuts=\"Control+K\" title=\"Ctrl+K\"" : ""
            html += "<li><a href=\"\(place.rawValue).html\"\(current)\(key)>\(label(place.label))</a></li>"
        }
        let theme = SiteLabels.theme(language)
        html += "</ul></nav>\n<button type=\"button\" class=\"theme\"\(attribute("aria-label", theme))"
        html += "\(attribute("title", theme)) hidden><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">"
        html += "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 3a9 9 0 0 1 0 18z\"/></svg></button>\n"
        return html + "</header>\n"
    }

    private func footer() -> String {
        "<footer class=\"site-footer\">\n<p>\(label(SiteLabels.madeWith))</p>\n</footer>\n"
    }

    func label(_ text: LocalizedText) -> String { escaped(text(language)) }
}

/// Addresses below the site's folder.
enum SitePath {
    /// A file's path as a relative address.
    static func encoded(_ path: String) -> String {
        var result = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
