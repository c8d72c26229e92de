/// Finds inlines in the source again: cmark's places of inlines can't be relied on (see `../shared/zenn.md`).
///
/// Inlines come in the order of the source, so each search starts where the one before ended.
struct SiteLocator {
    let lines: [String]
    private var block = SourcePosition(line: 0)
    private var cursor = SourcePosition(line: 0)
    /// Farther than so many lines from the last find nothing is looked for, and when so many bytes of a block have been
    /// searched in vain its sites stay at its start: bounds on the time.
    private static let reach = 60
    private static let patience = 100_000
    private var searched = 0

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
        return fallback(node, start, preprocessor, first: UInt8(ascii: "["))
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
        return fallback(node, start, preprocessor, first: UInt8(ascii: "!"))
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
            searched = 0
        }
    }

    /// Nothing that belongs to a block stands behind an empty line.
    private mutating func find(_ needle: String) -> SourcePosition? {
        guard cursor.line >= 1, searched < Self.patience, !needle.isEmpty else { return nil }
        for line in cursor.line..<min(cursor.line + Self.reach, lines.count + 1) {
            let text = lines[line - 1]
            if text.isEmpty, line > cursor.line { break }
            let start = line == cursor.line ? cursor.column - 1 : 0
            if let offset = text.utf8Offset(of: needle, from: start) {
                return SourcePosition(line: line, column: offset + 1)
            }
            searched += max(text.utf8.count - start, 0) + 1
        }
        return nil
    }

    /// The `[` that belongs to the `]` at a place, on the same line.
    private func opening(before position: SourcePosition) -> SourcePosition? {
        let text = lines[position.line - 1].utf8
        var depth = 0
        var index = text.index(text.startIndex, offsetBy: position.column - 1)
        // A link's text is shorter than this, or its place is not worth the time.
        for column in stride(from: position.column, to: max(position.column - 4000, 0), by: -1) {
            if text[index] == UInt8(ascii: "]") { depth += 1 }
            if text[index] == UInt8(ascii: "[") {
                depth -= 1
                if depth == 0 { return SourcePosition(line: position.line, column: column) }
            }
            if column > 1 { index = text.index(before: index) }
        }
        return nil
    }

    private func fallback(
        _ node: MarkdownNode, _ start: SourcePosition, _ preprocessor: Preprocessor, first: UInt8
    ) -> SourcePosition {
        let position = preprocessor.original(node.position)
        guard lines.indices.contains(position.line - 1), position.column >= 1, position >= start else { return start }
        return lines[position.line - 1].utf8.dropFirst(position.column - 1).first == first ? position : start
    }
}
