extension [Block] {
    /// The text alone, in one line, with formulas still between dollar signs: feedback that any reader can typeset.
    package var markedText: String {
        map { block in
            switch block.kind {
            case .heading(let heading): heading.content.markedText
            case .paragraph(let content): content.markedText
            case .list(let list): list.items.map(\.blocks.markedText).joined(separator: " ")
            case .quote(let blocks), .message(_, let blocks), .details(_, let blocks): blocks.markedText
            case .code(let code): code.text
            case .math(let math): "$\(math.tex)$"
            case .table(let table): (table.header + table.rows.flatMap { $0 }).map(\.markedText).joined(separator: " ")
            case .image(let image, let caption): caption.isEmpty ? image.alt : caption.markedText
            case .linkCard(let url, _): url
            case .cell, .exercise, .exerciseSet, .thematicBreak, .html: ""
            }
        }.joined(separator: " ")
    }
}

extension [Inline] {
    package var markedText: String {
        map { inline in
            switch inline {
            case .math(let tex, _): "$\(tex)$"
            case .emphasis(let children), .strong(let children), .strikethrough(let children),
                .link(_, _, let children):
                children.markedText
            default: [inline].plainText
            }
        }.joined()
    }

    /// Reads a line of feedback back: text, and formulas between dollar signs by the chapter's own rules.
    package init(markedText line: String) {
        guard line.contains("$") else {
            self = [.text(line)]
            return
        }
        var scanner = InlineScanner(line: line, number: 1, openCodeRun: nil, firstIndex: 0)
        scanner.run()
        let scanned = scanner.result
        let output = scanned.output.unicodeScalars
        var result: [Inline] = []
        for piece in output.split(whereSeparator: {
            $0 == Placeholder.open || $0 == Placeholder.close
        }) {
            let text = String(String.UnicodeScalarView(piece.filter { $0 != Placeholder.emphasisMark }))
            // Between the two placeholders stands the number of what was taken out.
            if piece.startIndex > output.startIndex,
                output[output.index(before: piece.startIndex)] == Placeholder.open,
                let number = Int(text), scanned.protected.indices.contains(number),
                case .math(let tex, let display, _, _) = scanned.protected[number]
            {
                result.append(.math(tex, display: display))
            } else {
                result.append(.text(text))
            }
        }
        self = result
    }
}
