import ConvNet
import Testing

struct GradientClippingTests {
    private static func parameters() -> [Parameter] {
        zip([Tensor([3, 0]), Tensor([[-4]]), Tensor([100])], [false, false, true]).map { gradient, isFrozen in
            let parameter = Parameter("weight", shape: gradient.shape, .zeros)
            parameter.isFrozen = isFrozen
            parameter.gradient = gradient
            return parameter
        }
    }

    /// PyTorch's `clip_grad_norm_` of (3, 0) and (−4) to 1: divided by 5.000001.
    @Test func theNormIsThatOfAllTogether() {
        let parameters = Self.parameters()
        #expect(gradientNorm(of: parameters) == 5)
        clipGradients(of: parameters, by: .norm(1))
        #expect(parameters[0].gradient.isClose(to: Tensor([0.6, 0]), tolerance: 1e-6))
        #expect(parameters[1].gradient.isClose(to: Tensor([[-0.8]]), tolerance: 1e-6))
        #expect(parameters[2].gradient == Tensor([100]))
        let short = Self.parameters()
        clipGradients(of: short, by: .norm(5.1))
        #expect(short.map(\.gradient) == Self.parameters().map(\.gradient))
    }

    @Test func valuesAreCut() {
        let parameters = Self.parameters()
        clipGradients(of: parameters, by: .value(3.5))
        #expect(parameters.map(\.gradient) == [Tensor([3, 0]), Tensor([[-3.5]]), Tensor([100])])
    }
}
