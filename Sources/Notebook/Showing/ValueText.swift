/// How an inline value reads in a sentence.
enum ValueText {
    /// Like `print`, but a `Double` or `Float` that is a whole number loses its `.0`, and others keep at most six
    /// significant digits: a sentence says 2.25, not 2.2500002.
    static func describe<Value>(_ value: Value) -> String {
        switch value {
        case let value as Double: number(value)
        case let value as Float: number(Double(value))
        default: "\(value)"
        }
    }

    /// At most six significant digits, without trailing zeros.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "\(value)" }
        if value == value.rounded(), abs(value) < 1e15 { return "\(Int64(value))" }
        let magnitude = exponent(of: abs(value))
        guard (-5...14).contains(magnitude) else { return "\(Float(value))" }
        let decimals = max(0, 5 - magnitude)
        let scale = power(10, decimals)
        let scaled = Int64((abs(value) * scale).rounded())
        let unit = Int64(scale)
        var fraction = String(scaled % unit)
        fraction = String(repeating: "0", count: max(0, decimals - fraction.count)) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        let sign = value < 0 ? "-" : ""
        return fraction.isEmpty ? "\(sign)\(scaled / unit)" : "\(sign)\(scaled / unit).\(fraction)"
    }

    private static func exponent(of value: Double) -> Int {
        var exponent = 0
        var rest = value
        while rest >= 10 {
            rest /= 10
            exponent += 1
        }
        while rest < 1, exponent > -10 {
            rest *= 10
            exponent -= 1
        }
        return exponent
    }

    private static func power(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }
}
