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
        /// What earlier edits of the line add to a column.
        fileprivate var shift = 0

        init(column: Int, length: Int, originalLength: Int) {
            self.column = column
            self.length = length
            self.originalLength = originalLength
        }
    }

    private var edits: [[Edit]] = []
    /// By line, where its edits are, 0 for none: every block asks, and most lines have none.
    private var places: [Int32] = []

    mutating func record(_ lineEdits: [Edit], line: Int) {
        guard !lineEdits.isEmpty else { return }
        var lineEdits = lineEdits
        for index in lineEdits.indices.dropFirst() {
            let before = lineEdits[index - 1]
            lineEdits[index].shift = before.shift + before.originalLength - before.length
        }
        if places.count <= line { places += repeatElement(0, count: line + 1 - places.count) }
        edits.append(lineEdits)
        places[line] = Int32(edits.count)
    }

    func original(_ position: SourcePosition) -> SourcePosition {
        guard places.indices.contains(position.line), places[position.line] > 0 else { return position }
        let lineEdits = edits[Int(places[position.line]) - 1]
        // The last edit that starts at the column or before; a line may have thousands.
        var low = 0
        var high = lineEdits.count
        while low < high {
            let middle = (low + high) / 2
            if lineEdits[middle].column <= position.column { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return position }
        let edit = lineEdits[low - 1]
        if position.column < edit.column + edit.length {
            return SourcePosition(line: position.line, column: edit.column + edit.shift)
        }
        let shift = edit.shift + edit.originalLength - edit.length
        return SourcePosition(line: position.line, column: position.column + shift)
    }
}
