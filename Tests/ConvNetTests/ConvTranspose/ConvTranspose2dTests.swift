import ConvNet
import Testing

struct ConvTranspose2dTests {
    @Test func theSizeFormula() {
        #expect(convTransposeOutputSize(4, kernel: 2, stride: 2) == 8)
        #expect(convTransposeOutputSize(4, kernel: 3, stride: 2, padding: 1) == 7)
        #expect(convTransposeOutputSize(4, kernel: 3, stride: 2, padding: 1, outputPadding: 1) == 8)
        #expect(convTransposeOutputSize(1, kernel: 1, outputPadding: 2, dilation: 3) == 3)
    }

    @Test func everyCellStampsTheKernel() {
        let x = Tensor(shape: [1, 1, 2, 2], [1, 2, 3, 4])
        let y = convTranspose2d(x, weight: .ones([1, 1, 2, 2]), stride: 2)
        #expect(y.values == [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4])
        // The output padding is on one side only, and holds the bias.
        let padded = convTranspose2d(
            .ones([1, 1, 1, 1]), weight: .ones([1, 1, 1, 1]), bias: Tensor([5]), stride: 2, outputPadding: Size2D(0, 1))
        #expect(padded == Tensor(shape: [1, 1, 1, 2], [6, 5]))
    }

    @Test(
        arguments: [
            ([1, 3, 4], [3, 2, 3, 3], nil, 1, 0, 0, 1, "the input must have 4 axes [N, Cin, H, W], but has 3"),
            ([1, 3, 4, 4], [2, 3, 3, 3], nil, 1, 0, 0, 1, "with Cin = 3, but has 2"),
            ([1, 3, 4, 4], [3, 2, 3, 3], [3], 1, 0, 0, 1, "the bias must be [Cout] = [2]"),
            ([1, 3, 4, 4], [3, 2, 3, 3], nil, 1, 0, 0, 2, "Cin = 3 input channels can't be split into groups = 2"),
            ([1, 3, 4, 4], [3, 2, 3, 3], nil, 2, 0, 2, 1, "OP = 2, S = 2, D = 1 (height)"),
            (
                [1, 3, 1, 4], [3, 2, 2, 3], nil, 1, 1, 0, 1,
                "(1 − 1)·1 − 2·1 + 1·(2 − 1) + 0 + 1 = 0 is less than 1 (height)"
            ),
            ([1, 3, 4, 4], [3, 2, 3, 3], nil, Int.max, 0, 0, 1, "a number is too large"),
        ] as [([Int], [Int], [Int]?, Int, Int, Int, Int, String)])
    func namesTheRuleWithItsNumbers(
        _ input: [Int], _ weight: [Int], _ bias: [Int]?, _ stride: Int, _ padding: Int, _ extra: Int, _ groups: Int,
        _ rule: String
    ) {
        let error = #expect(throws: ShapeError.self) {
            try convTranspose2dOutputShape(
                input: input, weight: weight, bias: bias, stride: Size2D(stride), padding: Size2D(padding),
                outputPadding: Size2D(extra), groups: groups)
        }
        #expect(error?.description.contains(rule) == true, "\(error?.description ?? "")")
    }

    @Test func theLayerIsTheFunctionWithItsWeights() throws {
        let layer = ConvTranspose2d(
            inChannels: 4, outChannels: 6, kernel: Size2D(3, 2), stride: 2, padding: 1, outputPadding: Size2D(1, 0),
            groups: 2, seed: 4)
        #expect(layer.weight.shape == [4, 3, 3, 2])
        #expect(layer.parameterCount == 4 * 3 * 6 + 6)
        #expect(layer.macs(for: [2, 4, 5, 3]) == 2 * 4 * 15 * 3 * 6)
        let x = Tensor.randomNormal(shape: [2, 4, 5, 3], seed: 1)
        let y = layer.forward(x)
        #expect(try layer.outputShape(for: x.shape) == y.shape)
        let options = (stride: Size2D(2), padding: Size2D(1), outputPadding: Size2D(1, 0))
        #expect(
            y
                == convTranspose2d(
                    x, weight: layer.weight, bias: layer.bias, stride: options.stride, padding: options.padding,
                    outputPadding: options.outputPadding, groups: 2))
        let expected = convTranspose2dBackward(
            y, input: x, weight: layer.weight, stride: options.stride, padding: options.padding,
            outputPadding: options.outputPadding, groups: 2)
        #expect(layer.backward(y) == expected.input)
        #expect(layer.weightGradient == expected.weight)
        #expect(layer.biasGradient == expected.bias)
    }

    /// ⟨conv2d(x), y⟩ = ⟨x, convTranspose2d(y)⟩, with the output padding that brings the size back.
    @Test(arguments: RandomConvolution.examples(200))
    func isTheAdjointOfConv2d(_ example: RandomConvolution) throws {
        let y = try example.outputLike(seed: example.seed)
        let back = { (length: Int, input: Int, kernel: Int, stride: Int, padding: Int, dilation: Int) in
            length - ((input - 1) * stride - 2 * padding + dilation * (kernel - 1) + 1)
        }
        let extra = Size2D(
            back(
                example.input.shape[2], y.shape[2], example.kernel.height, example.stride.height,
                example.padding.height, example.dilation.height),
            back(
                example.input.shape[3], y.shape[3], example.kernel.width, example.stride.width, example.padding.width,
                example.dilation.width))
        let arguments = (example.stride, example.padding, example.dilation, example.groups)
        let fast = convTranspose2d(
            y, weight: example.weight, stride: arguments.0, padding: arguments.1, outputPadding: extra,
            dilation: arguments.2, groups: arguments.3)
        let direct = convTranspose2dDirect(
            y, weight: example.weight, stride: arguments.0, padding: arguments.1, outputPadding: extra,
            dilation: arguments.2, groups: arguments.3)
        #expect(relativeError(fast, direct) <= 1e-5)
        #expect(fast == example.backward(y).input)
        let scale = dot(example.forward(example.input.map(abs), weight: example.weight.map(abs)), y.map(abs))
        #expect(abs(dot(example.forward(), y) - dot(example.input, fast)) <= 1e-5 * scale)

        let delta = example.input
        let gradients = convTranspose2dBackward(
            delta, input: y, weight: example.weight, stride: arguments.0, padding: arguments.1, outputPadding: extra,
            dilation: arguments.2, groups: arguments.3)
        let expected = convTranspose2dBackwardDirect(
            delta, input: y, weight: example.weight, stride: arguments.0, padding: arguments.1, outputPadding: extra,
            dilation: arguments.2, groups: arguments.3)
        #expect(relativeError(gradients.input, expected.input) <= 1e-5)
        #expect(relativeError(gradients.weight, expected.weight) <= 1e-5)
        #expect(gradients.bias == expected.bias)
    }
}

