import ConvNet
import Testing

/// PyTorch's results, in double precision.
struct Conv2dGoldenTests {
    static let tolerance: Float = 1e-5

    @Test func thereAreEnoughCases() {
        #expect(goldenCases("conv2d").count >= 60)
    }

    @Test(arguments: goldenCases("conv2d"))
    func outputsEqualPyTorchs(_ golden: GoldenCase) throws {
        let (input, weight) = (try golden.tensor("input"), try golden.tensor("weight"))
        let (stride, padding) = (try golden.size("stride"), try golden.size("padding"))
        let (dilation, groups) = (try golden.size("dilation"), try golden.number("groups"))
        let bias = golden.tensors["bias"]
        let expected = try golden.tensor("output")

        let fast = conv2d(
            input, weight: weight, bias: bias, stride: stride, padding: padding, dilation: dilation, groups: groups)
        let direct = conv2dDirect(
            input, weight: weight, bias: bias, stride: stride, padding: padding, dilation: dilation, groups: groups)
        #expect(relativeError(fast, expected) <= Self.tolerance)
        #expect(relativeError(direct, expected) <= Self.tolerance)
    }

    @Test(arguments: goldenCases("conv2d"))
    func gradientsEqualPyTorchs(_ golden: GoldenCase) throws {
        let (input, weight) = (try golden.tensor("input"), try golden.tensor("weight"))
        let (stride, padding) = (try golden.size("stride"), try golden.size("padding"))
        let (dilation, groups) = (try golden.size("dilation"), try golden.number("groups"))
        let gradient = try golden.tensor("gradient")

        let fast = conv2dBackward(
            gradient, input: input, weight: weight, stride: stride, padding: padding, dilation: dilation,
            groups: groups)
        let direct = conv2dBackwardDirect(
            gradient, input: input, weight: weight, stride: stride, padding: padding, dilation: dilation,
            groups: groups)
        for gradients in [fast, direct] {
            #expect(try relativeError(gradients.input, golden.tensor("inputGradient")) <= Self.tolerance)
            #expect(try relativeError(gradients.weight, golden.tensor("weightGradient")) <= Self.tolerance)
            if let expected = golden.tensors["biasGradient"] {
                #expect(relativeError(gradients.bias, expected) <= Self.tolerance)
            }
        }
    }
}
