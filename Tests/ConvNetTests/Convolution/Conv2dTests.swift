import ConvNet
import Testing

struct Conv2dTests {
    private let image = Tensor.arange(shape: [1, 1, 3, 3])

    @Test func sumsTheWindow() {
        #expect(conv2d(image, weight: .ones([1, 1, 2, 2])) == Tensor(shape: [1, 1, 2, 2], [8, 12, 20, 24]))
    }

    @Test func doesNotFlipTheKernel() {
        let weight = Tensor(shape: [1, 1, 2, 2], [1, 2, 3, 4])
        #expect(conv2d(image, weight: weight)[0, 0, 0, 0] == 27)  // 0·1 + 1·2 + 3·3 + 4·4
        #expect(conv2d(image, weight: weight.flipped)[0, 0, 0, 0] == 13)  // 0·4 + 1·3 + 3·2 + 4·1
    }

    @Test func addsTheBiasOfItsChannel() {
        let y = conv2d(.zeros([2, 1, 2, 2]), weight: .ones([3, 1, 2, 2]), bias: Tensor([1, -2, 3]))
        #expect(y == Tensor(shape: [2, 3, 1, 1], [1, -2, 3, 1, -2, 3]))
    }

    @Test func keepsGroupsApart() {
        let x = Tensor(shape: [1, 2, 1, 1], [3, 5])
        #expect(conv2d(x, weight: .ones([2, 1, 1, 1]), groups: 2).values == [3, 5])
        #expect(conv2d(x, weight: .ones([4, 1, 1, 1]), groups: 2).values == [3, 3, 5, 5])
        #expect(conv2d(x, weight: .ones([2, 2, 1, 1])).values == [8, 8])
    }

    @Test func takesAnEmptyBatch() {
        let x = Tensor.zeros([0, 2, 4, 4])
        let weight = Tensor.ones([3, 2, 3, 3])
        #expect(conv2d(x, weight: weight).shape == [0, 3, 2, 2])
        #expect(conv2dDirect(x, weight: weight).shape == [0, 3, 2, 2])
        for gradients in [
            conv2dBackward(.zeros([0, 3, 2, 2]), input: x, weight: weight),
            conv2dBackwardDirect(.zeros([0, 3, 2, 2]), input: x, weight: weight),
        ] {
            #expect(gradients.input == x)
            #expect(gradients.weight == .zeros(weight.shape))
            #expect(gradients.bias == .zeros([3]))
        }
    }

    @Test func seesOnePixelThroughItsPadding() {
        let x = Tensor(shape: [1, 1, 1, 1], [2])
        let weight = Tensor.arange(shape: [1, 1, 3, 3])
        // Each window covers the pixel with another tap: the kernel appears, turned by 180°.
        #expect(conv2d(x, weight: weight, padding: 2) == weight.flipped * 2)
    }

    /// The padded image would have 10¹² cells; only the windows' own cells may be touched.
    @Test func bearsExtremeDilationAndPadding() {
        let x = Tensor.arange(shape: [1, 1, 3, 3])
        let weight = Tensor(shape: [1, 1, 2, 2], [1, 2, 3, 4])
        let fast = conv2d(x, weight: weight, padding: 500_000, dilation: 1_000_000)
        #expect(fast == conv2dDirect(x, weight: weight, padding: 500_000, dilation: 1_000_000))
        // No tap but the padding's: the two are half a million cells to either side.
        #expect(fast == .zeros([1, 1, 3, 3]))
        #expect(conv2d(x, weight: .ones([1, 1, 1, 1]), dilation: Size2D(.max, .max)) == x)
        #expect(conv2d(x, weight: .ones([1, 1, 1, 1]), stride: Size2D(.max, .max)).values == [0])
    }

    /// Larger than one block of columns and one tile of the product in every direction.
    @Test func blocksDoNotShow() {
        let x = Tensor.randomNormal(shape: [1, 30, 20, 61], seed: 1)
        let weight = Tensor.randomNormal(shape: [5, 30, 5, 3], seed: 2)
        let fast = conv2d(x, weight: weight, padding: Size2D(2, 1))
        let expected = matmul(
            weight.reshaped(to: [5, -1]),
            unfold(x, kernel: Size2D(5, 3), padding: Size2D(2, 1)).reshaped(to: [450, -1]))
        #expect(relativeError(fast, expected.reshaped(to: fast.shape)) <= 1e-5)

        let gradient = Tensor.randomNormal(shape: fast.shape, seed: 3)
        let gradients = conv2dBackward(gradient, input: x, weight: weight, padding: Size2D(2, 1))
        #expect(abs(dot(x, gradients.input) / dot(fast, gradient) - 1) <= 1e-3)
        #expect(abs(dot(weight, gradients.weight) / dot(fast, gradient) - 1) <= 1e-3)
    }

    @Test func nanAndInfinitySpreadToTheWindowsThatSeeThem() {
        var x = Tensor.ones([1, 1, 3, 3])
        x[0, 0, 0, 0] = .nan
        x[0, 0, 2, 2] = .infinity
        for y in [conv2d(x, weight: .ones([1, 1, 2, 2])), conv2dDirect(x, weight: .ones([1, 1, 2, 2]))] {
            #expect(y[0, 0, 0, 0].isNaN)
            #expect(y[0, 0, 0, 1] == 4)
            #expect(y[0, 0, 1, 1] == .infinity)
        }
    }

    /// As PyTorch: padding is a true zero, and 0·∞ is NaN.
    @Test func infiniteWeightsMeetThePadding() {
        let weight = Tensor(repeating: .infinity, shape: [1, 1, 3, 3])
        for y in [
            conv2d(.ones([1, 1, 2, 2]), weight: weight, padding: 1),
            conv2dDirect(.ones([1, 1, 2, 2]), weight: weight, padding: 1),
        ] {
            #expect(y.values.allSatisfy { $0.isNaN })
        }
    }
}
