import ConvNet
import Testing

struct ConvolutionGeometryTests {
    @Test(arguments: [
        (28, 5, 1, 0, 1, 24), (28, 5, 1, 2, 1, 28), (7, 3, 2, 0, 1, 3), (8, 3, 2, 0, 1, 3), (7, 3, 1, 0, 2, 3),
        (224, 7, 2, 3, 1, 112), (1, 1, 1, 0, 1, 1), (3, 3, 9, 0, 1, 1), (1, 3, 1, 1, 1, 1), (0, 1, 1, 1, 1, 2),
    ])
    func followsTheFormula(_ input: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int, _ output: Int) {
        #expect(
            convolutionOutputSize(input, kernel: kernel, stride: stride, padding: padding, dilation: dilation) == output
        )
    }

    /// The formula against what it stands for: placing windows one by one until the next one sticks out.
    @Test func countsTheWindowsThatFit() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let (input, kernel, stride) = (random.below(12), 1 + random.below(5), 1 + random.below(4))
            let (padding, dilation) = (random.below(5), 1 + random.below(3))
            var windows = 0
            while windows * stride + dilation * (kernel - 1) < input + 2 * padding { windows += 1 }
            let geometry = ConvolutionGeometry(
                kernel: Size2D(kernel, 1), stride: Size2D(stride, 1), padding: Size2D(padding, 0),
                dilation: Size2D(dilation, 1))
            let output = try? geometry.outputSize(Size2D(input, 1)).height
            #expect(output == (windows == 0 ? nil : windows))
        }
    }

    @Test func treatsTheAxesApart() throws {
        let geometry = ConvolutionGeometry(
            kernel: Size2D(3, 2), stride: Size2D(2, 1), padding: Size2D(0, 1), dilation: Size2D(1, 3))
        #expect(try geometry.outputSize(Size2D(7, 9)) == Size2D(3, 8))
    }

    @Test(arguments: [
        (ConvolutionGeometry(kernel: 0), "the kernel's height must be at least 1, but is 0"),
        (ConvolutionGeometry(kernel: 3, stride: Size2D(1, 0)), "the stride (width) must be at least 1, but is 0"),
        (ConvolutionGeometry(kernel: 3, padding: -1), "the padding (height) must not be negative, but is -1"),
        (ConvolutionGeometry(kernel: 3, dilation: 0), "the dilation (height) must be at least 1, but is 0"),
        (ConvolutionGeometry(kernel: Size2D(3, .max)), "the kernel is larger than the padded input"),
        (ConvolutionGeometry(kernel: 3, padding: Size2D(.max, 0)), "a number is too large: H + 2P = 5 + 2·"),
        (ConvolutionGeometry(kernel: 3, dilation: Size2D(1, .max)), "a number is too large: W + 2P = 5 + 2·0"),
        (
            ConvolutionGeometry(kernel: 3, stride: 2, dilation: 3),
            """
            D(K − 1) + 1 = 3·(3 − 1) + 1 = 7 > H + 2P = 5 + 2·0 = 5 (height), so that \
            ⌊(H + 2P − D(K − 1) − 1) / S⌋ + 1 = ⌊(5 + 2·0 − 3·(3 − 1) − 1) / 2⌋ + 1 is less than 1
            """
        ),
    ])
    func saysWhatIsWrong(_ geometry: ConvolutionGeometry, _ problem: String) {
        let error = #expect(throws: ShapeError.self) { try geometry.outputSize(5) }
        #expect(error?.operation == "convolution")
        #expect(error?.operands.first == .init("input", [5, 5]))
        #expect(error?.problem.contains(problem) == true, "\(error?.problem ?? "")")
    }

    @Test func theFunctionTraps() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = convolutionOutputSize(4, kernel: 7, padding: 1)
        }
        #expect(standardError(of: result, contains: "D(K − 1) + 1 = 1·(7 − 1) + 1 = 7 > H + 2P = 4 + 2·1 = 6"))
    }

    @Test func sizesComeFromOneNumberOrTwo() {
        let literal: Size2D = 3
        #expect(literal == Size2D(3, 3))
        #expect(literal == Size2D(3))
        #expect("\(Size2D(2, 5))" == "2×5")
    }

    @Test func errorsNameOperatorAndShapes() {
        let error = ShapeError(operation: "f", operands: [.init("a", [1, 2]), .init("b", [])], problem: "no")
        #expect("\(error)" == "f: a [1, 2], b []: no")
        #expect("\(ShapeError(operation: "f", operands: [], problem: "no"))" == "f: no")
    }
}
