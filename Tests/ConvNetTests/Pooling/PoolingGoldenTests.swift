import ConvNet
import Testing

/// PyTorch's poolings, in double precision.
struct PoolingGoldenTests {
    static let tolerance: Float = 1e-5

    private static func cases(_ operation: String) -> [GoldenCase] {
        goldenCases("pooling").filter { $0.operation == operation }
    }

    @Test func thereAreEnoughCases() {
        #expect(goldenCases("pooling").count >= 150)
    }

    @Test(arguments: cases("max"))
    func maxEqualsPyTorchs(_ golden: GoldenCase) throws {
        let input = try golden.tensor("input")
        let layer = MaxPool2d(
            kernel: try golden.size("kernel"), stride: try golden.size("stride"), padding: try golden.size("padding"),
            dilation: try golden.size("dilation"), ceilMode: try golden.number("ceil") == 1)
        #expect(try layer.outputShape(for: input.shape) == golden.tensor("output").shape)
        #expect(try layer.forward(input) == golden.tensor("output"))
        #expect(try layer.indices == golden.tensor("indices").values.map { Int($0) })
        try expectGradient(layer.backward(golden.tensor("gradient")), golden)
        try expectGradient(
            maxPool2dBackward(
                golden.tensor("gradient"), input: input, kernel: layer.kernel, stride: layer.stride,
                padding: layer.padding, dilation: layer.dilation, ceilMode: layer.ceilMode), golden)
    }

    @Test(arguments: cases("avg"))
    func averageEqualsPyTorchs(_ golden: GoldenCase) throws {
        let divisor = try golden.number("divisor")
        let layer = AvgPool2d(
            kernel: try golden.size("kernel"), stride: try golden.size("stride"), padding: try golden.size("padding"),
            ceilMode: try golden.number("ceil") == 1, countIncludePad: try golden.number("include") == 1,
            divisorOverride: divisor == 0 ? nil : divisor)
        #expect(try relativeError(layer.forward(golden.tensor("input")), golden.tensor("output")) <= Self.tolerance)
        try expectGradient(layer.backward(golden.tensor("gradient")), golden)
    }

    @Test(arguments: cases("lp"))
    func lpEqualsPyTorchs(_ golden: GoldenCase) throws {
        let layer = LPPool2d(
            p: try #require(golden.options["p"].flatMap(Double.init)), kernel: try golden.size("kernel"),
            stride: try golden.size("stride"), ceilMode: try golden.number("ceil") == 1)
        let output = layer.forward(try golden.tensor("input"))
        let (actual, expected) = withoutNaN(output, try golden.tensor("output"))
        #expect(relativeError(actual, expected) <= Self.tolerance)
        let gradient = layer.backward(try golden.tensor("gradient"))
        let (actualGradient, expectedGradient) = withoutNaN(gradient, try golden.tensor("inputGradient"))
        #expect(relativeError(actualGradient, expectedGradient) <= Self.tolerance)
    }

    @Test(arguments: cases("adaptiveAvg"))
    func adaptiveAverageEqualsPyTorchs(_ golden: GoldenCase) throws {
        let layer = AdaptiveAvgPool2d(outputSize: try golden.size("outputSize"))
        let (input, output) = (try golden.tensor("input"), try golden.tensor("output"))
        #expect(relativeError(layer.forward(input), output) <= Self.tolerance)
        #expect(try layer.outputShape(for: input.shape) == output.shape)
        try expectGradient(layer.backward(golden.tensor("gradient")), golden)
        if layer.outputSize == 1 {
            let global = GlobalAvgPool2d()
            #expect(relativeError(global.forward(input), output) <= Self.tolerance)
            try expectGradient(global.backward(golden.tensor("gradient")), golden)
        }
    }

    @Test(arguments: cases("adaptiveMax"))
    func adaptiveMaxEqualsPyTorchs(_ golden: GoldenCase) throws {
        let layer = AdaptiveMaxPool2d(outputSize: try golden.size("outputSize"))
        let input = try golden.tensor("input")
        #expect(try layer.forward(input) == golden.tensor("output"))
        let result = adaptiveMaxPool2dWithIndices(input, outputSize: layer.outputSize)
        #expect(try result.indices == golden.tensor("indices").values.map { Int($0) })
        try expectGradient(layer.backward(golden.tensor("gradient")), golden)
    }

    private func expectGradient(_ actual: Tensor, _ golden: GoldenCase) throws {
        #expect(try relativeError(actual, golden.tensor("inputGradient")) <= Self.tolerance)
    }

    /// Both with 0 where the other is NaN as well, so that the rest can be compared.
    private func withoutNaN(_ a: Tensor, _ b: Tensor) -> (Tensor, Tensor) {
        guard a.shape == b.shape else { return (a, b) }
        let pairs = zip(a.values, b.values).map { $0.isNaN && $1.isNaN ? (0, 0) : ($0, $1) }
        return (Tensor(shape: a.shape, pairs.map(\.0)), Tensor(shape: b.shape, pairs.map(\.1)))
    }
}
