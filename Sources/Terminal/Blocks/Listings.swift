import Chapters

// Code that is shown: listings, and the code of cells.
extension BlockRenderer {
    func codeLines(_ code: CodeBlock, width: Int) -> [StyledText] {
        let content =
            code.isDiff
            ? VisibleText.lines(code.text).map(Self.diffLine)
            : CodeColoring.lines(of: code.text, language: code.language)
        let label = [code.title, code.language.isEmpty ? nil : code.language].compactMap { $0 }.first
        return listing(
            content, title: label, isTitleLoud: code.title != nil, firstNumber: code.firstNumber, width: width)
    }

    /// Lines behind a gutter; a line too long goes on after a mark.
    ///
    /// `firstNumber` is the number of the first line, shown in the gutter where there is room.
    func listing(
        _ content: [StyledText], title: String?, isTitleLoud: Bool = true, firstNumber: Int? = nil, width: Int
    ) -> [StyledText] {
        let numberWidth = firstNumber.map { Self.gutterWidth(last: $0 &+ content.count, width: width) } ?? 0
        let space = String(repeating: " ", count: numberWidth)
        var result: [StyledText] = []
        if let title, !title.isEmpty {
            var line = StyledText(visible: space + "┌ ", .dim)
            line.append(title, isTitleLoud ? Attributes(nil, [.bold, .dim]) : .dim)
            result += line.chopped(to: width)
        }
        let inner = max(1, width - numberWidth - 2)
        for (offset, line) in content.enumerated() {
            var gutter = space
            if let firstNumber, numberWidth > 0 {
                let digits = String(firstNumber &+ offset)
                gutter = String(repeating: " ", count: max(0, numberWidth - 1 - digits.count)) + digits + " "
            }
            let pieces = Self.continued(line, width: inner)
            result += pieces.prefixed(
                first: StyledText(visible: gutter + "│ ", .dim), rest: StyledText(visible: space + "│ ", .dim))
        }
        return result
    }

    /// Columns for line numbers before the gutter's bar: none in a narrow terminal.
    static func gutterWidth(last: Int, width: Int) -> Int {
        width >= 50 ? max(3, String(last).count) + 1 : 0
    }

    /// A long line in pieces, each but the first behind `↪` at the line's own indentation.
    static func continued(_ line: StyledText, width: Int) -> [StyledText] {
        guard line.width > width else { return [line] }
        guard width > 12 else { return line.chopped(to: width) }
        let indent = min(line.string.prefix { $0 == " " }.count, width / 3)
        let mark = StyledText(visible: String(repeating: " ", count: indent) + "↪ ", .dim)
        return line.choppedSoftly(first: width, rest: width - indent - 2).prefixed(first: StyledText(), rest: mark)
    }

    static func diffLine(_ line: String) -> StyledText {
        switch line.first {
        case "+": StyledText(visible: line, Attributes(.added))
        case "-": StyledText(visible: line, Attributes(.removed))
        case "@": StyledText(visible: line, Attributes(.information))
        default: StyledText(visible: line)
        }
    }
}
