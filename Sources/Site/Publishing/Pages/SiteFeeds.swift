/// For readers of feeds and for search engines; both need the site's own address.
enum SiteFeeds {
    /// Atom (RFC 4287).
    static func atom(_ entries: [SiteManifest.Entry], base: String, title: String) -> String {
        let updated = entries.map(\.date).max() ?? "1970-01-01T00:00:00Z"
        var xml =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ja\">\n"
        xml += "<title>\(escaped(title))</title>\n<id>\(escaped(base))</id>\n<updated>\(updated)</updated>\n"
        xml += "<link href=\"\(escaped(base))\"/>\n<link rel=\"self\" href=\"\(escaped(base))feed.xml\"/>\n"
        xml += "<author><name>\(PageFrame.siteName)</name></author>\n"
        for entry in entries {
            let address = escaped(base + ChapterPage.address(entry))
            xml += "<entry>\n<title>\(escaped(entry.title))</title>\n<id>\(address)</id>\n<link href=\"\(address)\"/>\n"
            xml += "<updated>\(entry.date)</updated>\n"
            xml += "<summary>\(escaped(entry.summary))</summary>\n</entry>\n"
        }
        return xml + "</feed>\n"
    }

    /// sitemaps.org, version 0.9.
    static func sitemap(_ entries: [SiteManifest.Entry], places: [String], base: String) -> String {
        var xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        xml += "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        for place in places { xml += "<url><loc>\(escaped(PageFrame.address(place, base: base)))</loc></url>\n" }
        for entry in entries {
            xml += "<url><loc>\(escaped(base + ChapterPage.address(entry)))</loc>"
            xml += "<lastmod>\(entry.date.prefix(10))</lastmod></url>\n"
        }
        return xml + "</urlset>\n"
    }
}
