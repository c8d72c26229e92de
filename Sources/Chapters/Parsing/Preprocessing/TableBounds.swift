/// What cmark can be given of tables: each cell it appends walks the whole row, and rows that are short of cells are filled up.
enum TableBounds {
    static let maximumColumns = 1000
    static let maximumCells = 500_000

    struct Excess {
        /// From 0.
        var line: Int
        /// From this `|` of the line on, none may separate cells.
        var firstPipe: Int
    }

    /// The lines of text that would cost too much.
    static func excesses(in lines: [String], isCode: [Bool], features: [TextFeatures]) -> [Excess] {
        var result: [Excess] = []
        /// How many lines stand below without an empty one between.
        var below = 0
        for index in lines.indices.reversed() {
            below = features[index].contains(.ink) ? below + 1 : 0
            guard features[index].contains(.pipe), !isCode[index] else { continue }
            let columns = lines[index].utf8.reduce(1) { $0 + ($1 == UInt8(ascii: "|") ? 1 : 0) }
            if isDelimiterRow(lines[index]), columns > maximumColumns || columns * below > maximumCells {
                // Not a row of a table any more: there is none.
                result.append(Excess(line: index, firstPipe: 0))
            } else if columns > maximumColumns {
                result.append(Excess(line: index, firstPipe: maximumColumns - 1))
            }
        }
        return result.reversed()
    }

    private static func isDelimiterRow(_ line: String) -> Bool { line.utf8.allSatisfy { "|:- \t>".utf8.contains($0) } }

    /// The line with other characters for the pipes from `firstPipe` on, and the edits for the map.
    static func hidingPipes(of line: String, from firstPipe: Int) -> (line: String, edits: [SourceMap.Edit]) {
        var bytes: [UInt8] = []
        var edits: [SourceMap.Edit] = []
        var pipes = 0
        for byte in line.utf8 {
            if byte == UInt8(ascii: "|") {
                pipes += 1
                if pipes > firstPipe {
                    edits.append(SourceMap.Edit(column: bytes.count + 1, length: 3, originalLength: 1))
                    bytes += String(Placeholder.pipe).utf8
                    continue
                }
            }
            bytes.append(byte)
        }
        return (String(decoding: bytes, as: UTF8.self), edits)
    }
}
