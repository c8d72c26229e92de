import Chapters

/// Running text.
extension ChapterBody {
    mutating func render(_ inlines: [Inline]) -> String {
        var html = ""
        for inline in inlines { html += render(inline) }
        return html
    }

    private mutating func render(_ inline: Inline) -> String {
        switch inline {
        case .text(let text): return escaped(text)
        case .code(let text): return "<code>\(escaped(text))</code>"
        case .math(let tex, let display):
            let html = math(tex, display: display)
            return display ? "<span class=\"math-display\">\(html)</span>" : html
        case .emphasis(let children): return "<em>\(render(children))</em>"
        case .strong(let children): return "<strong>\(render(children))</strong>"
        case .strikethrough(let children): return "<s>\(render(children))</s>"
        case .link(let destination, let title, let children): return link(to: destination, title: title, children)
        case .image(let image): return isInsideContents ? escaped(image.alt) : picture(image)
        case .lineBreak: return isInsideContents ? " " : "<br>\n"
        case .footnoteReference(let number, _): return isInsideContents ? "" : footnoteReference(number)
        case .value(let index): return value(index)
        case .html(let source): return Self.isLineBreak(source) ? "<br>" : escaped(source)
        }
    }

    private mutating func link(to destination: String, title: String, _ children: [Inline]) -> String {
        guard !isInsideLink, let address = LinkPolicy.safeAddress(destination) else { return render(children) }
        isInsideLink = true
        defer { isInsideLink = false }
        let text = render(children)
        return "<a\(attribute("href", address))\(attribute("title", title.isEmpty ? nil : title))"
            + "\(LinkPolicy.isExternal(address) ? " rel=\"noopener noreferrer\"" : "")>"
            + "\(text.isEmpty ? escaped(destination) : text)</a>"
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
