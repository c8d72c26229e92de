/// Takes a column of the text that cmark saw back to the column in the file.
///
/// Lines never move. Within a line, pieces are replaced (a formula by a placeholder) or inserted (a mark that makes
/// emphasis take effect); each such edit is remembered.
struct SourceMap {
    /// `length` bytes at `column` (of the edited line) stand for `originalLength` bytes of the original.
    struct Edit {
        var column: Int
        var length: Int
        var originalLength: Int
    }

    private var edits: [Int: [Edit]] = [:]

    mutating func record(_ lineEdits: [Edit], line: Int) {
        if !lineEdits.isEmpty { edits[line] = lineEdits }
    }

    func original(_ position: SourcePosition) -> SourcePosition {
        guard let lineEdits = edits[position.line] else { return position }
        var shift = 0
        for edit in lineEdits {
            if position.column < edit.column { break }
            if position.column < edit.column + edit.length {
                return SourcePosition(line: position.line, column: edit.column + shift)
            }
            shift += edit.originalLength - edit.length
        }
        return SourcePosition(line: position.line, column: position.column + shift)
    }
}
