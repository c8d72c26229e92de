import Chapters

/// Code that is shown.
extension ChapterBody {
    func listing(_ code: CodeBlock) -> String {
        let html = code.isDiff ? diff(code) : highlighted(code.text, language: code.language)
        let body = code.firstNumber.map { Self.numbered(html, from: $0) } ?? html
        // A drawing would need a script of a megabyte: its source says what it is.
        let title = code.title ?? (code.language == "mermaid" ? Labels.mermaid(language) : nil)
        return listing(
            body, source: code.text, title: title, language: code.language, isDiff: code.isDiff)
    }

    /// The frame around a listing whose inside is HTML already.
    func listing(
        _ html: String, source: String, title: String?, language name: String, isDiff: Bool = false
    ) -> String {
        // Only what may be wider than a phone gets a tab stop.
        let isWide = Self.hasLine(of: source, longerThan: 36)
        let head = title.flatMap { $0.isEmpty ? nil : "<div class=\"title\">\(escaped($0))</div>\n" } ?? ""
        let shownName = name.isEmpty ? "" : " data-language=\"\(escaped(name))\""
        return "<div class=\"listing\"\(shownName)>\n\(head)<pre\(isWide ? focusable(Labels.listing) : "")>"
            + "<code\(isDiff ? " class=\"diff\"" : "")>\(html)</code></pre>\n</div>\n"
    }

    func highlighted(_ code: String, language: String) -> String {
        let code = Self.withoutLastNewline(code)
        return typesetter.highlight(code, language: language) ?? escaped(code)
    }

    /// A diff is coloured as its language, and its lines as added or removed.
    private func diff(_ code: CodeBlock) -> String {
        let lines = displayable(Self.withoutLastNewline(code.text)).split(
            separator: "\n", omittingEmptySubsequences: false)
        let language = code.language == "diff" ? "" : code.language
        let bare = lines.map { line in
            line.first == "+" || line.first == "-" || line.first == " " ? line.dropFirst() : line
        }
        let html = typesetter.highlight(bare.joined(separator: "\n"), language: language)
        let coloured = html.map(HighlightedLines.split) ?? []
        var result = ""
        for (index, line) in lines.enumerated() {
            let text = coloured.count == lines.count ? coloured[index] : escaped(bare[index])
            switch line.first {
            case "+": result += "<ins><span class=\"sign\">+</span>\(text)\n</ins>"
            case "-": result += "<del><span class=\"sign\">-</span>\(text)\n</del>"
            default: result += "<span class=\"sign\"> </span>\(text)\n"
            }
        }
        return result
    }

    /// Each line behind its number, which is neither read aloud nor copied.
    static func numbered(_ html: String, from first: Int) -> String {
        var lines = HighlightedLines.split(html)
        // A diff's last line ends in a newline; what is left behind it are closed elements.
        if let last = lines.last, last.allSatisfy({ $0 != "\n" }), last.replacing(/<[^>]*>/, with: "").isEmpty,
            lines.count > 1
        {
            lines.removeLast()
        }
        let width = String(first + lines.count - 1).count
        return lines.enumerated().map { offset, line in
            let digits = String(first + offset)
            let number = String(repeating: " ", count: width - digits.count) + digits
            return "<span class=\"line-number\" aria-hidden=\"true\">\(number)</span>\(line)"
        }.joined(separator: "\n")
    }

    static func withoutLastNewline(_ text: String) -> String {
        text.utf8.last == UInt8(ascii: "\n") ? String(text[..<text.utf8.index(before: text.endIndex)]) : text
    }

    /// In bytes.
    private static func hasLine(of text: String, longerThan bound: Int) -> Bool {
        var length = 0
        for byte in text.utf8 {
            length = byte == UInt8(ascii: "\n") ? 0 : length + 1
            if length > bound { return true }
        }
        return false
    }
}

/// Highlighted HTML cut into lines, each with its spans closed and reopened.
enum HighlightedLines {
    static func split(_ html: String) -> [String] {
        var lines: [String] = []
        var line = ""
        var open: [Substring] = []
        var rest = Substring(html)
        while let character = rest.first {
            if character == "\n" {
                lines.append(
                    line + open.reversed().map { "</\($0.dropFirst().prefix { $0 != " " && $0 != ">" })>" }.joined())
                line = open.joined()
                rest.removeFirst()
            } else if character == "<", let end = rest.firstIndex(of: ">") {
                let tag = rest[...end]
                if tag.hasPrefix("</") { _ = open.popLast() } else { open.append(tag) }
                line += tag
                rest = rest[rest.index(after: end)...]
            } else {
                let text = rest.prefix { $0 != "\n" && $0 != "<" }
                line += text.isEmpty ? rest.prefix(1) : text
                rest = rest.dropFirst(max(text.count, 1))
            }
        }
        lines.append(line)
        return lines
    }
}
