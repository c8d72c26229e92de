/// How the numbers of one tensor are written: all the same way, so that columns line up.
///
/// Without Foundation, which would cost every cell program more start-up time than the rest of it together.
package struct NumberFormat: Equatable, Sendable {
    private enum Style: Equatable {
        /// `-12`, `3.1416`: with so many decimals.
        case fixed(decimals: Int)
        /// `1.2346e-05`.
        case scientific
    }

    private let style: Style

    /// The shortest format that shows all of `values`.
    ///
    /// No decimals when all are integral, else as many as needed up to four; powers of ten when even four decimals
    /// would show next to nothing (largest magnitude below 0.001) or there would be too many digits (10⁷ with decimals,
    /// 10¹⁵ without).
    package init(for values: some Sequence<Float>) {
        var largest: Float = 0
        var decimals = 0
        for value in values where value.isFinite {
            largest = max(largest, abs(value))
            while decimals < 4, !NumberFormat.isExact(value, decimals: decimals) {
                decimals += 1
            }
        }
        if decimals == 0 {
            style = largest < 1e15 ? .fixed(decimals: 0) : .scientific
        } else {
            style = largest >= 0.001 && largest < 1e7 ? .fixed(decimals: decimals) : .scientific
        }
    }

    /// `value` as text, without padding; `nan`, `inf` and `-inf` as NumPy writes them.
    package func text(_ value: Float) -> String {
        guard value.isFinite else {
            return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
        }
        return switch style {
        case .fixed(let decimals): NumberFormat.fixed(Double(value), decimals: decimals)
        case .scientific: NumberFormat.scientific(Double(value))
        }
    }

    /// Whether so many decimals write `value` back to the same `Float`: true of 0.1 and one decimal.
    private static func isExact(_ value: Float, decimals: Int) -> Bool {
        guard decimals > 0 else { return value == value.rounded() }
        let scale = powersOfTen[decimals]
        return Float((Double(value) * scale).rounded() / scale) == value
    }

    private static let powersOfTen: [Double] = [1, 10, 100, 1000, 10000]

    private static func fixed(_ value: Double, decimals: Int) -> String {
        let scale = powersOfTen[decimals]
        let scaled = Int64((abs(value) * scale).rounded(.toNearestOrEven))
        // A negative number that rounds to zero has no sign: the direct and the fast convolution may differ in it.
        let sign = value < 0 && scaled != 0 ? "-" : ""
        let (whole, fraction) = scaled.quotientAndRemainder(dividingBy: Int64(scale))
        guard decimals > 0 else { return "\(sign)\(whole)" }
        let digits = String(fraction)
        return "\(sign)\(whole).\(String(repeating: "0", count: decimals - digits.count))\(digits)"
    }

    private static func scientific(_ value: Double) -> String {
        guard value != 0 else { return "0.0000e+00" }
        var mantissa = abs(value)
        var exponent = 0
        while mantissa >= 10 {
            mantissa /= 10
            exponent += 1
        }
        while mantissa < 1 {
            mantissa *= 10
            exponent -= 1
        }
        if mantissa >= 9.99995 {
            mantissa = 1
            exponent += 1
        }
        let digits = String(abs(exponent))
        return (value < 0 ? "-" : "") + fixed(mantissa, decimals: 4)
            + "e" + (exponent < 0 ? "-" : "+") + (digits.count < 2 ? "0" : "") + digits
    }
}
