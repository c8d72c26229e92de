import Chapters

/// Holds a cell's standard output against its `output` fence.
package enum OutputComparison {
    /// nil when they agree; line ends at the very end do not count.
    package static func difference(
        expected: ExpectedOutput, actual: String
    ) -> (line: Int, message: LocalizedText)? {
        let wanted = lines(expected.text)
        let got = lines(actual)
        guard wanted != got else { return nil }
        let first = zip(wanted, got).prefix { $0 == $1 }.count
        let diff = unified(wanted, got)
        return (
            expected.range.line + 1 + min(first, max(wanted.count - 1, 0)),
            LocalizedText(
                ja: "出力が output フェンスと違います（- 期待、+ 実際）\n\(diff)",
                en: "the output differs from the output fence (- expected, + actual)\n\(diff)")
        )
    }

    private static func lines(_ text: String) -> [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// Both texts as one, line by line.
    ///
    /// Only the first lines of very long outputs: a difference is not a listing.
    private static func unified(_ wanted: [Substring], _ got: [Substring]) -> String {
        let limit = 200
        let old = Array(wanted.prefix(limit))
        let new = Array(got.prefix(limit))
        let difference = new.difference(from: old)
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var result: [String] = []
        var i = 0
        var j = 0
        while i < old.count || j < new.count {
            if i < old.count, removed.contains(i) {
                result.append("- \(old[i])")
                i += 1
            } else if j < new.count, inserted.contains(j) {
                result.append("+ \(new[j])")
                j += 1
            } else {
                if i < old.count { result.append("  \(old[i])") }
                i += 1
                j += 1
            }
        }
        if wanted.count > limit || got.count > limit { result.append("…") }
        return result.joined(separator: "\n")
    }
}
