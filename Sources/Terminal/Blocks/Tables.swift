import Chapters

// Tables: columns aligned by display width, wrapped inside their columns when the terminal is too narrow.
extension BlockRenderer {
    /// A column that wraps at less than this is a ladder of single words.
    private static let leastWrappingWidth = 8

    func tableLines(_ table: Table, width: Int) -> [StyledText] {
        let count = max(table.header.count, table.rows.map(\.count).max() ?? 0)
        guard count > 0 else { return [] }
        let header = table.header.map { styled($0, .bold) }
        let rows = table.rows.map { $0.map { styled($0) } }
        var natural = Array(repeating: 1, count: count)
        for row in [header] + rows {
            for (index, cell) in row.enumerated() { natural[index] = max(natural[index], Self.naturalWidth(cell)) }
        }
        let separators = 3 * (count - 1)
        guard width - separators >= 4 * count || natural.reduce(0, +) + separators <= width else {
            return recordLines(header, rows, width: width)
        }
        let widths = ColumnWidths(rows: [header] + rows, natural: natural).fitted(into: width - separators)
        guard zip(natural, widths).allSatisfy({ $1 >= min($0, Self.leastWrappingWidth) }) else {
            return recordLines(header, rows, width: width)
        }
        let alignments = (0..<count).map { index -> HorizontalAlignment in
            guard table.alignments.indices.contains(index) else { return .left }
            switch table.alignments[index] {
            case .none, .left: return .left
            case .center: return .center
            case .right: return .right
            }
        }
        let ruleText = widths.map { String(repeating: "─", count: $0) }.joined(separator: "─┼─")
        var result: [StyledText] = []
        if !table.header.isEmpty {
            result = rowLines(header, widths, alignments)
            result.append(StyledText(visible: ruleText, .dim))
        }
        let bodies = rows.map { rowLines($0, widths, alignments) }
        // Rows of several lines need something between them to be told apart.
        let isLoose = bodies.contains { $0.count > 1 }
        let thin = StyledText(visible: widths.map { String(repeating: "┄", count: $0) }.joined(separator: "┄┼┄"), .dim)
        for (index, body) in bodies.enumerated() {
            if isLoose && index > 0 { result.append(thin) }
            result += body
        }
        return result
    }

    private static func naturalWidth(_ cell: StyledText) -> Int {
        cell.string.split(separator: "\n").map { DisplayWidth.of($0) }.max() ?? 0
    }

    private func rowLines(
        _ cells: [StyledText], _ widths: [Int], _ alignments: [HorizontalAlignment]
    ) -> [StyledText] {
        let wrapped = widths.indices.map { index in
            cells.indices.contains(index) ? cells[index].wrapped(to: widths[index]) : [StyledText()]
        }
        let height = wrapped.map(\.count).max() ?? 1
        return (0..<height).map { line in
            var result = StyledText()
            for (column, lines) in wrapped.enumerated() {
                if column > 0 { result.append(visible: " │ ", .dim) }
                let text = line < lines.count ? lines[line] : StyledText()
                result.append(text.padded(to: widths[column], alignments[column]))
            }
            return result
        }
    }

    /// More columns than the terminal can set side by side: each row as `header: value` lines.
    private func recordLines(_ header: [StyledText], _ rows: [[StyledText]], width: Int) -> [StyledText] {
        var result: [StyledText] = []
        for (index, row) in rows.enumerated() {
            if index > 0 { result.append(rule("┄", width: min(width, 12), .dim)) }
            for (column, cell) in row.enumerated() {
                var line = StyledText()
                if header.indices.contains(column), !header[column].isEmpty {
                    line.append(header[column])
                    line.append(visible: ": ", .dim)
                }
                line.append(cell)
                result += line.wrapped(to: width)
            }
        }
        return rows.isEmpty ? header.flatMap { $0.wrapped(to: width) } : result
    }
}
