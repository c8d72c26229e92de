import ConvNet
import Testing

/// What must hold for every geometry.
struct Conv2dPropertyTests {
    @Test(arguments: RandomConvolution.examples(320))
    func fastEqualsDirect(_ example: RandomConvolution) throws {
        let fast = example.forward(bias: example.bias)
        #expect(relativeError(fast, example.forwardDirect(bias: example.bias)) <= 1e-5)

        let gradient = try example.outputLike(seed: example.seed)
        let gradients = example.backward(gradient)
        let expected = example.backwardDirect(gradient)
        #expect(relativeError(gradients.input, expected.input) <= 1e-5)
        #expect(relativeError(gradients.weight, expected.weight) <= 1e-5)
        #expect(relativeError(gradients.bias, expected.bias) <= 1e-5)
    }

    /// ⟨conv(x), y⟩ = ⟨x, convᵀ(y)⟩, and likewise for the weight, in which a convolution is linear as well.
    @Test(arguments: RandomConvolution.examples(320))
    func backwardIsTheAdjointOfForward(_ example: RandomConvolution) throws {
        let y = try example.outputLike(seed: ~example.seed)
        let gradients = example.backward(y)
        let product = dot(example.forward(), y)
        // Sums of both signs may cancel; the error is measured against the sum without signs.
        let scale = dot(example.forward(example.input.map(abs), weight: example.weight.map(abs)), y.map(abs))
        #expect(abs(dot(example.input, gradients.input) - product) <= 1e-5 * scale)
        #expect(abs(dot(example.weight, gradients.weight) - product) <= 1e-5 * scale)
        #expect(abs(dot(Tensor.ones(gradients.bias.shape), gradients.bias) - dot(Tensor.ones(y.shape), y)) <= 1e-3)
    }

    /// A convolution is linear, so a central difference is exact for any step, and a step of 1 loses no digits.
    @Test(arguments: RandomConvolution.examples(40))
    func gradientsEqualNumericOnes(_ example: RandomConvolution) throws {
        let y = try example.outputLike(seed: example.seed)
        let gradients = example.backward(y)
        let input = numericGradient(of: { dot(example.forward($0, bias: example.bias), y) }, at: example.input, step: 1)
        let weight = numericGradient(of: { dot(example.forward(weight: $0), y) }, at: example.weight, step: 1)
        let bias = numericGradient(of: { dot(example.forward(bias: $0), y) }, at: example.bias, step: 1)
        #expect(relativeError(gradients.input, input) <= 1e-4)
        #expect(relativeError(gradients.weight, weight) <= 1e-4)
        #expect(relativeError(gradients.bias, bias) <= 1e-4)
    }

    /// An image moved by d strides gives an output moved by d.
    @Test(arguments: RandomConvolution.examples(100))
    func isEquivariantToShifts(_ example: RandomConvolution) {
        let (down, right) = (Int(example.seed % 3), Int(example.seed / 3 % 3))
        // A margin of zeros on every side, so that nothing moves out of the picture.
        let image = example.input.padded(Size2D(2 * example.stride.height, 2 * example.stride.width))
        var shifted = Tensor.zeros(image.shape)
        let (rows, columns) = (down * example.stride.height, right * example.stride.width)
        for (n, c) in pairs(image.shape[0], image.shape[1]) {
            for (y, x) in pairs(image.shape[2] - rows, image.shape[3] - columns) {
                shifted[n, c, y + rows, x + columns] = image[n, c, y, x]
            }
        }
        let unpadded = { (x: Tensor) in
            conv2d(
                x, weight: example.weight, stride: example.stride, dilation: example.dilation, groups: example.groups)
        }
        guard image.shape[2] > example.dilation.height * (example.kernel.height - 1),
            image.shape[3] > example.dilation.width * (example.kernel.width - 1)
        else { return }
        let (before, after) = (unpadded(image), unpadded(shifted))
        for (n, c) in pairs(before.shape[0], before.shape[1]) {
            for (y, x) in pairs(max(0, before.shape[2] - down), max(0, before.shape[3] - right)) {
                #expect(abs(after[n, c, y + down, x + right] - before[n, c, y, x]) <= 1e-4)
            }
        }
    }

    /// The textbook recipe, word for word: im2col, one product, reshape, transpose.
    @Test(arguments: RandomConvolution.examples(60).filter { $0.groups == 1 })
    func equalsTheTextbookRecipe(_ example: RandomConvolution) {
        let output = example.forwardDirect()
        let (batch, channels, height, width) = (
            output.shape[0], output.shape[1], output.shape[2], output.shape[3]
        )
        let columns = im2col(
            example.input, kernel: example.kernel, stride: example.stride, padding: example.padding,
            dilation: example.dilation)
        let product = matmul(columns, example.weight.reshaped(to: [channels, -1]).transposed)
        let result = product.reshaped(to: [batch, height, width, -1]).transposed(0, 3, 1, 2)
        #expect(relativeError(result, output) <= 1e-5)
    }

    private func pairs(_ a: Int, _ b: Int) -> [(Int, Int)] {
        (0..<a).flatMap { first in (0..<b).map { (first, $0) } }
    }
}
