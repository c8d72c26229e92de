import ConvNet
import Testing

/// A random legal pooling: its seed decides everything.
struct RandomPooling: CustomTestStringConvertible, Sendable {
    let seed: UInt64
    let input: Tensor
    let kernel: Size2D
    let stride: Size2D
    let padding: Size2D
    let dilation: Size2D
    let ceilMode: Bool

    static func examples(_ count: Int, dilated: Bool) -> [RandomPooling] {
        (0..<UInt64(count)).map { RandomPooling(seed: $0, dilated: dilated) }
    }

    init(seed: UInt64, dilated: Bool) {
        self.seed = seed
        var random = SeededGenerator(seed: seed)
        let isCeiling = random.below(2) == 1
        var axes: [(input: Int, kernel: Int, stride: Int, padding: Int, dilation: Int)] = []
        while axes.count < 2 {
            let dilation = dilated ? 1 + random.below(3) : 1
            let kernel = 1 + random.below(4)
            let axis = (
                input: 1 + random.below(9), kernel: kernel, stride: 1 + random.below(4),
                padding: random.below((dilation * (kernel - 1) + 1) / 2 + 1), dilation: dilation
            )
            if axis.input + 2 * axis.padding > dilation * (kernel - 1) { axes.append(axis) }
        }
        ceilMode = isCeiling
        kernel = Size2D(axes[0].kernel, axes[1].kernel)
        stride = Size2D(axes[0].stride, axes[1].stride)
        padding = Size2D(axes[0].padding, axes[1].padding)
        dilation = Size2D(axes[0].dilation, axes[1].dilation)
        input = .randomNormal(
            shape: [1 + random.below(2), 1 + random.below(2), axes[0].input, axes[1].input], seed: random.next())
    }

    var testDescription: String {
        "seed \(seed): input \(input.shape), kernel \(kernel), stride \(stride), padding \(padding), "
            + "dilation \(dilation), ceil \(ceilMode)"
    }
}

struct PoolingPropertyTests {
    @Test(arguments: RandomPooling.examples(250, dilated: true))
    func maxEqualsItsDefinition(_ example: RandomPooling) {
        let fast = maxPool2dWithIndices(
            example.input, kernel: example.kernel, stride: example.stride, padding: example.padding,
            dilation: example.dilation, ceilMode: example.ceilMode)
        let direct = maxPool2dDirect(
            example.input, kernel: example.kernel, stride: example.stride, padding: example.padding,
            dilation: example.dilation, ceilMode: example.ceilMode)
        #expect(fast.output == direct)
        let plane = example.input.shape[2] * example.input.shape[3]
        let positions = fast.output.shape[2] * fast.output.shape[3]
        for (index, place) in fast.indices.enumerated() where place >= 0 {
            #expect(example.input.values[index / positions * plane + place] == fast.output.values[index])
        }
        // What comes back is what went in, but for windows that see no cell.
        let seen = fast.indices.count { $0 >= 0 }
        let back = maxPool2dBackward(
            .ones(fast.output.shape), input: example.input, kernel: example.kernel, stride: example.stride,
            padding: example.padding, dilation: example.dilation, ceilMode: example.ceilMode)
        #expect(back.sum() == Float(seen))
    }

    /// Average pooling is linear, so its backward pass is its adjoint: ⟨pool(x), y⟩ = ⟨x, back(y)⟩.
    @Test(arguments: RandomPooling.examples(250, dilated: true))
    func averageEqualsItsDefinitionAndAdjoint(_ example: RandomPooling) {
        for (countIncludePad, divisor) in [(true, nil), (false, nil), (true, 7)] as [(Bool, Int?)] {
            let fast = avgPool2d(
                example.input, kernel: example.kernel, stride: example.stride, padding: example.padding,
                dilation: example.dilation, ceilMode: example.ceilMode, countIncludePad: countIncludePad,
                divisorOverride: divisor)
            let direct = avgPool2dDirect(
                example.input, kernel: example.kernel, stride: example.stride, padding: example.padding,
                dilation: example.dilation, ceilMode: example.ceilMode, countIncludePad: countIncludePad,
                divisorOverride: divisor)
            #expect(fast == direct)
            let y = Tensor.randomNormal(shape: fast.shape, seed: example.seed)
            let back = avgPool2dBackward(
                y, inputShape: example.input.shape, kernel: example.kernel, stride: example.stride,
                padding: example.padding, dilation: example.dilation, ceilMode: example.ceilMode,
                countIncludePad: countIncludePad, divisorOverride: divisor)
            #expect(abs(dot(fast, y) - dot(example.input, back)) <= 1e-4)
        }
    }
}
