// Brackets, and what is set in rows and columns.
extension TeXLayout {
    func fenced(_ open: String, _ content: MathBox, _ close: String) -> MathBox {
        var result = content.bracket(open)
        result.append(content)
        result.append(content.bracket(close))
        return result
    }

    func matrix(_ kind: TeXNode.MatrixKind, _ rows: [[TeXNode]]) -> MathBox {
        guard isDisplay else { return linearMatrix(kind, rows) }
        let cells = rows.map { $0.map { kind == .aligned ? box($0) : linear.box($0) } }
        var widths: [Int] = []
        for row in cells {
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], cell.width)
            }
        }
        let lines = cells.map { row in
            var line = MathBox()
            for (index, cell) in row.enumerated() {
                switch kind {
                case .brackets: line.append(cell.padded(to: widths[index], .center))
                case .cases: line.append(cell.padded(to: widths[index], .left))
                case .aligned:
                    let alignment: HorizontalAlignment = widths.count == 1 || index % 2 == 1 ? .left : .right
                    if index > 0 { line.append(index % 2 == 0 ? "   " : " ") }
                    line.append(cell.padded(to: widths[index], alignment))
                    continue
                }
                if index + 1 < widths.count { line.append("  ") }
            }
            return line
        }
        let body = MathBox.stack(lines, .left, baseline: lines.count == 1 ? lines[0].baseline : 0)
        let centred = lines.count == 1 ? body : MathBox(lines: body.lines, baseline: (body.height - 1) / 2)
        switch kind {
        case .brackets(let open, let close): return fenced(open, centred, close)
        case .cases:
            var result = centred.bracket("{")
            result.append(" ")
            result.append(centred)
            return result
        case .aligned: return centred
        }
    }

    private func linearMatrix(_ kind: TeXNode.MatrixKind, _ rows: [[TeXNode]]) -> MathBox {
        let texts = rows.map { $0.map { box($0).text }.filter { !$0.isEmpty } }
        switch kind {
        case .brackets(let open, let close):
            return MathBox(open + texts.map { $0.joined(separator: " ") }.joined(separator: "; ") + close)
        case .cases: return MathBox("{ " + texts.map { $0.joined(separator: " ") }.joined(separator: "; "))
        case .aligned: return MathBox(texts.map { $0.joined(separator: " ") }.joined(separator: ";  "))
        }
    }
}
