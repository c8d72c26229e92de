/// A change of the file that cures what a diagnostic found.
package struct SourceFix: Hashable, Sendable {
    /// `length` bytes at a place, and what stands there afterwards.
    package struct Edit: Hashable, Sendable {
        package var position: SourcePosition
        package var length: Int
        package var replacement: String

        package init(at position: SourcePosition, length: Int, replacement: String) {
            self.position = position
            self.length = length
            self.replacement = replacement
        }
    }

    package var edits: [Edit]

    package init(_ edits: Edit...) {
        self.edits = edits
    }

    /// Applies the fixes of all diagnostics that have one.
    ///
    /// Edits that overlap one before them are left for the next run. Lines end as they did.
    ///
    /// - Returns: The new bytes, and the diagnostics that were cured.
    package static func apply(_ diagnostics: [Diagnostic], to bytes: [UInt8]) -> (bytes: [UInt8], cured: [Diagnostic]) {
        let starts = lineStarts(of: bytes)
        var result = bytes
        var cured: [Diagnostic] = []
        // From the end, so that earlier places stay where they are.
        var limit = bytes.count
        let firstEnd = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0
        let lineEnd = firstEnd > 0 && bytes[firstEnd - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
        let ordered = diagnostics.filter { $0.fix != nil }.sorted { $0.position > $1.position }
        for diagnostic in ordered {
            let edits = (diagnostic.fix?.edits ?? []).sorted { $0.position > $1.position }
            var ranges: [(Range<Int>, String)] = []
            var bound = limit
            for edit in edits {
                guard starts.indices.contains(edit.position.line - 1) else { break }
                let start = starts[edit.position.line - 1] + edit.position.column - 1
                guard start >= 0, edit.length >= 0, start + edit.length <= bound else { break }
                ranges.append((start..<start + edit.length, edit.replacement))
                bound = start
            }
            guard !edits.isEmpty, ranges.count == edits.count else { continue }
            for (range, text) in ranges {
                result.replaceSubrange(range, with: Array(text.replacing("\n", with: lineEnd).utf8))
            }
            limit = bound
            cured.append(diagnostic)
        }
        return (result, cured.reversed())
    }

    private static func lineStarts(of bytes: [UInt8]) -> [Int] {
        // Columns of the first line count from behind a byte order mark, but for the mark's own diagnostic.
        var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\r") {
                if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") { index += 1 }
                starts.append(index + 1)
            } else if bytes[index] == UInt8(ascii: "\n") {
                starts.append(index + 1)
            }
            index += 1
        }
        return starts
    }
}
