/// SplitMix64 (Steele, Lea and Flood, 2014): the same chances from the same seed on every machine, and in every language it is
/// ported to.
package struct ChanceGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// Seeded by a text: FNV-1a over its UTF-8, mixed with a number.
    package init(seed: UInt64 = 0, for text: String) { self.init(seed: ChanceGenerator.seed(seed, for: text)) }

    /// The seed of something that has a name, out of a seed for everything.
    package static func seed(_ seed: UInt64 = 0, for text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in 0 ..< 1.
    package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A whole number in 0 ..< bound: the high half of a product, with no bias worth speaking of.
    package mutating func number(below bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(max(bound, 1))).high)
    }

    package mutating func happens(_ probability: Double) -> Bool { unit() < probability }
}
