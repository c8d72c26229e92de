/// Finds the name that was probably meant, for «did you mean».
package enum NearestName {
    /// The candidate with the smallest edit distance, if it is close enough to be a slip.
    package static func find(_ word: String, in candidates: some Sequence<String>) -> String? {
        let limit = max(1, min(3, word.count / 2))
        return candidates.map { ($0, distance(word.lowercased(), $0.lowercased())) }
            .filter { $0.1 <= limit }
            .min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
    }

    /// Levenshtein's distance; words longer than 64 characters count as far from everything.
    static func distance(_ left: String, _ right: String) -> Int {
        let a = Array(left.prefix(65))
        let b = Array(right.prefix(65))
        guard a.count <= 64, b.count <= 64 else { return .max }
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var previous = Array(0...b.count)
        for i in 1...a.count {
            var current = [i]
            for j in 1...b.count {
                let cost = a[i - 1] == b[j - 1] ? 0 : 1
                current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost))
            }
            previous = current
        }
        return previous[b.count]
    }
}

/// What was probably meant by each of many words, among the same names.
///
/// Words times names would be quadratic in the length of a text that is all mistakes, so that only so many are compared:
/// nobody mends thousands of slips by their suggestions.
package struct NearestNames {
    private let names: [String]
    private var known: [String: String?] = [:]
    package private(set) var comparisons = 0
    package static let maximumComparisons = 100_000

    package init(_ names: some Sequence<String>) {
        self.names = Array(names)
    }

    package mutating func find(_ word: String) -> String? {
        if let answer = known[word] { return answer }
        guard comparisons + names.count <= Self.maximumComparisons else { return nil }
        comparisons += names.count
        let answer = NearestName.find(word, in: names)
        known.updateValue(answer, forKey: word)
        return answer
    }
}
