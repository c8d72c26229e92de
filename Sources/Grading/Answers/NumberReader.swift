import Foundation

/// Reads one number from folded text.
enum NumberReader {
    /// `9/4`, with whole or decimal parts; nil for anything else, a denominator of 0 included.
    static func fraction(_ text: String) -> GivenAnswer.Fraction? {
        let parts = withoutBrackets(text).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let above = number(String(parts[0])), let below = number(String(parts[1])), below != 0
        else { return nil }
        return GivenAnswer.Fraction(above: above, below: below)
    }

    /// `13`, `1,234`, `2.25`, `1e6`, `1.2x10^6`, `2^10`.
    static func number(_ text: String) -> Double? {
        let text = text.trimmingCharacters(in: .whitespaces)
        guard let caret = text.firstIndex(of: "^") else { return decimal(text) }
        guard let exponent = decimal(withoutBrackets(String(text[text.index(after: caret)...]))), abs(exponent) <= 64,
            exponent == exponent.rounded()
        else { return nil }
        let head = text[..<caret]
        if let times = head.lastIndex(where: { "x*".contains($0) }) {
            guard let mantissa = decimal(String(head[..<times])),
                let base = decimal(String(head[head.index(after: times)...]))
            else { return nil }
            return finite(mantissa * pow(base, exponent))
        }
        return decimal(String(head)).flatMap { finite(pow($0, exponent)) }
    }

    private static func decimal(_ text: String) -> Double? {
        var text = withoutSeparators(text.trimmingCharacters(in: .whitespaces))
        // `- 3` and `+ 3`: a space after the sign is how some people write.
        if let sign = text.first, "+-".contains(sign) {
            text = "\(sign)" + text.dropFirst().trimmingCharacters(in: .whitespaces)
        }
        // Double's own reader also takes "inf", "nan" and hexadecimal; nobody means those.
        guard text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }), let value = Double(text)
        else { return nil }
        return finite(value)
    }

    private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

    private static func withoutBrackets(_ text: String) -> String {
        let text = text.trimmingCharacters(in: .whitespaces)
        return text.hasPrefix("(") && text.hasSuffix(")") && text.count > 2 && !text.contains(",")
            ? String(text.dropFirst().dropLast()) : text
    }

    /// `1,234`, `1 234` and `1_234` as `1234`; anything that is not in groups of three as it is.
    private static func withoutSeparators(_ text: String) -> String {
        for separator in [",", " ", "_"] as [Character] {
            let digits = text.drop { "+-".contains($0) }
            let whole = digits.prefix { $0 != "." }
            let groups = whole.split(separator: separator, omittingEmptySubsequences: false)
            guard groups.count > 1, let first = groups.first, (1...3).contains(first.count),
                first.allSatisfy(\.isNumber),
                groups.dropFirst().allSatisfy({ $0.count == 3 && $0.allSatisfy(\.isNumber) })
            else { continue }
            return text.filter { $0 != separator }
        }
        return text
    }
}

/// Reads several numbers from folded text: shapes, lists, nested lists, rows.
enum ListReader {
    private static let pairs = ["()", "[]", "{}"]

    /// `(8, 16, 3, 3)`, `8x16x3x3`, `8, 16`, `8 16`, `(25,)`.
    static func list(_ text: String) -> [Double]? {
        var inner = text[...]
        var isBracketed = false
        if let first = inner.first, let last = inner.last, inner.count > 1, pairs.contains("\(first)\(last)") {
            inner = inner.dropFirst().dropLast()
            isBracketed = true
        }
        guard !inner.contains(where: { "()[]{}\n;".contains($0) }) else { return nil }
        // Hexadecimal is no shape.
        guard !inner.lowercased().contains(/(^|[^0-9])0x/) else { return nil }
        let parts = separated(inner).split(omittingEmptySubsequences: true) { ", ".contains($0) }
        let numbers = parts.compactMap(number)
        guard numbers.count == parts.count, numbers.count > 1 || (isBracketed && numbers.count == 1) else { return nil }
        return numbers
    }

