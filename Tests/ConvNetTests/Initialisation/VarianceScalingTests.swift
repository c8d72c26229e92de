import ConvNet
import Testing

struct VarianceScalingTests {
    @Test(arguments: goldenCases("training").filter { $0.operation == "initializer" })
    func deviationsAndBoundsEqualPyTorchs(_ golden: GoldenCase) throws {
        let shape = try golden.list("shape")
        let fan = Fan(shape)
        #expect(try [fan.input, fan.output] == golden.list("fans"))
        let leaky = VarianceScaling.gain(leakyReLU: 0.2)
        let rules: [VarianceScaling] = [.kaiming(), .kaiming(mode: .fanOut), .kaiming(gain: leaky), .xavier()]
        let deviations = rules.map { Float($0.standardDeviation(for: shape)) }
        let bounds = rules.map { Float($0.bound(for: shape)) }
        #expect(try relativeError(Tensor(deviations), golden.tensor("deviations")) <= 1e-6)
        #expect(try relativeError(Tensor(bounds), golden.tensor("bounds")) <= 1e-6)
    }

    @Test(arguments: [
        VarianceScaling.lecun(.normal), .lecun(.uniform), .xavier(.normal), .xavier(.uniform, gain: 2),
        .kaiming(.normal), .kaiming(.uniform, mode: .fanOut),
    ])
    func drawnWeightsHaveTheDeviation(_ rule: VarianceScaling) {
        let shape = [64, 32, 3, 3]
        let weight = Tensor.initialized(by: rule, shape: shape, seed: 5)
        let deviation = Float(rule.standardDeviation(for: shape))
        // Of 18,432 numbers: the standard error of both is below 1 % of σ.
        #expect(abs(weight.mean()) <= 0.03 * deviation)
        #expect(abs((weight * weight).mean().squareRoot() / deviation - 1) <= 0.03)
        #expect(weight == .initialized(by: rule, shape: shape, seed: 5))
        #expect(weight != .initialized(by: rule, shape: shape, seed: 6))
        if rule.distribution == .uniform {
            #expect(weight.map(abs).max() <= Float(rule.bound(for: shape)))
        } else {
            #expect(weight.map(abs).max() > Float(rule.bound(for: shape)))
        }
    }

    /// LeCun's keeps the size of a linear layer's signals, He's that of a ReLU's.
    @Test func signalsKeepTheirSize() {
        let x = Tensor.randomNormal(shape: [50, 256], seed: 1)
        let plain = linear(x, weight: .initialized(by: .lecun(), shape: [256, 256], seed: 2))
        #expect(abs((plain * plain).mean() - 1) < 0.1)
        var signal = x
        for layer in 0..<6 {
            let weight = Tensor.initialized(by: .kaiming(), shape: [256, 256], seed: UInt64(layer))
            signal = linear(layer == 0 ? signal : relu(signal), weight: weight)
        }
        #expect(abs((signal * signal).mean() / 2 - 1) < 0.4)
    }

    @Test func shapesWithoutFansAreErrors() {
        #expect(throws: ShapeError.self) { try Fan.validate([3]) }
        #expect(throws: ShapeError.self) { try Fan.validate([3, 0, 2, 2]) }
    }
}
