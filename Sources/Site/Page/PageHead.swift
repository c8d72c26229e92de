/// What every page begins with, alone or in a site.
struct PageHead {
    /// As HTML names it.
    var language: String
    var title: String
    /// Whether the page may run the scripts beside it.
    var runsScripts = false
    /// HTML: style sheets, scripts and what the page says about itself.
    var rest: String

    var html: String {
        """
        <!doctype html>
        <html lang="\(language)">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="\(policy)">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <meta name="generator" content="studykit">
        <title>\(escaped(title))</title>
        \(rest)</head>

        """
    }

    /// Nothing from elsewhere; an image may be in the page itself, as those of figures are.
    ///
    /// KaTeX positions its boxes with style attributes, which can't load anything.
    private var policy: String {
        [
            "default-src 'none'", runsScripts ? "script-src 'self'" : nil, "style-src 'self'",
            "style-src-attr 'unsafe-inline'", "font-src 'self'", "img-src 'self' data:", "base-uri 'none'",
            "form-action 'none'",
        ].compactMap(\.self).joined(separator: "; ")
    }

    static func sheets(_ addresses: [String]) -> String {
        addresses.map { "<link rel=\"stylesheet\" href=\"\(escaped($0))\">\n" }.joined()
    }
}
