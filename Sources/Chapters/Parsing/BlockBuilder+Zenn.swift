// What cmark takes for text and Zenn for more.
extension BlockBuilder {
    /// The formulas that a paragraph's first lines consist of are blocks of their own; the rest is what stands below them.
    mutating func leadingFormulas(
        of paragraph: MarkdownNode, _ start: SourcePosition
    ) -> (formulas: [Block.Kind], rest: [MarkdownNode]) {
        var formulas: [Block.Kind] = []
        var rest = paragraph.children[...]
        while preprocessor.mode == .zenn, let first = rest.first, let formula = formula(first),
            rest.count == 1 || rest[rest.startIndex + 1].isLineEnd
        {
            _ = inlines([first], at: start)
            formulas.append(.math(formula))
            rest = rest.dropFirst(2)
        }
        return (formulas, Array(rest))
    }

    /// A text that is one display formula and nothing else.
    private func formula(_ node: MarkdownNode) -> MathBlock? {
        guard case .text = node.kind, let index = placeholderIndex(node.literal),
            preprocessor.protected.indices.contains(index),
            case .math(let tex, display: true, let number, let position) = preprocessor.protected[index]
        else { return nil }
        return MathBlock(tex: tex, number: number, position: position)
    }

    /// Takes `[ ]` or `[x]` off an item's text: cmark sees no task in a quote, nor in an item on another's line.
    func takeTaskMark(from blocks: inout [Block], at position: SourcePosition) -> Bool? {
        guard preprocessor.mode == .zenn, case .paragraph(var content)? = blocks.first?.kind,
            case .text(let text)? = content.first,
            let mark = ["[ ] ", "[x] ", "[X] "].first(where: { text.utf8.starts(with: $0.utf8) }),
            preprocessor.original.indices.contains(position.line - 1),
            !preprocessor.original[position.line - 1].contains(ascii: "\\[")
        else { return nil }
        content[0] = .text(String(text.dropFirst(mark.count)))
        blocks[0].kind = .paragraph(content)
        return mark != "[ ] "
    }
}

extension MarkdownNode {
    fileprivate var isLineEnd: Bool {
        switch kind {
        case .softBreak, .lineBreak: true
        default: false
        }
    }
}
