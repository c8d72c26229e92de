/// 10⁰ to 10²², which `Double` holds exactly.
private let exactPowersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
]

/// 10⁰ to 10¹⁹.
private let wholePowersOfTen: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
    100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
    10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
]

extension JSONScanner {
    /// The number that stands here, correctly rounded: the `Double` nearest to what is written.
    ///
    /// - Parameter what: what it is, for the message if something else stands here.
    /// - Returns: a finite number.
    /// - Throws: `Fault` if something else stands here, or it is too large.
    mutating func number(_ what: StaticString = "value") throws(Fault) -> Double {
        _ = peek()
        let base = base
        let isNegative = base[place] == UInt8(ascii: "-")
        let first = isNegative ? place + 1 : place
        var cursor = first
        var (mantissa, digits, exponent) = (UInt64(0), 0, 0)

        func digit(_ cursor: Int) -> UInt8 { base[cursor] &- UInt8(ascii: "0") }
        guard digit(cursor) < 10 else {
            if isNegative, base[cursor] != UInt8(ascii: "I"), base[cursor] != UInt8(ascii: "i") {
                throw cursor >= end ? Fault(end, .truncated) : Fault(place, .badNumber)
            }
            throw wrongType(what, "数", "a number")
        }
        let isZeroFirst = digit(cursor) == 0
        while digit(cursor) < 10 {
            mantissa = mantissa &* 10 &+ UInt64(digit(cursor))
            digits += mantissa == 0 ? 0 : 1
            cursor += 1
        }
        guard !isZeroFirst || cursor == first + 1 else { throw Fault(place, .badNumber) }
        if base[cursor] == UInt8(ascii: ".") {
            cursor += 1
            let fraction = cursor
            while digit(cursor) < 10 {
                mantissa = mantissa &* 10 &+ UInt64(digit(cursor))
                digits += mantissa == 0 ? 0 : 1
                cursor += 1
            }
            exponent = fraction - cursor
            guard exponent < 0 else { throw cursor >= end ? Fault(end, .truncated) : Fault(place, .badNumber) }
        }
        if base[cursor] | 0x20 == UInt8(ascii: "e") {
            cursor += 1
            let isDown = base[cursor] == UInt8(ascii: "-")
            if isDown || base[cursor] == UInt8(ascii: "+") { cursor += 1 }
            guard digit(cursor) < 10 else { throw cursor >= end ? Fault(end, .truncated) : Fault(place, .badNumber) }
            var power = 0
            while digit(cursor) < 10 {
                power = min(power * 10 + Int(digit(cursor)), 100_000)
                cursor += 1
            }
            exponent += isDown ? -power : power
        }
        let magnitude = JSONScanner.value(mantissa, digits: digits, exponent: exponent) ?? slowly(first, cursor)
        guard magnitude.isFinite else { throw Fault(place, .numberTooLarge) }
        place = cursor
        return isNegative ? -magnitude : magnitude
    }

    /// The whole number that stands here; 3.0 is one too, as array libraries write identifiers.
    mutating func integer(_ what: StaticString) throws(Fault) -> Int {
        let start = place
        _ = peek()
        // Up to 19 digits and nothing else: nearly always.
        var cursor = base[place] == UInt8(ascii: "-") ? place + 1 : place
        let first = cursor
        var value: UInt64 = 0
        while base[cursor] &- UInt8(ascii: "0") < 10, cursor - first < 19 {
            value = value * 10 + UInt64(base[cursor] - UInt8(ascii: "0"))
            cursor += 1
        }
        let next = base[cursor]
        let isPlain = next != UInt8(ascii: ".") && next | 0x20 != UInt8(ascii: "e") && next &- UInt8(ascii: "0") >= 10
        if isPlain, cursor > first, cursor == first + 1 || base[first] != UInt8(ascii: "0"),
            let whole = Int(exactly: value)
        {
            let isNegative = first > place
            place = cursor
            return isNegative ? -whole : whole
        }
        place = start
        let number = try number(what)
        guard let whole = Int(exactly: number), abs(number) <= 0x1p53 else {
            throw Fault(first, .notWhole("\(what)", number))
        }
        return whole
    }

    /// mantissa · 10^exponent, correctly rounded, where 64 or 128 bits are enough for it; nil where they are not.
    private static func value(_ mantissa: UInt64, digits: Int, exponent: Int) -> Double? {
        guard digits <= 19 else { return nil }
        if mantissa == 0 { return 0 }
        if mantissa <= 1 << 53, (-22...22).contains(exponent) {
            // Both exact: one rounding (Clinger 1990).
            let power = exactPowersOfTen[abs(exponent)]
            return exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
        }
        guard mantissa > 1 << 53, (-19...0).contains(exponent) else { return nil }
        // The quotient with 64 bits behind the point has 54 bits or more; what is left over is one sticky bit more.
        let divisor = wholePowersOfTen[-exponent]
        let (whole, rest) = mantissa.quotientAndRemainder(dividingBy: divisor)
        let (fraction, left) = divisor.dividingFullWidth((rest, 0))
        let shift = whole == 0 ? 64 + fraction.leadingZeroBitCount : whole.leadingZeroBitCount
        // The upper 64 bits of the quotient, from its first 1; what lies below only matters for being 0 or not.
        let upper =
            shift >= 64 ? fraction << (shift - 64) : shift == 0 ? whole : whole << shift | fraction >> (64 - shift)
        let lower = shift >= 64 ? 0 : fraction << shift
        let sticky: UInt64 = lower != 0 || left != 0 ? 1 : 0
        return Double(sign: .plus, exponent: -shift, significand: Double(upper | sticky))
    }

    /// By the standard library: many digits, or far from 1.
    private func slowly(_ start: Int, _ end: Int) -> Double {
        let text = UnsafeBufferPointer(start: base + start, count: end - start)
        return Double(String(decoding: text, as: UTF8.self)) ?? .nan
    }
}
