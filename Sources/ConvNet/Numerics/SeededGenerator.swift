// Not for a name in it: importing it links the C mathematics library, which square roots and rounding need.
import Glibc

/// Random numbers that are the same for the same seed, on every machine and in every version of Swift.
///
/// SplitMix64 (Steele, Lea, Flood 2014: "Fast splittable pseudorandom number generators"). The standard library's
/// `Float.random(in:using:)` may change its way of using a generator, and the C library's `log` its last digit; so
/// the distributions are here as well, made of IEEE additions, multiplications, divisions and square roots only.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64
    /// The polar method makes normal numbers two at a time.
    private var spareNormal: Double?

    /// A generator; every seed is as good as another.
    public init(seed: UInt64) {
        state = seed
    }

    /// 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number in [0, 1), a multiple of 2⁻⁵³.
    public mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A number spread evenly over `range`.
    public mutating func uniform(in range: ClosedRange<Float>) -> Float {
        let lower = Double(range.lowerBound)
        let upper = Double(range.upperBound)
        return Float(lower + (upper - lower) * unit())
    }

    /// A number in `0..<bound`; `bound` must be at least 1.
    public mutating func below(_ bound: Int) -> Int {
        guard bound >= 1 else {
            trap(ShapeCheck("SeededGenerator.below", ["bound": [bound]]).error("the bound must be at least 1"))
        }
        // The high half of a 64×64-bit product: biased by less than bound / 2⁶⁴.
        return Int(UInt64(bound).multipliedFullWidth(by: next()).high)
    }

    /// A number of the standard normal distribution, by Marsaglia's polar method.
    public mutating func normal() -> Float {
        if let spare = spareNormal {
            spareNormal = nil
            return Float(spare)
        }
        while true {
            let x = 2 * unit() - 1
            let y = 2 * unit() - 1
            let square = x * x + y * y
            guard square > 0, square < 1 else { continue }
            let scale = (-2 * naturalLogarithm(square) / square).squareRoot()
            spareNormal = y * scale
            return Float(x * scale)
        }
    }
}

/// ln x for finite x > 0, to about 1 unit in the 15th digit.
///
/// x = m·2ᵉ with m in [√½, √2), and ln m = 2·artanh t = 2(t + t³/3 + t⁵/5 + …) with t = (m − 1)/(m + 1), |t| < 0.172.
func naturalLogarithm(_ x: Double) -> Double {
    var mantissa = x.significand
    var exponent = Double(x.exponent)
    if mantissa > 1.4142135623730951 {
        mantissa /= 2
        exponent += 1
    }
    let t = (mantissa - 1) / (mantissa + 1)
    let square = t * t
    var series = 0.0
    for denominator in stride(from: 21, through: 1, by: -2) {
        series = series * square + 1 / Double(denominator)
    }
    return 2 * t * series + exponent * 0.6931471805599453
}
