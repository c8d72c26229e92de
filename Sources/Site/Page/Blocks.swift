import Chapters

/// The blocks of a chapter; cells and exercises have their own files.
extension ChapterBody {
    mutating func render(_ blocks: [Block], isTight: Bool = false) -> String {
        var html = ""
        write(blocks, isTight: isTight, to: &html)
        return html
    }

    mutating func write(_ blocks: [Block], isTight: Bool = false, to html: inout String) {
        for block in blocks {
            position = block.range.start
            if let label = block.label {
                writeLabelled(block.captioned(in: chapter), label, isTight: isTight, to: &html)
            } else {
                write(block, isTight: isTight, to: &html)
            }
        }
    }

    /// What has a number can be linked to, and says which it is.
    private mutating func writeLabelled(_ block: Block, _ label: Label, isTight: Bool, to html: inout String) {
        let caption = "<p class=\"caption\">\(escaped(label.text(in: chapter)))</p>\n"
        html += "<div class=\"labelled\"\(attribute("id", label.name))>\n"
        if case .table = block.kind { html += caption }
        write(block, isTight: isTight, to: &html)
        switch block.kind {
        case .math, .image, .table: break
        default: html += caption
        }
        html += "</div>\n"
    }

    private mutating func write(_ block: Block, isTight: Bool, to html: inout String) {
        switch block.kind {
        case .heading(let heading): write(heading, to: &html)
        case .paragraph(let content):
            if isTight { write("", content, "\n", to: &html) } else { write("<p>", content, "</p>\n", to: &html) }
        case .list(let list): write(list, to: &html)
        case .quote(let blocks): write("<blockquote>\n", blocks, "</blockquote>\n", to: &html)
        case .code(let code): html += listing(code)
        case .cell(let index): html += cell(index)
        case .table(let table): write(table, to: &html)
        case .math(let math): html += render(math)
        case .thematicBreak: html += "<hr>\n"
        case .image(let image, let caption): html += figure(image, caption: caption)
        case .message(let isAlert, let blocks):
            let name = isAlert ? Labels.alert : Labels.note
            // A note, not a landmark: a page has many with one name.
            let start = "<aside class=\"message\(isAlert ? " alert" : "")\"\(attribute("aria-label", name(language)))"
            write(start + " role=\"note\">\n", blocks, "</aside>\n", to: &html)
        case .details(let title, let blocks):
            write("<details>\n<summary>", title, "</summary>\n<div class=\"details-body\">\n", to: &html)
            write("", blocks, "</div>\n</details>\n", to: &html)
        case .linkCard(let url, let service): html += linkCard(url, service: service)
        case .exercise(let index): html += exercise(index)
        case .exerciseSet(let index): html += exerciseSet(index)
        case .html(let source):
            html += Self.isLineBreak(source) ? "<br>\n" : "<pre class=\"raw\">\(escaped(source))</pre>\n"
        }
    }

    private mutating func write(_ start: String, _ blocks: [Block], _ end: String, to html: inout String) {
        html += start
        write(blocks, to: &html)
        html += end
    }

    /// The page's title is its only h1: the highest level that the chapter uses becomes h2.
    private mutating func write(_ heading: Heading, to html: inout String) {
        let level = min(max(heading.level - topLevel + 2, 2), 6)
        headingLevel = level
        let id = identifier(heading.anchor)
        write("<h\(level)\(attribute("id", id))>", heading.content, " <a class=\"anchor\"", to: &html)
        html += attribute("href", LinkPolicy.fragment(id))
        html += "\(attribute("aria-label", Labels.permalink(language)))>#</a></h\(level)>\n"
    }

