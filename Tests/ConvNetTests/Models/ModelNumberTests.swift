import ConvNet
import Foundation
import Testing

/// Networks with weights by a formula, against the same networks of torchvision (Tools/golden/make_models.py).
struct ModelNumberTests {
    private enum Kind { case spread, small, weight }

    /// The formula of make_models.py: integers only, so that both sides make the same numbers.
    private static func formula(_ shape: [Int], index: Int, _ kind: Kind) -> Tensor {
        let exponent = floor(log2(sqrt(6 / Double(shape.dropFirst().reduce(1, *)))))
        let values = (0..<shape.reduce(1, *)).map { place -> Float in
            var mixed = (UInt64(place) + UInt64(7919 * (index + 1))) &* 2_654_435_761 & 0xFFFF_FFFF
            mixed ^= mixed >> 15
            mixed = mixed &* 2_246_822_519 & 0xFFFF_FFFF
            mixed ^= mixed >> 13
            let unit = Double(mixed >> 8) / 0x1p24
            return switch kind {
            case .spread: Float(0.5 + unit)
            case .small: Float(0.25 * unit - 0.125)
            case .weight: Float((2 * unit - 1) * exp2(exponent))
            }
        }
        return Tensor(shape: shape, values)
    }

    private static func kind(_ path: String, _ shape: [Int]) -> Kind {
        if path.hasSuffix("running_var") || (path.hasSuffix("weight") && shape.count == 1) { return .spread }
        return shape.count == 1 ? .small : .weight
    }

    @Test(arguments: goldenCases("model-numbers"))
    func outputsAndGradientsAreTorchvisions(_ golden: GoldenCase) throws {
        let model: Sequential? =
            switch golden.operation {
            case "resNet18": resNet18(classes: 10)
            case "mobileNetV2": mobileNetV2(classes: 10)
            case "uNet": uNet(classes: 3, inChannels: 1, width: 4, depth: 2)
            case "smallVisionTransformer": smallVisionTransformer()
            default: nil
            }
        let network = try #require(model)
        network.isTraining = false
        let state = network.namedState.sorted { $0.path < $1.path }
        for (index, (path, tensor)) in state.enumerated() {
            tensor.value = Self.formula(tensor.shape, index: index, Self.kind(path, tensor.shape))
        }
        let x = Self.formula(try golden.list("input"), index: 999, .small) * 8
        let output = network.forward(x)
        #expect(try relativeError(output, golden.tensor("output")) <= 1e-4)

        let gradient = network.backward(Self.formula(output.shape, index: 998, .small) * 8)
        try expectNorm(of: gradient, golden.tensor("inputGradientNorm"), "input")
        for (path, parameter) in network.namedParameters {
            try expectNorm(of: parameter.gradient, golden.tensor(path), path)
        }
    }

    private func expectNorm(of tensor: Tensor, _ expected: Tensor, _ name: String) throws {
        let norm = dot(tensor, tensor).squareRoot()
        // A gradient that cancels to nearly nothing has no digits left to compare.
        #expect(abs(norm - Double(expected.values[0])) <= 1e-3 * max(norm, 1e-3), "\(name)")
    }
}
