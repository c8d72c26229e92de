// What goes beyond the bounds on characters, nesting and tables is cut off first.
extension Preprocessor {
    mutating func replaceReservedCharacters() {
        for index in lines.indices where features[index].contains(.privateUse) {
            var column = 1
            for scalar in lines[index].unicodeScalars {
                if Placeholder.reserved.contains(scalar.value) {
                    diagnostics.append(
                        Diagnostic(
                            .warning, code: "private-use-character", path: path,
                            position: SourcePosition(line: index + 1, column: column),
                            message: LocalizedText(
                                ja: "私用領域の文字 U+\(String(scalar.value, radix: 16, uppercase: true)) は使えません",
                                en: "U+\(String(scalar.value, radix: 16, uppercase: true)) is a private-use character"),
                            help: LocalizedText(ja: "この文字を消してください。", en: "Remove it.")))
                }
                column += UTF8.width(scalar)
            }
            lines[index] = String(
                String.UnicodeScalarView(
                    lines[index].unicodeScalars.map { Placeholder.reserved.contains($0.value) ? "\u{FFFD}" : $0 }))
        }
    }

    /// Cuts what a line nests deeper than anybody does: cmark would take seconds for a megabyte of `>`.
    mutating func cutNesting() {
        var isReported = false
        for index in lines.indices where lines[index].utf8.count > CmarkDocument.maximumMarkers {
            guard lines[index].utf8.first.map(BlockLine.canStartMarker) ?? false else { continue }
            let line = BlockLine(lines[index], maximumDepth: CmarkDocument.maximumMarkers)
            guard line.depth == CmarkDocument.maximumMarkers else { continue }
            let rest = BlockLine(String(line.content))
            guard rest.depth > 0 else { continue }
            if !isReported {
                isReported = true
                diagnostics.append(
                    CmarkDocument.depthDiagnostic(path: path, line: index + 1, bound: CmarkDocument.maximumMarkers))
            }
            let column = line.prefix.utf8.count + 1
            boundsMap.record(
                [SourceMap.Edit(column: column, length: 0, originalLength: rest.prefix.utf8.count)], line: index + 1)
            lines[index] = String(line.prefix + rest.content)
        }
    }

    mutating func boundTables() {
        var isReported = false
        for excess in TableBounds.excesses(in: lines, isCode: isCode, features: features) {
            let (line, edits) = TableBounds.hidingPipes(of: lines[excess.line], from: excess.firstPipe)
            lines[excess.line] = line
            boundsMap.record(edits, line: excess.line + 1)
            guard !isReported else { continue }
            isReported = true
            diagnostics.append(
                Diagnostic(
                    .warning, code: "table-too-large", path: path, position: SourcePosition(line: excess.line + 1),
                    message: LocalizedText(
                        ja: "表が大きすぎます（上限 \(TableBounds.maximumColumns) 列、\(TableBounds.maximumCells) セル）",
                        en:
                            "the table is too large (at most \(TableBounds.maximumColumns) columns and \(TableBounds.maximumCells) cells)"
                    ), help: LocalizedText(ja: "表を分けてください。", en: "Split the table.")))
        }
    }
}
