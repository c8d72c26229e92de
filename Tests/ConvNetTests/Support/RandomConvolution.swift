import ConvNet
import Testing

/// A random legal convolution: its seed decides everything.
struct RandomConvolution: CustomTestStringConvertible, Sendable {
    let seed: UInt64
    let input: Tensor
    let weight: Tensor
    let bias: Tensor
    let stride: Size2D
    let padding: Size2D
    let dilation: Size2D
    let groups: Int

    /// So many of them, from seed 0 on.
    static func examples(_ count: Int) -> [RandomConvolution] {
        (0..<UInt64(count)).map(RandomConvolution.init(seed:))
    }

    init(seed: UInt64) {
        self.seed = seed
        var random = SeededGenerator(seed: seed)
        let groups = [1, 1, 2, 3][random.below(4)]
        let inShape = [1 + random.below(2), groups * (1 + random.below(2))]
        let outChannels = groups * (1 + random.below(5))
        var axes: [(input: Int, kernel: Int, stride: Int, padding: Int, dilation: Int)] = []
        while axes.count < 2 {
            let axis = (
                input: 1 + random.below(9), kernel: 1 + random.below(4), stride: 1 + random.below(3),
                padding: random.below(4), dilation: 1 + random.below(3)
            )
            if axis.input + 2 * axis.padding > axis.dilation * (axis.kernel - 1) { axes.append(axis) }
        }
        self.groups = groups
        stride = Size2D(axes[0].stride, axes[1].stride)
        padding = Size2D(axes[0].padding, axes[1].padding)
        dilation = Size2D(axes[0].dilation, axes[1].dilation)
        input = .randomNormal(shape: inShape + [axes[0].input, axes[1].input], seed: random.next())
        weight = .randomNormal(
            shape: [outChannels, inShape[1] / groups, axes[0].kernel, axes[1].kernel], seed: random.next())
        bias = .randomNormal(shape: [outChannels], seed: random.next())
    }

    var kernel: Size2D { Size2D(weight.shape[2], weight.shape[3]) }

    var testDescription: String {
        "seed \(seed): input \(input.shape), weight \(weight.shape), stride \(stride), padding \(padding), "
            + "dilation \(dilation), groups \(groups)"
    }

    func forward(_ input: Tensor? = nil, weight: Tensor? = nil, bias: Tensor? = nil) -> Tensor {
        conv2d(
            input ?? self.input, weight: weight ?? self.weight, bias: bias, stride: stride, padding: padding,
            dilation: dilation, groups: groups)
    }

    func forwardDirect(bias: Tensor? = nil) -> Tensor {
        conv2dDirect(
            input, weight: weight, bias: bias, stride: stride, padding: padding, dilation: dilation, groups: groups)
    }

    func backward(_ gradient: Tensor) -> Conv2dGradients {
        conv2dBackward(
            gradient, input: input, weight: weight, stride: stride, padding: padding, dilation: dilation,
            groups: groups)
    }

    func backwardDirect(_ gradient: Tensor) -> Conv2dGradients {
        conv2dBackwardDirect(
            gradient, input: input, weight: weight, stride: stride, padding: padding, dilation: dilation,
            groups: groups)
    }

    /// A random tensor of the output's shape.
    func outputLike(seed: UInt64) throws -> Tensor {
        .randomNormal(
            shape: try conv2dOutputShape(
                input: input.shape, weight: weight.shape, stride: stride, padding: padding, dilation: dilation,
                groups: groups), seed: seed)
    }
}
