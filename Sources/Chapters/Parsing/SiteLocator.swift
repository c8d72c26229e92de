/// Finds inlines in the source again: cmark's places of inlines can't be relied on (see `../shared/zenn.md`).
///
/// Inlines come in the order of the source, so each search starts where the one before ended.
struct SiteLocator {
    let lines: [String]
    private var block = SourcePosition(line: 0)
    private var cursor = SourcePosition(line: 0)
    /// Farther than this from the block's start or the last find nothing is looked for: a bound on the time.
    private static let reach = 60

    init(lines: [String]) {
        self.lines = lines
    }

    mutating func link(
        _ destination: String, _ node: MarkdownNode, _ start: SourcePosition, _ preprocessor: Preprocessor
    ) -> SourcePosition {
        begin(at: start)
        for needle in ["](" + destination, "](<" + destination, "<" + destination] {
            guard let found = find(needle) else { continue }
            cursor = SourcePosition(line: found.line, column: found.column + needle.utf8.count)
            return needle.hasPrefix("]") ? opening(before: found) ?? found : found
        }
        return fallback(node, start, preprocessor, first: "[")
    }

    mutating func image(
        _ destination: String, _ node: MarkdownNode, _ start: SourcePosition, _ preprocessor: Preprocessor
    ) -> SourcePosition {
        begin(at: start)
        for needle in ["](" + destination, "](<" + destination] {
            guard let found = find(needle) else { continue }
            cursor = SourcePosition(line: found.line, column: found.column + needle.utf8.count)
            guard let bracket = opening(before: found) else { return found }
            return SourcePosition(line: bracket.line, column: max(bracket.column - 1, 1))
        }
        return fallback(node, start, preprocessor, first: "!")
    }

    mutating func leftover(_ leftover: Leftover, _ start: SourcePosition) -> SourcePosition? {
        begin(at: start)
        guard let found = find(leftover.context) else { return nil }
        let position = SourcePosition(line: found.line, column: found.column + leftover.lead)
        cursor = SourcePosition(line: position.line, column: position.column + leftover.text.utf8.count)
        return position
    }

    // MARK: -

    private mutating func begin(at start: SourcePosition) {
        if start != block {
            block = start
            cursor = start
        }
    }

    private func find(_ needle: String) -> SourcePosition? {
        let bytes = Array(needle.utf8)
        guard let first = bytes.first, cursor.line >= 1 else { return nil }
        for line in cursor.line..<min(cursor.line + Self.reach, lines.count + 1) {
            let text = Array(lines[line - 1].utf8)
            var index = line == cursor.line ? cursor.column - 1 : 0
            while index + bytes.count <= text.count {
                if text[index] == first, text[index..<index + bytes.count].elementsEqual(bytes) {
                    return SourcePosition(line: line, column: index + 1)
                }
                index += 1
            }
        }
        return nil
    }

    /// The `[` that belongs to the `]` at a place, on the same line.
    private func opening(before position: SourcePosition) -> SourcePosition? {
        let text = Array(lines[position.line - 1].utf8)
        var depth = 0
        var index = position.column - 1
        while index >= 0 {
            if text[index] == UInt8(ascii: "]") { depth += 1 }
            if text[index] == UInt8(ascii: "[") {
                depth -= 1
                if depth == 0 { return SourcePosition(line: position.line, column: index + 1) }
            }
            index -= 1
        }
        return nil
    }

    private func fallback(
        _ node: MarkdownNode, _ start: SourcePosition, _ preprocessor: Preprocessor, first: Character
    ) -> SourcePosition {
        let position = preprocessor.original(node.position)
        guard lines.indices.contains(position.line - 1), position.column >= 1, position >= start else { return start }
        return lines[position.line - 1].utf8.dropFirst(position.column - 1).first == first.asciiValue ? position : start
    }
}
