import ConvNet
import Testing

struct SeededGeneratorTests {
    /// The reference implementation's numbers for seed 1234567 (Vigna, splitmix64.c).
    @Test func isSplitMix64() {
        var generator = SeededGenerator(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in generator.next() }
                == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    /// Fixed, so that a chapter's numbers never change: bit by bit.
    @Test func normalNumbersNeverChange() {
        let values = Tensor.randomNormal(shape: [4], seed: 1).values
        #expect(values.map(\.bitPattern) == Self.normalBits)
    }

    private static let normalBits: [UInt32] = [1_054_597_417, 1_070_267_032, 1_055_503_487, 3_176_979_858]

    /// Mean 0, variance 1, fourth moment 3, over 200,000 numbers: each within four standard errors.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func normalNumbersHaveTheirMoments(_ seed: UInt64) {
        let x = Tensor.randomNormal(shape: [200_000], seed: seed)
        #expect(abs(x.mean()) < 0.009)
        #expect(abs((x * x).mean() - 1) < 0.0127)
        #expect(abs((x * x * x * x).mean() - 3) < 0.088)
    }

    @Test func uniformNumbersFillTheirRange() {
        let x = Tensor.randomUniform(shape: [10_000], in: -2...3, seed: 1)
        #expect(x.min() >= -2 && x.min() < -1.99)
        #expect(x.max() <= 3 && x.max() > 2.99)
        #expect(abs(x.mean() - 0.5) < 0.06)
    }

    @Test func belowStaysBelow() {
        var generator = SeededGenerator(seed: 3)
        var counts = [Int](repeating: 0, count: 5)
        for _ in 0..<10_000 { counts[generator.below(5)] += 1 }
        #expect(counts.allSatisfy { 1850 < $0 && $0 < 2150 })
    }
}
