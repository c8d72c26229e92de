import ConvNet
import Testing

struct PaddingTests {
    private let row = Tensor(shape: [1, 1, 1, 3], [1, 2, 3])
    private let sides = EdgePadding(top: 0, bottom: 0, left: 2, right: 2)

    @Test func everyModeFillsItsCells() {
        #expect(pad2d(row, sides, mode: .zeros).values == [0, 0, 1, 2, 3, 0, 0])
        #expect(pad2d(row, sides, mode: .reflect).values == [3, 2, 1, 2, 3, 2, 1])
        #expect(pad2d(row, sides, mode: .replicate).values == [1, 1, 1, 2, 3, 3, 3])
        #expect(pad2d(row, sides, mode: .circular).values == [2, 3, 1, 2, 3, 1, 2])
        let zeros = pad2d(.arange(shape: [1, 2, 2, 3]), EdgePadding(Size2D(1, 2)), mode: .zeros)
        #expect(zeros == Tensor.arange(shape: [1, 2, 2, 3]).padded(Size2D(1, 2)))
    }

    @Test func sameGivesTheOddCellToTheEnd() throws {
        let same = try Conv2dPadding.same.edges(kernel: Size2D(3, 4), dilation: Size2D(2, 1))
        #expect(same == EdgePadding(top: 2, bottom: 2, left: 1, right: 2))
        #expect(throws: ShapeError.self) { try Conv2dPadding.same.edges(kernel: 3, stride: 2) }
        #expect(throws: ShapeError.self) { try Conv2dPadding.same.edges(kernel: Size2D(.max, 3), dilation: 3) }
        #expect(try Conv2dPadding.valid.edges(kernel: 3) == EdgePadding(0))
        #expect(Conv2dPadding.cells(2) == 2)
    }

    @Test(arguments: [(PaddingMode.reflect, 3, "at most 2"), (.circular, 4, "at most 3"), (.zeros, -1, "negative")])
    func namesTheRuleWithItsNumbers(_ mode: PaddingMode, _ cells: Int, _ rule: String) {
        let error = #expect(throws: ShapeError.self) {
            try pad2dOutputShape([1, 1, 3, 3], EdgePadding(top: cells, bottom: 0, left: 0, right: 0), mode: mode)
        }
        #expect(error?.description.contains(rule) == true, "\(error?.description ?? "")")
    }

    /// Padding is linear, so its backward pass is its adjoint.
    @Test(arguments: PaddingMode.allCases, 0..<40)
    func backwardIsTheAdjoint(_ mode: PaddingMode, _ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let x = Tensor.randomNormal(
            shape: [1 + random.below(2), 1 + random.below(2), 4 + random.below(3), 4 + random.below(3)], seed: seed)
        let padding = EdgePadding(
            top: random.below(4), bottom: random.below(4), left: random.below(4), right: random.below(4))
        let padded = pad2d(x, padding, mode: mode)
        let y = Tensor.randomNormal(shape: padded.shape, seed: ~seed)
        let back = pad2dBackward(y, inputShape: x.shape, padding, mode: mode)
        #expect(abs(dot(padded, y) - dot(x, back)) <= 1e-4)
    }

    /// PyTorch's `torch.nn.Conv2d` with `padding_mode`, and with `padding="same"`.
    @Test(arguments: goldenCases("conv2d-padding"))
    func layersEqualPyTorchs(_ golden: GoldenCase) throws {
        let weight = try golden.tensor("weight")
        let isSame = try golden.number("same") == 1
        let layer = Conv2d(
            inChannels: 2, outChannels: weight.shape[0], kernel: Size2D(weight.shape[2], weight.shape[3]),
            stride: try golden.size("stride"), padding: isSame ? .same : .cells(try golden.size("padding")),
            paddingMode: try #require(golden.options["mode"].flatMap(PaddingMode.init(rawValue:))),
            dilation: try golden.size("dilation"), groups: try golden.number("groups"), bias: false)
        layer.weight = weight
        let (input, output) = (try golden.tensor("input"), try golden.tensor("output"))
        #expect(relativeError(layer.forward(input), output) <= 1e-5)
        #expect(try layer.outputShape(for: input.shape) == output.shape)
        let gradient = layer.backward(try golden.tensor("gradient"))
        #expect(try relativeError(gradient, golden.tensor("inputGradient")) <= 1e-5)
        #expect(try relativeError(layer.weightGradient, golden.tensor("weightGradient")) <= 1e-5)
    }
}
