import Chapters

/// A document as plain HTML, exactly as the GitHub Flavored Markdown specification writes it.
///
/// For comparing what we read with that specification, and with other renderers. It passes raw HTML through, as the
/// specification demands, and links anywhere: pages for readers are `HTMLRenderer`'s.
package struct GFMRenderer {
    private let footnotes: [Footnote]
    private let extensions: GFMExtensions
    private var html = ""
    private var uses: [Int: Int] = [:]

    /// The HTML of a document that was read in any mode.
    package static func render(_ chapter: Chapter, extensions: GFMExtensions = []) -> String {
        var renderer = GFMRenderer(footnotes: chapter.footnotes, extensions: extensions)
        renderer.render(chapter.blocks, in: chapter)
        renderer.renderFootnotes(in: chapter)
        return renderer.html
    }

    private init(footnotes: [Footnote], extensions: GFMExtensions) {
        self.footnotes = footnotes
        self.extensions = extensions
    }

    // MARK: Blocks

    private mutating func render(_ blocks: [Block], in chapter: Chapter, isTight: Bool = false) {
        for block in blocks { render(block, in: chapter, isTight: isTight) }
    }

    private mutating func render(_ block: Block, in chapter: Chapter, isTight: Bool) {
        switch block.kind {
        case .heading(let heading):
            startLine()
            html += "<h\(heading.level)>"
            render(heading.content)
            html += "</h\(heading.level)>\n"
        case .paragraph(let content): paragraph(content, isTight: isTight)
        case .image(let image, let caption):
            paragraph(
                caption.isEmpty ? [.image(image)] : [.image(image), .lineBreak, .emphasis(caption)], isTight: isTight)
        case .linkCard(let url, let service):
            let link = Inline.link(destination: url, title: "", [.text(service ?? url)])
            paragraph(service == nil ? [link] : [.text("@"), link], isTight: isTight)
        case .list(let list): render(list, in: chapter)
        case .quote(let blocks):
            startLine()
            html += "<blockquote>\n"
            render(blocks, in: chapter)
            startLine()
            html += "</blockquote>\n"
        case .message(_, let blocks), .details(_, let blocks):
            startLine()
            html += "<div>\n"
            render(blocks, in: chapter)
            html += "</div>\n"
        case .code(let code): listing(code.text, language: code.language)
        case .cell(let index):
            let cell = chapter.cells[index]
            listing(cell.source.code, language: "swift")
            if let output = cell.expectedOutput { listing(output.text, language: "output") }
        case .math(let math): listing(math.tex + "\n", language: "math")
        case .table(let table): render(table)
        case .thematicBreak:
            startLine()
            html += "<hr />\n"
        case .html(let source):
            startLine()
            html += filtered(source)
            startLine()
        case .exercise, .exerciseSet: break
        }
    }

    private mutating func paragraph(_ content: [Inline], isTight: Bool) {
        guard !isTight else { return render(content) }
        startLine()
        html += "<p>"
        render(content)
        html += "</p>\n"
    }

    private mutating func render(_ list: List, in chapter: Chapter) {
        startLine()
        let tag = list.start == nil ? "ul" : "ol"
        html += list.start.map { $0 == 1 ? "<ol>\n" : "<ol start=\"\($0)\">\n" } ?? "<ul>\n"
        for item in list.items {
            startLine()
            html += "<li>"
            if let isChecked = item.isChecked {
                html += "<input type=\"checkbox\" \(isChecked ? "checked=\"\" " : "")disabled=\"\" /> "
            }
            render(item.blocks, in: chapter, isTight: list.isTight)
            html += "</li>\n"
        }
        html += "</\(tag)>\n"
    }

    private mutating func listing(_ text: String, language: String) {
        startLine()
        let attribute = language.isEmpty ? "" : " class=\"language-\(Self.escaped(language))\""
        html += "<pre><code\(attribute)>\(Self.escaped(text))</code></pre>\n"
    }

    private mutating func render(_ table: Table) {
        startLine()
        html += "<table>\n<thead>\n"
        row(table.header, "th", table.alignments)
        html += "</thead>\n"
        if !table.rows.isEmpty {
            html += "<tbody>\n"
            for cells in table.rows { row(cells, "td", table.alignments) }
            html += "</tbody>\n"
        }
        html += "</table>\n"
    }

    private mutating func row(_ cells: [[Inline]], _ tag: String, _ alignments: [Table.Alignment]) {
        html += "<tr>\n"
        for (column, cell) in cells.enumerated() {
            let alignment: String? =
                switch alignments.indices.contains(column) ? alignments[column] : .none {
                case .none: nil
                case .left: "left"
                case .center: "center"
                case .right: "right"
                }
            html += "<\(tag)\(alignment.map { " align=\"\($0)\"" } ?? "")>"
            render(cell)
            html += "</\(tag)>\n"
        }
        html += "</tr>\n"
    }

    private mutating func renderFootnotes(in chapter: Chapter) {
        guard !footnotes.isEmpty else { return }
        startLine()
        html += "<section class=\"footnotes\">\n<ol>\n"
        for (index, note) in footnotes.enumerated() {
            html += "<li id=\"fn\(index + 1)\">\n"
            render(note.blocks, in: chapter)
            let back = "<a href=\"#fnref\(index + 1)\" class=\"footnote-backref\">↩</a>"
            if html.hasSuffix("</p>\n") {
                html.removeLast(5)
                html += " \(back)</p>\n"
            } else {
                startLine()
                html += "\(back)\n"
            }
            html += "</li>\n"
        }
        html += "</ol>\n</section>\n"
    }

    /// Ends the line that is being written, if one is.
    private mutating func startLine() {
        if let last = html.utf8.last, last != UInt8(ascii: "\n") { html += "\n" }
    }

    // MARK: Inlines

    private mutating func render(_ inlines: [Inline]) {
        for inline in inlines { render(inline) }
    }

    private mutating func render(_ inline: Inline) {
        switch inline {
        case .text(let text): html += Self.escaped(text)
        case .code(let text): html += "<code>\(Self.escaped(text))</code>"
        case .math(let tex, let display): html += Self.escaped(display ? "$$\(tex)$$" : "$\(tex)$")
        case .emphasis(let children): wrap(children, in: "em")
        case .strong(let children): wrap(children, in: "strong")
        case .strikethrough(let children): wrap(children, in: "del")
        case .link(let destination, let title, let children):
            html += "<a href=\"\(Self.escapedAddress(destination))\"\(Self.title(title))>"
            render(children)
            html += "</a>"
        case .image(let image):
            html += "<img src=\"\(Self.escapedAddress(image.source))\" alt=\"\(Self.escaped(image.alt))\""
            html += "\(Self.title(image.title)) />"
        case .lineBreak: html += "<br />\n"
        case .footnoteReference(let number, _):
            let use = uses[number, default: 0] + 1
            uses[number] = use
            html +=
                "<sup class=\"footnote-ref\"><a href=\"#fn\(number)\" id=\"fnref\(number)\(use == 1 ? "" : "-\(use)")\">"
                + "\(number)</a></sup>"
        case .value: break
        case .html(let source): html += filtered(source)
        }
    }

    private mutating func wrap(_ children: [Inline], in tag: String) {
        html += "<\(tag)>"
        render(children)
        html += "</\(tag)>"
    }

    private static func title(_ text: String) -> String { text.isEmpty ? "" : " title=\"\(escaped(text))\"" }

    // MARK: Text

    /// Unlike on our pages, an apostrophe stays.
    static func escaped(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "\"")
        }
        guard !isPlain else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func escapedAddress(_ address: String) -> String {
        var result = ""
        for byte in address.utf8 {
            switch byte {
            case UInt8(ascii: "&"): result += "&amp;"
            case UInt8(ascii: "'"): result += "&#x27;"
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                if "-_.+!*(),%#@?=;:/$~".utf8.contains(byte) {
                    result.unicodeScalars.append(Unicode.Scalar(byte))
                } else {
                    result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
                }
            }
        }
        return result
    }

    private static let filteredTags = [
        "title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext",
    ]

    private func filtered(_ source: String) -> String {
        guard extensions.contains(.tagFilter) else { return source }
        var result = ""
        var rest = Substring(source)
        while let start = rest.firstIndex(of: "<") {
            result += rest[..<start]
            let tail = rest[rest.index(after: start)...]
            let name = (tail.first == "/" ? tail.dropFirst() : tail).prefix { $0.isASCII && $0.isLetter }
            let next = tail[name.endIndex...].first
            let isEnded = next == nil || next == ">" || next == "/" || next?.isWhitespace == true
            result += isEnded && Self.filteredTags.contains(name.lowercased()) ? "&lt;" : "<"
            rest = tail
        }
        return result + rest
    }
}
