/// Computes plain arithmetic as it is written on paper: `⌊(7 + 2·1 − 3)/2⌋ + 1`, `4·(3·3² + 1)`.
struct Calculation {
    private var rest: Substring
    private var depth = 0

    /// nil for anything that is not such a calculation: words, shapes, an empty text.
    static func value(of text: String) -> Double? {
        guard text.count <= 400 else { return nil }
        var parser = Calculation(rest: Substring(text))
        guard let value = parser.sum(), parser.skip(), parser.rest.isEmpty, value.isFinite else { return nil }
        return value
    }

    private init(rest: Substring) {
        self.rest = rest
    }

    /// Always true, for use in conditions.
    private mutating func skip() -> Bool {
        rest = rest.drop(while: \.isWhitespace)
        return true
    }

    private mutating func take(_ signs: String) -> Character? {
        _ = skip()
        guard let first = rest.first, signs.contains(first) else { return nil }
        rest = rest.dropFirst()
        return first
    }

    private mutating func sum() -> Double? {
        depth += 1
        defer { depth -= 1 }
        guard depth < 32, var value = product() else { return nil }
        while let sign = take("+-−") {
            guard let next = product() else { return nil }
            value = sign == "+" ? value + next : value - next
        }
        return value
    }

    private mutating func product() -> Double? {
        guard var value = power() else { return nil }
        while let sign = take("·×*/÷⋅") {
            guard let next = power() else { return nil }
            if "/÷".contains(sign) {
                guard next != 0 else { return nil }
                value /= next
            } else {
                value *= next
            }
        }
        return value
    }

    private mutating func power() -> Double? {
        guard let value = atom() else { return nil }
        if take("²") != nil { return value * value }
        if take("³") != nil { return value * value * value }
        guard take("^") != nil else { return value }
        guard let exponent = atom(), exponent == exponent.rounded(), (0...32).contains(exponent) else { return nil }
        return (0..<Int(exponent)).reduce(1.0) { result, _ in result * value }
    }

    private mutating func atom() -> Double? {
        if take("-−") != nil { return atom().map { -$0 } }
        if take("(") != nil { return bracket(")") { $0 } }
        if take("⌊") != nil { return bracket("⌋") { $0.rounded(.down) } }
        if take("⌈") != nil { return bracket("⌉") { $0.rounded(.up) } }
        _ = skip()
        let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let value = Double(digits) else { return nil }
        rest = rest.dropFirst(digits.count)
        return value
    }

    private mutating func bracket(_ end: String, _ rounding: (Double) -> Double) -> Double? {
        guard let value = sum(), take(end) != nil else { return nil }
        return rounding(value)
    }
}
