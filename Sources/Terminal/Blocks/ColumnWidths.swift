/// How a table too wide for the terminal shares the columns it has.
struct ColumnWidths {
    /// The cells, header and all.
    var rows: [[StyledText]]
    /// The width at which no cell of a column wraps.
    var natural: [Int]

    /// Widths that add up to at most `total`, each at least 1: columns that fit keep theirs, the wide ones share.
    ///
    /// Of a few ways to share, the one that cuts no word and gives the shortest table: often one long column can take
    /// all the wrapping, sometimes two had better share it.
    ///
    /// - Complexity: O(*c* · *n*) for *c* columns and *n* characters.
    func fitted(into total: Int) -> [Int] {
        guard natural.reduce(0, +) > total else { return natural }
        let equal = Self.shared(natural, weights: natural.map { _ in 1 }, into: total)
        let wide = natural.indices.filter { equal[$0] < natural[$0] }
        let left = wide.reduce(0) { $0 + equal[$1] }
        let words = longestWords(limit: total)
        var best: (widths: [Int], cost: Cost)?
        for shares in candidates(wide.map { natural[$0] }, words: wide.map { words[$0] }, into: left) {
            var widths = equal
            for (column, share) in zip(wide, shares) { widths[column] = share }
            let cost = cost(widths, words: words)
            if best.map({ cost < $0.cost }) ?? true { best = (widths, cost) }
        }
        return best?.widths ?? equal
    }

    /// What is worst first: columns missing for the longest word, lines, cells that wrap.
    private struct Cost: Comparable {
        var cut: Int
        var lines: Int
        var wrapped: Int

        static func < (left: Cost, right: Cost) -> Bool {
            (left.cut, left.lines, left.wrapped) < (right.cut, right.lines, right.wrapped)
        }
    }

    private func cost(_ widths: [Int], words: [Int]) -> Cost {
        var cost = Cost(cut: zip(words, widths).reduce(0) { $0 + max(0, $1.0 - $1.1) }, lines: 0, wrapped: 0)
        for row in rows {
            let heights = zip(row, widths).map { $0.wrapped(to: $1).count }
            cost.lines += heights.max() ?? 0
            cost.wrapped += heights.count { $0 > 1 }
        }
        return cost
    }

    private func candidates(_ wanted: [Int], words: [Int], into total: Int) -> [[Int]] {
        var result = [
            Self.shared(wanted, weights: wanted, into: total),
            Self.shared(wanted, weights: wanted.map { _ in 1 }, into: total),
        ]
        // Room for the longest words, the rest by need.
        let reserved = words.reduce(0, +)
        if reserved <= total {
            let missing = zip(wanted, words).map { $0 - $1 }
            let rest = Self.shared(missing, weights: missing, into: total - reserved, least: 0)
            result.append(zip(words, rest).map { $0 + $1 })
        }
        // All that one column wants, what is left for the others.
        for kept in wanted.indices where wanted[kept] <= total - 4 * (wanted.count - 1) {
            var others = wanted
            others.remove(at: kept)
            var widths = Self.shared(others, weights: others, into: total - wanted[kept])
            widths.insert(wanted[kept], at: kept)
            result.append(widths)
        }
        return result
    }

    /// Shares in proportion to the weights; who wants less than its share leaves the rest to the others.
    static func shared(_ wanted: [Int], weights: [Int], into total: Int, least: Int = 1) -> [Int] {
        var widths = wanted
        var left = total
        var weight = weights.reduce(0, +)
        for column in wanted.indices.sorted(by: { wanted[$0] < wanted[$1] }) {
            widths[column] = min(wanted[column], max(least, left * weights[column] / max(1, weight)))
            left -= widths[column]
            weight -= weights[column]
        }
        return widths
    }

    private func longestWords(limit: Int) -> [Int] {
        var result = Array(repeating: 1, count: natural.count)
        for row in rows {
            for (column, cell) in row.enumerated() {
                result[column] = max(result[column], min(limit, cell.longestWord))
            }
        }
        return result
    }
}
