import Chapters

/// Running text.
extension ChapterBody {
    mutating func render(_ inlines: [Inline]) -> String {
        var html = ""
        write(inlines, to: &html)
        return html
    }

    /// Behind what is there already: a page is one string that grows, not one that is put together from ever longer pieces.
    mutating func write(_ inlines: [Inline], to html: inout String) {
        for (index, inline) in inlines.enumerated() {
            switch inline {
            case .math: writeTied(inline, Tie(inlines, at: index), to: &html)
            case .text(let text):
                let start = Tie(inlines, at: index - 1).behind.count
                let end = Tie(inlines, at: index + 1).before.count
                html.appendEscaped(start + end == 0 ? text : String(text.dropFirst(start).dropLast(end)))
            default: write(inline, to: &html)
            }
        }
    }

    private mutating func writeTied(_ formula: Inline, _ tie: Tie, to html: inout String) {
        guard tie.isNeeded else { return write(formula, to: &html) }
        html += "<k-t>"
        html.appendEscaped(tie.before)
        write(formula, to: &html)
        html.appendEscaped(tie.behind)
        html += "</k-t>"
    }

    private mutating func write(_ inline: Inline, to html: inout String) {
        switch inline {
        case .text(let text): html.appendEscaped(text)
        case .code(let text):
            html += "<code>"
            html.appendEscaped(text)
            html += "</code>"
        case .math(let tex, let display):
            let formula = math(tex, display: display)
            html += display ? "<span class=\"math-display\">\(formula)</span>" : formula
        case .emphasis(let children): write("<em>", children, "</em>", to: &html)
        case .strong(let children): write("<strong>", children, "</strong>", to: &html)
        case .strikethrough(let children): write("<s>", children, "</s>", to: &html)
        case .link(let destination, let title, let children):
            writeLink(to: destination, title: title, children, to: &html)
        case .image(let image): html += isInsideContents ? escaped(image.alt) : picture(image)
        case .lineBreak: html += isInsideContents ? " " : "<br>\n"
        case .footnoteReference(let number, _): html += isInsideContents ? "" : footnoteReference(number)
        case .value(let index): html += value(index)
        case .html(let source): html += Self.isLineBreak(source) ? "<br>" : escaped(source)
        }
    }

    mutating func write(_ start: String, _ children: [Inline], _ end: String, to html: inout String) {
        html += start
        write(children, to: &html)
        html += end
    }

    private mutating func writeLink(
        to destination: String, title: String, _ children: [Inline], to html: inout String
    ) {
        guard !isInsideLink, let address = LinkPolicy.safeAddress(destination) else {
            return write(children, to: &html)
        }
        isInsideLink = true
        defer { isInsideLink = false }
        html += "<a href=\""
        html.appendEscaped(address)
        html += "\""
        if !title.isEmpty { html += attribute("title", title) }
        html += LinkPolicy.isExternal(address) ? " rel=\"noopener noreferrer\">" : ">"
        let start = html.utf8.count
        write(children, to: &html)
        if html.utf8.count == start { html.appendEscaped(destination) }
        html += "</a>"
    }

    /// A picture that was copied beside the page.
    ///
    /// Others become a link or a note: the page asks nobody for anything.
    mutating func picture(_ image: Image) -> String {
        if let address = images[image.source] {
            return "<img\(attribute("src", address))\(attribute("alt", image.alt))"
                + attribute("title", image.title.isEmpty ? nil : image.title)
                + attribute("width", Self.dimension(image.width)) + attribute("height", Self.dimension(image.height))
                + " loading=\"lazy\" decoding=\"async\">"
        }
        if let address = LinkPolicy.safeAddress(image.source), LinkPolicy.isExternal(address) {
            let text = "\(label(Labels.externalPicture)): \(escaped(image.alt.isEmpty ? image.source : image.alt))"
            return isInsideLink
                ? "<span class=\"no-picture\">\(text)</span>"
                : "<a class=\"no-picture\"\(attribute("href", address)) rel=\"noopener noreferrer\">\(text)</a>"
        }
        let name = image.alt.isEmpty && LinkPolicy.scheme(of: image.source) == nil ? image.source : image.alt
        return "<span class=\"no-picture\">\(label(Labels.missingPicture))\(name.isEmpty ? "" : ": ")"
            + "\(escaped(name))</span>"
    }

    /// `250` or `50%`; anything else is no size.
    private static func dimension(_ text: String?) -> String? {
        guard let text else { return nil }
        let digits = text.hasSuffix("%") ? text.dropLast() : Substring(text)
        guard let number = Int(digits), (1...10_000).contains(number) else { return nil }
        return String(number) + (text.hasSuffix("%") ? "%" : "")
    }

    private func value(_ index: Int) -> String {
        if report.values.indices.contains(index), let value = report.values[index] {
            return "<span class=\"value\">\(escaped(value))</span>"
        }
        let code = chapter.values.indices.contains(index) ? chapter.values[index].code : "?"
        return "<code class=\"no-value\"\(attribute("title", Labels.noValue(language)))>\(escaped(code))</code>"
    }

    private mutating func footnoteReference(_ number: Int) -> String {
        guard (1...max(chapter.footnotes.count, 1)).contains(number), !chapter.footnotes.isEmpty else { return "" }
        let use = footnoteUses[number, default: 0] + 1
        footnoteUses[number] = use
        let id = "sk-ref-\(number)\(use == 1 ? "" : "-\(use)")"
        if isInsideLink { return "<sup id=\"\(id)\">[\(number)]</sup>" }
        return "<sup class=\"note-ref\"><a id=\"\(id)\" href=\"#sk-note-\(number)\" role=\"doc-noteref\">"
            + "[\(number)]</a></sup>"
    }

    static func isLineBreak(_ source: String) -> Bool {
        let tag = source.lowercased().filter { !$0.isWhitespace }
        return tag == "<br>" || tag == "<br/>"
    }
}
