/// Writes actual outputs into a chapter's `output` fences, touching nothing else.
package enum Blessing {
    /// The file's bytes with the given outputs in their fences.
    ///
    /// Line ends, indentation and quote marks stay as they are. A fence grows when the output itself has a fence.
    package static func apply(_ outputs: [(expected: ExpectedOutput, actual: String)], to bytes: [UInt8]) -> [UInt8] {
        var lines = split(bytes)
        // From the bottom up, so that line numbers above stay true.
        for (expected, actual) in outputs.sorted(by: { $0.expected.range.line > $1.expected.range.line }) {
            let first = expected.range.line - 1
            let last = expected.range.endLine - 1
            guard lines.indices.contains(first), lines.indices.contains(last), first < last else { continue }
            let opening = String(decoding: lines[first].content, as: UTF8.self)
            let fenceStart = opening.firstIndex { $0 == "`" || $0 == "~" } ?? opening.startIndex
            let prefix = String(opening[..<fenceStart])
            let fence = opening[fenceStart...].prefix { $0 == opening[fenceStart] }
            let end = lines[first].end
            var text = actual[...]
            if text.hasSuffix("\n") { text = text.dropLast() }
            let rows = text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false)
            lines.replaceSubrange(
                (first + 1)..<last,
                with: rows.map { Line(content: Array((prefix + $0).utf8), end: end) })
            let longest = rows.map { $0.drop { $0 == " " }.prefix { $0 == fence.first }.count }.max() ?? 0
            if longest >= fence.count, let mark = fence.first {
                let grown = String(repeating: mark, count: longest + 1)
                let info = opening[fenceStart...].dropFirst(fence.count)
                lines[first].content = Array((prefix + grown + info).utf8)
                lines[first + 1 + rows.count].content = Array((prefix + grown).utf8)
            }
        }
        return lines.flatMap { $0.content + $0.end }
    }

    /// Whether a blessed file still is a chapter, and every output now stands in it as it is.
    package static func holds(_ bytes: [UInt8], _ outputs: [String], path: String) -> Bool {
        guard let chapter = try? ChapterParser.parse(bytes, path: path) else { return false }
        let expected = chapter.cells.compactMap { $0.expectedOutput?.text.trimmedNewlines }
        return !chapter.hasErrors && outputs.allSatisfy { expected.contains($0.trimmedNewlines) }
    }

    private struct Line {
        var content: [UInt8]
        var end: [UInt8]
    }

    private static func split(_ bytes: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var start = 0
        var index = 0
        while index < bytes.count {
            guard bytes[index] == 0x0A || bytes[index] == 0x0D else {
                index += 1
                continue
            }
            let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
            let length = isPair ? 2 : 1
            lines.append(Line(content: Array(bytes[start..<index]), end: Array(bytes[index..<(index + length)])))
            index += length
            start = index
        }
        if start < bytes.count { lines.append(Line(content: Array(bytes[start...]), end: [])) }
        return lines
    }
}
