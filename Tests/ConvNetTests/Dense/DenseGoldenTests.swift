import ConvNet
import Testing

/// PyTorch's linear layers, activations, softmax and losses, in double precision.
struct DenseGoldenTests {
    private static let tolerance: Float = 1e-5

    private static func cases(_ operations: String...) -> [GoldenCase] {
        goldenCases("dense").filter { operations.contains($0.operation) }
    }

    @Test(arguments: cases("linear"))
    func linearEqualsPyTorchs(_ golden: GoldenCase) throws {
        let (input, weight) = (try golden.tensor("input"), try golden.tensor("weight"))
        let bias = golden.tensors["bias"]
        for operation in [linear, linearDirect] {
            #expect(try relativeError(operation(input, weight, bias), golden.tensor("output")) <= Self.tolerance)
        }
        let layer = Linear(inFeatures: weight.shape[1], outFeatures: weight.shape[0], bias: bias != nil)
        layer.weight = weight
        layer.bias = bias
        #expect(try layer.outputShape(for: input.shape) == layer.forward(input).shape)
        #expect(
            try relativeError(layer.backward(golden.tensor("gradient")), golden.tensor("inputGradient"))
                <= Self.tolerance)
        #expect(try relativeError(layer.weightGradient, golden.tensor("weightGradient")) <= Self.tolerance)
        if let expected = golden.tensors["biasGradient"], let actual = layer.biasGradient {
            #expect(relativeError(actual, expected) <= Self.tolerance)
        }
    }

    @Test(arguments: cases("relu", "leakyReLU", "sigmoid", "tanh", "gelu", "geluTanh", "silu"))
    func activationsEqualPyTorchs(_ golden: GoldenCase) throws {
        let layers: [String: ActivationLayer] = [
            "relu": ReLU(), "leakyReLU": LeakyReLU(negativeSlope: 0.2), "sigmoid": Sigmoid(), "tanh": Tanh(),
            "gelu": GELU(), "geluTanh": GELU(approximatedByTanh: true), "silu": SiLU(),
        ]
        let layer = try #require(layers[golden.operation])
        let (input, output) = (try golden.tensor("input"), try golden.tensor("output"))
        let actual = layer.forward(input)
        #expect(relativeError(actual, output) <= Self.tolerance)
        // Element by element too: nothing is summed here. Only PyTorch's own 1 + erf and 1 − y² lose digits far out.
        for (a, b) in zip(actual.values, output.values) where abs(b) > 1e-6 {
            #expect(abs(a - b) <= 1e-5 * abs(b))
        }
        #expect(
            try relativeError(layer.backward(golden.tensor("gradient")), golden.tensor("inputGradient"))
                <= Self.tolerance)
    }

    @Test(arguments: cases("softmax", "logSoftmax"))
    func softmaxEqualsPyTorchs(_ golden: GoldenCase) throws {
        let (input, gradient) = (try golden.tensor("input"), try golden.tensor("gradient"))
        let axis = try golden.number("axis")
        let (output, back): (Tensor, Tensor)
        if golden.operation == "softmax" {
            let layer = Softmax(axis: axis)
            (output, back) = (layer.forward(input), layer.backward(gradient))
        } else {
            let layer = LogSoftmax(axis: axis)
            (output, back) = (layer.forward(input), layer.backward(gradient))
        }
        #expect(try relativeError(output, golden.tensor("output")) <= Self.tolerance)
        #expect(try relativeError(back, golden.tensor("inputGradient")) <= Self.tolerance)
    }

    @Test(arguments: cases("crossEntropy"))
    func crossEntropyEqualsPyTorchs(_ golden: GoldenCase) throws {
        let loss = CrossEntropyLoss(
            labelSmoothing: try #require(golden.options["smoothing"].flatMap(Double.init)),
            ignoreIndex: try golden.number("ignore"), reduction: golden.options["reduction"] == "sum" ? .sum : .mean)
        let targets = try golden.tensor("targets").values.map { Int($0) }
        let value = loss.forward(try golden.tensor("input"), targets: targets)
        #expect(try relativeError(Tensor(shape: [], [value]), golden.tensor("output")) <= Self.tolerance)
        #expect(try relativeError(loss.backward(), golden.tensor("inputGradient")) <= Self.tolerance)
    }

    @Test(arguments: cases("mse"))
    func meanSquaredErrorEqualsPyTorchs(_ golden: GoldenCase) throws {
        let loss = MSELoss(reduction: golden.options["reduction"] == "sum" ? .sum : .mean)
        let value = loss.forward(try golden.tensor("input"), target: try golden.tensor("target"))
        #expect(try relativeError(Tensor(shape: [], [value]), golden.tensor("output")) <= Self.tolerance)
        #expect(try relativeError(loss.backward(), golden.tensor("inputGradient")) <= Self.tolerance)
    }
}
