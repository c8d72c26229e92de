import Chapters

/// A term in which a wrong calculation differs from the right one.
///
///     ⌊(7 + 1 − 3)/2⌋ + 1        wrong
///     ⌊(7 + 2·1 − 3)/2⌋ + 1      right: 「1」ではなく「2·1」
package struct CalculationDifference: Equatable {
    /// Empty where the right one has a term more.
    var wrong: String
    /// Empty where the wrong one has a term too many.
    var right: String

    package var text: LocalizedText {
        if wrong.isEmpty {
            return LocalizedText(ja: "違う項: 「\(right)」が抜けています", en: "What differs: “\(right)” is missing")
        }
        if right.isEmpty {
            return LocalizedText(ja: "違う項: 「\(wrong)」は要りません", en: "What differs: “\(wrong)” does not belong there")
        }
        return LocalizedText(
            ja: "違う項: 「\(wrong)」ではなく「\(right)」", en: "What differs: “\(right)”, not “\(wrong)”")
    }

    /// The terms that differ, from left to right; none when the texts say the same or are too long to compare.
    package static func find(wrong: String, right: String) -> [CalculationDifference] {
        var symbols: [Substring: Int] = [:]
        let (left, other) = (tokens(wrong, &symbols), tokens(right, &symbols))
        guard left.count <= 120, other.count <= 120 else { return [] }
        let steps = align(left, other)
        return widened(steps).map { range in
            CalculationDifference(
                wrong: text(of: steps[range].compactMap(\.wrong), in: wrong),
                right: text(of: steps[range].compactMap(\.right), in: right))
        }
    }

    // MARK: - Tokens

    /// A number, a name, or one sign, with its place in the text.
    private struct Token: Equatable {
        var text: Substring
        /// The same for tokens with the same text: texts are long to compare, and each is compared with all of the other side.
        var symbol = 0
        var isProduct: Bool
        /// +1 for an opening bracket, −1 for a closing one.
        var depth: Int

        init(text: Substring) {
            self.text = text
            var (isProduct, depth) = (false, 0)
            switch text.unicodeScalars.first {
            case "·", "×", "*", "/", "÷", "^", "⋅", "∙", "・": isProduct = true
            case "(", "[", "⌊", "⌈", "{": depth = 1
            case ")", "]", "⌋", "⌉", "}": depth = -1
            default: break
            }
            self.isProduct = isProduct
            self.depth = depth
        }

        static func == (left: Token, right: Token) -> Bool { left.symbol == right.symbol }
    }

    /// One column of the alignment: the same token on both sides, or one that only one side has.
    private struct Step {
        var wrong: Token?
        var right: Token?
        var isSame: Bool { wrong != nil && right != nil }
        var tokens: [Token] { [wrong, right].compactMap { $0 } }
    }

    private static func tokens(_ text: String, _ symbols: inout [Substring: Int]) -> [Token] {
        var tokens: [Token] = []
        var rest = Substring(text)
        while let first = rest.first {
            if first.isWhitespace {
                rest = rest.dropFirst()
                continue
            }
            var length = 1
            if first.isNumber {
                length = rest.prefix { $0.isNumber || $0 == "." }.count
            } else if first.isLetter {
                length = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }.count
            }
            let end = rest.index(rest.startIndex, offsetBy: length)
            var token = Token(text: rest[..<end])
            token.symbol = symbols[token.text, default: symbols.count]
            symbols[token.text] = token.symbol
            tokens.append(token)
            rest = rest[end...]
        }
        return tokens
    }

    private static func text(of tokens: [Token], in text: String) -> String {
        guard let first = tokens.first, let last = tokens.last else { return "" }
        return String(text[first.text.startIndex..<last.text.endIndex])
    }

    // MARK: - Alignment

    /// The longest common subsequence, matched as far to the left as possible.
    private static func align(_ left: [Token], _ right: [Token]) -> [Step] {
        var length = Array(repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
        for i in left.indices.reversed() {
            for j in right.indices.reversed() {
                length[i][j] =
                    left[i] == right[j] ? length[i + 1][j + 1] + 1 : max(length[i + 1][j], length[i][j + 1])
            }
        }
        var steps: [Step] = []
        var (i, j) = (0, 0)
        while i < left.count || j < right.count {
            if i < left.count, j < right.count, left[i] == right[j] {
                steps.append(Step(wrong: left[i], right: right[j]))
                (i, j) = (i + 1, j + 1)
            } else if j == right.count || (i < left.count && length[i + 1][j] >= length[i][j + 1]) {
                steps.append(Step(wrong: left[i], right: nil))
                i += 1
            } else {
                steps.append(Step(wrong: nil, right: right[j]))
                j += 1
            }
        }
        return steps
    }

    /// The runs of steps that differ, widened until they are whole terms.
    private static func widened(_ steps: [Step]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index < steps.count {
            guard !steps[index].isSame else {
                index += 1
                continue
            }
            var range = index..<(index + 1)
            while range.upperBound < steps.count, !steps[range.upperBound].isSame {
                range = range.lowerBound..<(range.upperBound + 1)
            }
            while let wider = widen(range, steps) { range = wider }
            if let last = ranges.last, last.upperBound >= range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
            index = range.upperBound
        }
        return ranges
    }

    /// nil when nothing has to be added to the range.
    private static func widen(_ range: Range<Int>, _ steps: [Step]) -> Range<Int>? {
        let wrong = steps[range].compactMap(\.wrong)
        let right = steps[range].compactMap(\.right)
        let depths = [wrong, right].map { $0.reduce(0) { $0 + $1.depth } }
        let lowest = [wrong, right].map { tokens in
            tokens.reduce(into: (sum: 0, low: 0)) { state, token in
                state.sum += token.depth
                state.low = min(state.low, state.sum)
            }.low
        }
        let after = range.upperBound < steps.count ? steps[range.upperBound] : nil
        let before = range.lowerBound > 0 ? steps[range.lowerBound - 1] : nil
        // A factor belongs to its product, a bracket to its other half.
        let needsRight =
            depths.contains { $0 > 0 } || wrong.last?.isProduct == true || right.last?.isProduct == true
            || (after?.tokens.contains(where: \.isProduct) == true)
        if needsRight, after != nil, !(lowest.contains { $0 < 0 }) { return range.lowerBound..<(range.upperBound + 1) }
        let needsLeft =
            lowest.contains { $0 < 0 } || wrong.first?.isProduct == true || right.first?.isProduct == true
            || (before?.tokens.contains(where: \.isProduct) == true)
        if needsLeft, before != nil { return (range.lowerBound - 1)..<range.upperBound }
        return nil
    }
}
