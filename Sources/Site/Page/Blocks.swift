import Chapters

/// The blocks of a chapter; cells and exercises have their own files.
extension ChapterBody {
    mutating func render(_ blocks: [Block], isTopLevel: Bool = false, isTight: Bool = false) -> String {
        var html = ""
        for block in blocks {
            position = block.range.start
            // First: a method that was given the rest of the body to look at would have it copied while it is written.
            let content = render(block.captioned(in: chapter), isTight: isTight)
            html += labelled(block, content)
        }
        return html
    }

    /// What has a number can be linked to, and says which it is.
    private func labelled(_ block: Block, _ html: String) -> String {
        guard let label = block.label else { return html }
        let caption = "<p class=\"caption\">\(escaped(label.text(in: chapter)))</p>\n"
        let inside =
            switch block.kind {
            case .math, .image: html
            case .table: caption + html
            default: html + caption
            }
        return "<div class=\"labelled\"\(attribute("id", label.name))>\n\(inside)</div>\n"
    }

    private mutating func render(_ block: Block, isTight: Bool) -> String {
        switch block.kind {
        case .heading(let heading): return render(heading)
        case .paragraph(let content):
            return isTight ? render(content) + "\n" : "<p>\(render(content))</p>\n"
        case .list(let list): return render(list)
        case .quote(let blocks): return "<blockquote>\n\(render(blocks))</blockquote>\n"
        case .code(let code): return listing(code)
        case .cell(let index): return cell(index)
        case .table(let table): return render(table)
        case .math(let math): return render(math)
        case .thematicBreak: return "<hr>\n"
        case .image(let image, let caption): return figure(image, caption: caption)
        case .message(let isAlert, let blocks):
            let name = isAlert ? Labels.alert : Labels.note
            // A note, not a landmark: a page has many with one name.
            return "<aside class=\"message\(isAlert ? " alert" : "")\"\(attribute("aria-label", name(language)))"
                + " role=\"note\">\n"
                + "\(render(blocks))</aside>\n"
        case .details(let title, let blocks):
            return "<details>\n<summary>\(render(title))</summary>\n<div class=\"details-body\">\n"
                + "\(render(blocks))</div>\n</details>\n"
        case .linkCard(let url, let service): return linkCard(url, service: service)
        case .exercise(let index): return exercise(index)
        case .exerciseSet(let index): return exerciseSet(index)
        case .html(let source):
            return Self.isLineBreak(source) ? "<br>\n" : "<pre class=\"raw\">\(escaped(source))</pre>\n"
        }
    }

    /// The page's title is its only h1: the highest level that the chapter uses becomes h2.
    private mutating func render(_ heading: Heading) -> String {
        let level = min(max(heading.level - topLevel + 2, 2), 6)
        headingLevel = level
        let id = identifier(heading.anchor)
        return "<h\(level)\(attribute("id", id))>\(render(heading.content)) <a class=\"anchor\""
            + attribute("href", LinkPolicy.fragment(id))
            + "\(attribute("aria-label", Labels.permalink(language)))>#</a></h\(level)>\n"
    }

    private mutating func render(_ list: List) -> String {
        let isTasks = list.items.contains { $0.isChecked != nil }
        let start = list.start.flatMap { $0 == 1 ? nil : String($0) }
        let tag = list.start == nil ? "ul" : "ol"
        var html = "<\(tag)\(attribute("start", start))\(isTasks ? " class=\"tasks\"" : "")>\n"
        for item in list.items {
            html += "<li>"
            if let isChecked = item.isChecked {
                let name = (isChecked ? Labels.done : Labels.notDone)(language)
                html +=
                    "<span class=\"task\(isChecked ? " done" : "")\" role=\"img\""
                    + "\(attribute("aria-label", name))></span> "
            }
            html += render(item.blocks, isTight: list.isTight) + "</li>\n"
        }
        return html + "</\(tag)>\n"
    }

    private mutating func render(_ table: Table) -> String {
        func alignment(_ column: Int) -> String {
            guard table.alignments.indices.contains(column) else { return "" }
            return switch table.alignments[column] {
            case .none: ""
            case .left: " class=\"left\""
            case .center: " class=\"center\""
            case .right: " class=\"right\""
            }
        }
        var html = scrollerStart(Labels.table) + "<table>\n<thead>\n<tr>"
        for (column, cell) in table.header.enumerated() {
            html +=
                cell.isEmpty
                ? "<td></td>" : "<th scope=\"col\"\(alignment(column))>\(named(cell))</th>"
        }
        html += "</tr>\n</thead>\n<tbody>\n"
        for row in table.rows {
            html += "<tr>"
            for (column, cell) in row.enumerated() { html += "<td\(alignment(column))>\(render(cell))</td>" }
            html += "</tr>\n"
        }
        return html + "</tbody>\n</table>\n</div>\n"
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
        let shown = ReadableAddress.text(of: address).replacing(/^https?:\/\//, with: "")
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