    /// `[[1, 2], [3, 4]]`, `1 2; 3 4`, or a line for each row; nil for what has less than two axes, or is ragged.
    static func table(_ text: String) -> GivenAnswer.Table? {
        if text.contains(where: { ";\n".contains($0) }), !text.contains("[[") {
            let rows = text.split(omittingEmptySubsequences: true) { ";\n".contains($0) }
                .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            let lists = rows.compactMap { row in list(row) ?? number(row[...]).map { [$0] } }
            guard let width = lists.first?.count, lists.count == rows.count, lists.allSatisfy({ $0.count == width })
            else {
                return nil
            }
            return .init(shape: [lists.count, width], values: lists.flatMap { $0 })
        }
        guard let node = NestedList.parse(text), let shape = node.shape, shape.count > 1 else { return nil }
        return .init(shape: shape, values: node.values)
    }

    /// Whether it would be a table if its rows were equally long.
    static func isRagged(_ text: String) -> Bool {
        if let node = NestedList.parse(text) { return node.shape == nil }
        guard text.contains(where: { ";\n".contains($0) }) else { return false }
        return text.split { ";\n".contains($0) }.allSatisfy { row in
            let row = row.trimmingCharacters(in: .whitespaces)
            return list(row) != nil || number(row[...]) != nil
        }
    }

    static func number(_ text: Substring) -> Double? {
        NumberReader.fraction(String(text)).map { $0.above / $0.below } ?? NumberReader.number(String(text))
    }

    /// Makes commas of the signs between numbers: `8x16x3`, `8 * 16`.
    ///
    /// Elsewhere they are letters, and no answer.
    private static func separated(_ text: Substring) -> String {
        let characters = Array(text)
        return String(
            characters.indices.map { index in
                guard "xX*".contains(characters[index]) else { return characters[index] }
                let before = characters[..<index].last { $0 != " " }
                let after = characters[(index + 1)...].first { $0 != " " }
                return before?.isNumber == true && after?.isNumber == true ? "," : characters[index]
            })
    }
}

/// Lists in lists, as Python and Swift write them.
private indirect enum NestedList {
    case number(Double)
    case list([NestedList])

    static let maximumDepth = 6

    var values: [Double] {
        switch self {
        case .number(let value): [value]
        case .list(let items): items.flatMap(\.values)
        }
    }

    /// nil when the rows are not equally long.
    var shape: [Int]? {
        switch self {
        case .number: return []
        case .list(let items):
            let shapes = items.map(\.shape)
            guard let first = shapes.first, let inner = first, shapes.allSatisfy({ $0 == inner }) else { return nil }
            return [items.count] + inner
        }
    }

    static func parse(_ text: String) -> NestedList? {
        guard text.hasPrefix("[[") || text.hasPrefix("((") || text.hasPrefix("[ [") else { return nil }
        var rest = Substring(text)
        guard let node = parse(&rest, depth: 0), rest.allSatisfy(\.isWhitespace) else { return nil }
        return node
    }

    private static func parse(_ rest: inout Substring, depth: Int) -> NestedList? {
        rest = rest.drop(while: \.isWhitespace)
        guard let first = rest.first, depth <= maximumDepth else { return nil }
        guard first == "[" || first == "(" else {
            let token = rest.prefix { !",[]()".contains($0) && !$0.isNewline }
            rest = rest.dropFirst(token.count)
            // `1 2` inside a list: numbers with spaces between.
            let words = token.split(separator: " ")
            if words.count > 1 {
                let numbers = words.compactMap { ListReader.number($0) }
                return numbers.count == words.count ? .list(numbers.map { .number($0) }) : nil
            }
            return ListReader.number(token).map { .number($0) }
        }
        rest = rest.dropFirst()
        var items: [NestedList] = []
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "," }
            guard let next = rest.first else { return nil }
            if next == "]" || next == ")" {
                rest = rest.dropFirst()
                return .list(items)
            }
            let isBracketed = next == "[" || next == "("
            guard let item = parse(&rest, depth: depth + 1) else { return nil }
            // Numbers with spaces between are elements of this list, not a list in it.
            if !isBracketed, case .list(let words) = item { items += words } else { items.append(item) }
        }
    }

}
