import ConvNet
import Testing

struct NormalisationTests {
    private static let tolerance: Float = 1e-5

    private static func cases(_ operation: String) -> [GoldenCase] {
        goldenCases("normalisation").filter { $0.operation == operation }
    }

    /// PyTorch's `batch_norm`, in double precision, with what it does to the running statistics.
    @Test(arguments: cases("batchNorm"))
    func batchNormEqualsPyTorchs(_ golden: GoldenCase) throws {
        let input = try golden.tensor("input")
        let layer = BatchNorm2d(channels: input.shape[1])
        layer.isTraining = try golden.number("training") == 1
        layer.weight = try golden.tensor("weight")
        layer.bias = try golden.tensor("bias")
        layer.runningMean = try golden.tensor("mean")
        layer.runningVariance = try golden.tensor("variance")
        #expect(try relativeError(layer.forward(input), golden.tensor("output")) <= Self.tolerance)
        #expect(try relativeError(layer.runningMean, golden.tensor("meanAfter")) <= Self.tolerance)
        #expect(try relativeError(layer.runningVariance, golden.tensor("varianceAfter")) <= Self.tolerance)
        let gradient = layer.backward(try golden.tensor("gradient"))
        try expectGradients(gradient, layer.weightGradient, layer.biasGradient, golden)
        if layer.isTraining {
            let output = batchNorm2d(input, weight: layer.weight, bias: layer.bias)
            #expect(try relativeError(output, golden.tensor("output")) <= Self.tolerance)
        }
    }

    @Test(arguments: cases("groupNorm"))
    func groupNormEqualsPyTorchs(_ golden: GoldenCase) throws {
        let input = try golden.tensor("input")
        let layer = GroupNorm(groups: try golden.number("groups"), channels: input.shape[1])
        layer.weight = try golden.tensor("weight")
        layer.bias = try golden.tensor("bias")
        #expect(try relativeError(layer.forward(input), golden.tensor("output")) <= Self.tolerance)
        let gradient = layer.backward(try golden.tensor("gradient"))
        try expectGradients(gradient, layer.weightGradient, layer.biasGradient, golden)
    }

    @Test(arguments: cases("instanceNorm"))
    func instanceNormEqualsPyTorchs(_ golden: GoldenCase) throws {
        let input = try golden.tensor("input")
        let layer = InstanceNorm2d(channels: input.shape[1], affine: golden.tensors["weight"] != nil)
        layer.weight = golden.tensors["weight"]
        layer.bias = golden.tensors["bias"]
        #expect(try relativeError(layer.forward(input), golden.tensor("output")) <= Self.tolerance)
        let gradient = layer.backward(try golden.tensor("gradient"))
        try expectGradients(gradient, layer.weightGradient, layer.biasGradient, golden)
    }

    @Test(arguments: cases("layerNorm"))
    func layerNormEqualsPyTorchs(_ golden: GoldenCase) throws {
        let input = try golden.tensor("input")
        let layer = LayerNorm(normalizedShape: input.shape.suffix(try golden.number("axes")))
        layer.weight = try golden.tensor("weight")
        layer.bias = try golden.tensor("bias")
        #expect(try relativeError(layer.forward(input), golden.tensor("output")) <= Self.tolerance)
        let gradient = layer.backward(try golden.tensor("gradient"))
        try expectGradients(gradient, layer.weightGradient, layer.biasGradient, golden)
    }

    private func expectGradients(_ input: Tensor, _ weight: Tensor?, _ bias: Tensor?, _ golden: GoldenCase) throws {
        // What is left of sums that cancel is rounding; PyTorch's own is not 0 there.
        let expected = try golden.tensor("inputGradient")
        #expect(expected.map(abs).max() < 1e-6 || relativeError(input, expected) <= Self.tolerance)
        #expect(input.maxAbsoluteDifference(from: expected) <= 1e-3)
        if let expected = golden.tensors["weightGradient"] {
            #expect(relativeError(try #require(weight), expected) <= Self.tolerance)
        }
        if let expected = golden.tensors["biasGradient"] {
            #expect(relativeError(try #require(bias), expected) <= Self.tolerance)
        }
    }

    @Test func oneGroupIsLayerNormAndAsManyAsChannelsInstanceNorm() {
        let x = Tensor.randomNormal(shape: [2, 4, 3, 5], seed: 1)
        #expect(relativeError(groupNorm(x, groups: 1), layerNorm(x, normalizedShape: [4, 3, 5])) <= 1e-6)
        #expect(groupNorm(x, groups: 4) == instanceNorm2d(x))
        // Batch normalisation of one image is instance normalisation.
        let one = Tensor.randomNormal(shape: [1, 4, 3, 5], seed: 2)
        #expect(batchNorm2d(one) == instanceNorm2d(one))
    }

    @Test func aGroupOfOneNumberBecomesItsShift() {
        #expect(groupNorm(.ones([1, 2, 1, 1]) * 3, groups: 2, bias: Tensor([5, 6])).values == [5, 6])
    }

    @Test func aLargeMeanCostsNoDigits() {
        let x = Tensor(shape: [1, 1, 1, 4], [10001, 10002, 10003, 10004])
        let small = Tensor(shape: [1, 1, 1, 4], [1, 2, 3, 4])
        #expect(relativeError(batchNorm2d(x), batchNorm2d(small)) <= 1e-6)
    }

    @Test func shapesThatDontFitAreErrors() throws {
        let error = #expect(throws: ShapeError.self) { try batchNorm2dOutputShape([1, 3, 1, 1], fromBatch: true) }
        #expect(error?.problem == "a channel's statistics need more than 1 number, but N·H·W = 1")
        #expect(try batchNorm2dOutputShape([1, 3, 1, 1], fromBatch: false) == [1, 3, 1, 1])
        #expect(throws: ShapeError.self) { try groupNormOutputShape([1, 3, 2, 2], groups: 2) }
        #expect(throws: ShapeError.self) { try groupNormOutputShape([1, 3, 2, 2], groups: 0) }
        #expect(throws: ShapeError.self) { try instanceNorm2dOutputShape([1, 3, 1, 1]) }
        #expect(throws: ShapeError.self) { try layerNormOutputShape([2, 3], normalizedShape: [2]) }
        #expect(throws: ShapeError.self) { try layerNormOutputShape([2, 3], normalizedShape: []) }
        #expect(throws: ShapeError.self) { try BatchNorm2d(channels: 2).outputShape(for: [2, 3, 4, 4]) }
    }

    @Test func countsWhatItLearns() {
        #expect(BatchNorm2d(channels: 64).parameterCount == 128)
        #expect(GroupNorm(groups: 4, channels: 8).parameterCount == 16)
        #expect(InstanceNorm2d(channels: 8).parameterCount == 0)
        #expect(LayerNorm(normalizedShape: [768]).parameterCount == 1536)
    }

    @Test func takesAnEmptyBatch() {
        let x = Tensor.zeros([0, 2, 3, 3])
        let layer = BatchNorm2d(channels: 2)
        layer.isTraining = false
        #expect(layer.backward(layer.forward(x)) == x)
        #expect(groupNorm(x, groups: 2) == x)
        #expect(layerNormBackward(x, input: x, normalizedShape: [3]).weight == .zeros([3]))
    }
}