/// PyTorch's results, in double precision.
struct ConvTranspose2dGoldenTests {
    @Test(arguments: goldenCases("conv-transpose2d"))
    func equalsPyTorchs(_ golden: GoldenCase) throws {
        let (input, weight) = (try golden.tensor("input"), try golden.tensor("weight"))
        let (stride, padding) = (try golden.size("stride"), try golden.size("padding"))
        let (extra, dilation) = (try golden.size("outputPadding"), try golden.size("dilation"))
        let groups = try golden.number("groups")
        let expected = try golden.tensor("output")
        for operation in [convTranspose2d, convTranspose2dDirect] {
            let output = operation(input, weight, golden.tensors["bias"], stride, padding, extra, dilation, groups)
            #expect(relativeError(output, expected) <= 1e-5)
        }
        for operation in [convTranspose2dBackward, convTranspose2dBackwardDirect] {
            let gradients = operation(
                try golden.tensor("gradient"), input, weight, stride, padding, extra, dilation, groups)
            #expect(try relativeError(gradients.input, golden.tensor("inputGradient")) <= 1e-5)
            #expect(try relativeError(gradients.weight, golden.tensor("weightGradient")) <= 1e-5)
            if let bias = golden.tensors["biasGradient"] { #expect(relativeError(gradients.bias, bias) <= 1e-5) }
        }
    }
}
