import Chapters

// Headings, lists, quotes and the other blocks that are mostly running text.
extension BlockRenderer {
    func headingLines(_ heading: Heading, width: Int) -> [StyledText] {
        let attributes = Attributes(.heading, .bold)
        let mark =
            switch heading.level {
            case ...1: ""
            case 2: "■ "
            case 3: "▪ "
            default: "▸ "
            }
        let prefix = StyledText(visible: mark, attributes)
        let rest = StyledText(visible: String(repeating: " ", count: prefix.width))
        let lines = prefixed(first: prefix, rest: rest, width: width) {
            styled(heading.content, attributes).wrapped(to: $0)
        }
        return heading.level <= 1 ? lines + [rule("─", width: width, Attributes(.heading))] : lines
    }

    func listLines(_ list: List, width: Int) -> [StyledText] {
        var result: [StyledText] = []
        let last = (list.start ?? 0).addingReportingOverflow(list.items.count)
        let digits = list.start == nil || last.overflow ? 0 : String(max(0, last.partialValue - 1)).count
        let bullets = ["•", "◦", "▪"]
        for (offset, item) in list.items.enumerated() {
            let mark: String
            if let isChecked = item.isChecked {
                mark = isChecked ? "☑ " : "☐ "
            } else if let start = list.start {
                let number = String(start &+ offset)
                mark = String(repeating: " ", count: max(0, digits - number.count)) + number + ". "
            } else {
                mark = bullets[(depth - 1) / 2 % bullets.count] + " "
            }
            let first = StyledText(visible: mark, Attributes(.heading))
            let rest = StyledText(visible: String(repeating: " ", count: first.width))
            if offset > 0 && !list.isTight { result.append(StyledText()) }
            let lines = prefixed(first: first, rest: rest, width: width) {
                let lines = self.lines(of: item.blocks, width: $0, isTight: list.isTight)
                return lines.isEmpty ? [StyledText()] : lines
            }
            result += lines
        }
        return result
    }

    func messageLines(_ blocks: [Block], isAlert: Bool, width: Int) -> [StyledText] {
        let attributes = Attributes(isAlert ? .warning : .information, .bold)
        let first = StyledText(visible: isAlert ? "┃ ⚠ " : "┃ ℹ ", attributes)
        let rest = StyledText(visible: "┃   ", attributes)
        return prefixed(first: first, rest: rest, width: width) { lines(of: blocks, width: $0) }
    }

    func detailsLines(_ title: [Inline], _ blocks: [Block], width: Int) -> [StyledText] {
        let mark = StyledText(visible: "▾ ", Attributes(.accent, .bold))
        let head = prefixed(first: mark, rest: StyledText(visible: "  "), width: width) {
            styled(title, .bold).wrapped(to: $0)
        }
        return head + indented(2, width: width) { lines(of: blocks, width: $0) }
    }

    func imageLines(_ image: Image, caption: [Inline], width: Int) -> [StyledText] {
        let lines = StyledText(imageText(image), .dim).wrapped(to: width)
        return caption.isEmpty ? lines : lines + styled(caption, Attributes(nil, .italic)).wrapped(to: width)
    }

    func linkCardLines(_ url: String, service: String?, width: Int) -> [StyledText] {
        let first = StyledText(visible: "↗ ", Attributes(.link, .bold))
        var text = StyledText()
        if let service { text.append("[\(service)] ", Attributes(.link)) }
        text.append(url, Attributes(.link, .underline))
        return prefixed(first: first, rest: StyledText(visible: "  "), width: width) { text.wrapped(to: $0) }
    }

    func htmlLines(_ text: String, width: Int) -> [StyledText] {
        let shown = HTMLText.withoutComments(text)
        guard shown.contains(where: { !$0.isWhitespace }) else { return [] }
        return VisibleText.lines(shown).flatMap { StyledText(visible: $0, .dim).chopped(to: width) }
    }

    func footnoteLines(width: Int) -> [StyledText] {
        guard !chapter.footnotes.isEmpty else { return [] }
        var result = [rule("─", width: min(width, 20), .dim), StyledText(word(Words.footnotes), .bold)]
        for (offset, footnote) in chapter.footnotes.enumerated() {
            let first = StyledText("[\(offset + 1)] ", Attributes(.information))
            let rest = StyledText(visible: String(repeating: " ", count: first.width))
            result += prefixed(first: first, rest: rest, width: width) {
                let lines = self.lines(of: footnote.blocks, width: $0)
                return lines.isEmpty ? [StyledText(footnote.label)] : lines
            }
        }
        return result
    }

    /// Stacked and centred where it fits; else on one line, wrapped.
    func mathLines(_ math: MathBlock, width: Int) -> [StyledText] {
        let number = math.number.map { VisibleText.line("(\($0))") } ?? ""
        let numberWidth = number.isEmpty ? 0 : DisplayWidth.of(number) + 2
        let indent = width >= 40 ? 4 : 0
        let attributes = Attributes(.math)
        guard let rows = TeXToText.display(math.tex, width: width - indent - numberWidth) else {
            var texts = TeXToText.rows(math.tex).map { StyledText($0, attributes) }
            if !number.isEmpty { texts[texts.count - 1].append("  " + number, .dim) }
            return indented(min(indent, 2), width: width) { inner in
                texts.flatMap { text in
                    prefixed(first: StyledText(), rest: StyledText(visible: "  "), width: inner) {
                        text.wrapped(to: $0)
                    }
                }
            }
        }
        return rows.enumerated().map { index, row in
            var line = StyledText(visible: String(repeating: " ", count: indent))
            line.append(row, attributes)
            if !number.isEmpty, index == rows.count / 2 {
                line = line.padded(to: width - numberWidth + 2)
                line.append(number, .dim)
            }
            return line
        }
    }
}