    private mutating func write(_ list: List, to html: inout String) {
        let isTasks = list.items.contains { $0.isChecked != nil }
        let start = list.start.flatMap { $0 == 1 ? nil : String($0) }
        let tag = list.start == nil ? "ul" : "ol"
        html += "<\(tag)\(attribute("start", start))\(isTasks ? " class=\"tasks\"" : "")>\n"
        for item in list.items {
            html += "<li>"
            if let isChecked = item.isChecked {
                let name = (isChecked ? Labels.done : Labels.notDone)(language)
                html +=
                    "<span class=\"task\(isChecked ? " done" : "")\" role=\"img\""
                    + "\(attribute("aria-label", name))></span> "
            }
            write(item.blocks, isTight: list.isTight, to: &html)
            html += "</li>\n"
        }
        html += "</\(tag)>\n"
    }

    private mutating func write(_ table: Table, to html: inout String) {
        let alignments = table.alignments.map { alignment in
            switch alignment {
            case .none: ""
            case .left: " class=\"left\""
            case .center: " class=\"center\""
            case .right: " class=\"right\""
            }
        }
        func alignment(_ column: Int) -> String { alignments.indices.contains(column) ? alignments[column] : "" }
        html += scrollerStart(Labels.table) + "<table>\n<thead>\n<tr>"
        for (column, cell) in table.header.enumerated() {
            html += cell.isEmpty ? "<td></td>" : "<th scope=\"col\"\(alignment(column))>\(named(cell))</th>"
        }
        html += "</tr>\n</thead>\n<tbody>\n"
        for row in table.rows {
            html += "<tr>"
            for (column, cell) in row.enumerated() {
                html += "<td"
                html += alignment(column)
                write(">", cell, "</td>", to: &html)
            }
            html += "</tr>\n"
        }
        html += "</tbody>\n</table>\n</div>\n"
    }

    /// A heading that is a formula alone gets a name: not every reader of tables looks into MathML.
    private mutating func named(_ heading: [Inline]) -> String {
        let html = render(heading)
        guard case .math(let tex, _)? = heading.first, heading.count == 1 else { return html }
        return "<span class=\"sr\">\(escaped(tex))</span><span aria-hidden=\"true\">\(html)</span>"
    }

    private mutating func render(_ math: MathBlock) -> String {
        let formula = self.math(math.tex, display: true, start: math.position)
        let number = math.number.map { "<span class=\"number\">(\(escaped($0)))</span>" } ?? ""
        // Only what may be wider than a phone gets a tab stop.
        let isLong = math.tex.utf8.count > 48
        return "<div class=\"math-block\">"
            + "<div class=\"formula\"\(isLong ? focusable(Labels.formula) : "")>\(formula)</div>\(number)</div>\n"
    }

    private mutating func figure(_ image: Image, caption: [Inline]) -> String {
        let picture = picture(image)
        guard !caption.isEmpty else { return "<figure class=\"picture\">\(picture)</figure>\n" }
        return "<figure class=\"picture\">\(picture)\n<figcaption>\(render(caption))</figcaption></figure>\n"
    }

    /// A card without what only a network could tell: the address, and which service it is.
    private func linkCard(_ url: String, service: String?) -> String {
        let address = LinkPolicy.safeAddress(Self.cardAddress(url, service: service))
        let name = service.flatMap { $0 == "card" ? nil : $0 }
        let kind = name.map { "<span class=\"service\">\(escaped($0))</span> " } ?? ""
        guard let address, LinkPolicy.isExternal(address) else {
            return "<p class=\"card\">\(kind)<span>\(escaped(url))</span></p>\n"
        }
        let readable = ReadableAddress.text(of: address)
        let scheme = ["https://", "http://"].first { readable.utf8.starts(with: $0.utf8) } ?? ""
        let shown = String(readable.dropFirst(scheme.count))
        return "<p class=\"card\"><a\(attribute("href", address)) rel=\"noopener noreferrer\">"
            + "\(kind)\(escaped(shown))</a></p>\n"
    }

    private static func cardAddress(_ argument: String, service: String?) -> String {
        guard LinkPolicy.scheme(of: argument) == nil else { return argument }
        switch service {
        case "youtube": return "https://www.youtube.com/watch?v=\(argument)"
        case "slideshare": return "https://www.slideshare.net/slideshow/embed_code/key/\(argument)"
        case "speakerdeck": return "https://speakerdeck.com/player/\(argument)"
        default: return argument
        }
    }

    // MARK: Pieces

    /// An element that scrolls inside itself must be reachable by keyboard, and then needs a name.
    func focusable(_ name: LocalizedText) -> String {
        " tabindex=\"0\" role=\"group\"\(attribute("aria-label", name(language)))"
    }

    func scrollerStart(_ name: LocalizedText) -> String { "<div class=\"scroll\"\(focusable(name))>" }
}
