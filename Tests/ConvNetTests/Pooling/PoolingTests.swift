import ConvNet
import Testing

struct PoolingTests {
    @Test func theSizeRuleRoundsAsAsked() {
        #expect(poolingOutputSize(112, kernel: 3, stride: 2, padding: 1) == 56)
        #expect(poolingOutputSize(6, kernel: 3, stride: 2) == 2)
        #expect(poolingOutputSize(6, kernel: 3, stride: 2, ceilMode: true) == 3)
        // The third window would begin at 4 ≥ H + P = 4, so it is dropped.
        #expect(poolingOutputSize(3, kernel: 2, stride: 4, padding: 1, ceilMode: true) == 1)
        // In ceil mode a window may be larger than the image; one is enough.
        #expect(poolingOutputSize(2, kernel: 3, stride: 2, ceilMode: true) == 1)
        #expect(poolingOutputSize(5, kernel: 1, stride: .max, dilation: .max, ceilMode: true) == 1)
    }

    @Test(
        arguments: [
            ([1, 3, 4], 2, 2, 0, 1, "the input must have 4 axes [N, C, H, W], but has 3"),
            ([1, 0, 4, 4], 2, 2, 0, 1, "only the batch may be empty"),
            ([1, 1, 4, 4], 0, 2, 0, 1, "the kernel's height must be at least 1"),
            ([1, 1, 4, 4], 2, 0, 0, 1, "the stride (height) must be at least 1"),
            ([1, 1, 4, 4], 2, 2, -1, 1, "the padding (height) must not be negative"),
            ([1, 1, 4, 4], 2, 2, 0, 0, "the dilation (height) must be at least 1"),
            ([1, 1, 4, 4], 3, 2, 2, 1, "P = 2 > ⌊(D(K − 1) + 1) / 2⌋ = ⌊(1·(3 − 1) + 1) / 2⌋ = 1 (height)"),
            ([1, 1, 2, 4], 5, 2, 0, 1, "⌊(2 + 2·0 − 1·(5 − 1) − 1) / 2⌋ + 1 = -1 is less than 1 (height)"),
            ([1, 1, 4, 4], 3, 1, 0, Int.max, "a number is too large"),
        ] as [([Int], Int, Int, Int, Int, String)])
    func namesTheRuleWithItsNumbers(
        _ input: [Int], _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int, _ rule: String
    ) {
        let error = #expect(throws: ShapeError.self) {
            try pool2dOutputShape(
                input, kernel: Size2D(kernel), stride: Size2D(stride), padding: Size2D(padding),
                dilation: Size2D(dilation))
        }
        #expect(error?.description.contains(rule) == true, "\(error?.description ?? "")")
    }

    @Test func theFirstMaximumWinsAndTheLastNaN() {
        let tie = Tensor(shape: [1, 1, 1, 4], [7, 7, 1, 7])
        #expect(maxPool2dWithIndices(tie, kernel: Size2D(1, 4)).indices == [0])
        let nan = Tensor(shape: [1, 1, 1, 4], [1, .nan, .nan, 9])
        let result = maxPool2dWithIndices(nan, kernel: Size2D(1, 4))
        #expect(result.output.values[0].isNaN)
        #expect(result.indices == [2])
    }

    @Test func paddingNeverWins() {
        let x = Tensor(repeating: -5, shape: [1, 1, 2, 2])
        #expect(maxPool2d(x, kernel: 2, stride: 2, padding: 1) == x)
        // A plane of −∞ still has a first cell.
        let empty = maxPool2dWithIndices(Tensor(repeating: -.infinity, shape: [1, 1, 2, 2]), kernel: 2)
        #expect(empty.output.values == [-.infinity])
        #expect(empty.indices == [0])
    }

    @Test func aWindowThatSeesNothingGivesNothingBack() {
        // Taps at −1 and 1 of an image of one cell.
        let x = Tensor.ones([1, 1, 1, 1])
        let result = maxPool2dWithIndices(x, kernel: 2, stride: 1, padding: 1, dilation: 2)
        #expect(result.output.values == [-.infinity])
        #expect(result.indices == [-1])
        #expect(maxPool2dBackward(x, input: x, kernel: 2, stride: 1, padding: 1, dilation: 2) == x * 0)
    }

    @Test func takesAnEmptyBatch() {
        let x = Tensor.zeros([0, 2, 4, 4])
        #expect(maxPool2d(x, kernel: 2).shape == [0, 2, 2, 2])
        #expect(avgPool2dBackward(avgPool2d(x, kernel: 2), inputShape: x.shape, kernel: 2) == x)
        #expect(lpPool2d(x, p: 2, kernel: 2).shape == [0, 2, 2, 2])
        #expect(adaptiveMaxPool2d(x, outputSize: 3).shape == [0, 2, 3, 3])
        #expect(globalAvgPool2d(x).shape == [0, 2, 1, 1])
    }

    @Test func theThreeLPConventionsDiffer() {
        let x = Tensor(shape: [1, 1, 1, 2], [3, -4])
        let pool = { (p: Double, convention: LPConvention) in
            lpPool2d(x, p: p, kernel: Size2D(1, 2), convention: convention).values[0]
        }
        #expect(LPConvention.allCases.map { pool(1, $0) } == [-1, 7, 3.5])
        #expect(LPConvention.allCases.map { pool(2, $0) } == [5, 5, Float(12.5.squareRoot())])
        #expect(pool(3, .pytorch).isNaN)
        #expect(pool(.infinity, .absolute) == 4)
        #expect(pool(.infinity, .meanNormalised) == 4)
        #expect(abs(pool(200, .meanNormalised) - 4) < 0.02)
    }

    @Test(arguments: LPConvention.allCases, [1, 2, 3, 1.5])
    func lpGradientsEqualNumericOnes(_ convention: LPConvention, _ p: Double) {
        // PyTorch's convention is NaN for roots of negative numbers; none is near 0, where a magnitude has a corner.
        let random = Tensor.randomUniform(shape: [1, 2, 5, 4], in: 0.5...2, seed: 3)
        let sign = Tensor.randomNormal(shape: random.shape, seed: 4).map { $0 < 0 ? -1 : 1 }
        let x = convention == .pytorch ? random : random * sign
        let pool = { (x: Tensor) in
            lpPool2d(x, p: p, kernel: 3, stride: 2, padding: 1, ceilMode: true, convention: convention)
        }
        let delta = Tensor.randomNormal(shape: pool(x).shape, seed: 5)
        let gradient = lpPool2dBackward(
            delta, input: x, p: p, kernel: 3, stride: 2, padding: 1, ceilMode: true, convention: convention)
        let expected = numericGradient(of: { dot(pool($0), delta) }, at: x, step: 1e-2)
        #expect(relativeError(gradient, expected) <= 1e-3)
    }

    @Test func misuseTraps() async {
        let early = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = MaxPool2d(kernel: 2).backward(.ones([1, 1, 2, 2]))
        }
        #expect(standardError(of: early, contains: "MaxPool2d.backward: gradient [1, 1, 2, 2]: forward(_:) must run"))
        let exponent = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = lpPool2d(.ones([1, 1, 2, 2]), p: 0, kernel: 2)
        }
        #expect(standardError(of: exponent, contains: "lpPool2d: input [1, 1, 2, 2]: p must be greater than 0"))
        let divisor = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = avgPool2d(.ones([1, 1, 2, 2]), kernel: 2, divisorOverride: 0)
        }
        #expect(standardError(of: divisor, contains: "the divisor must not be 0"))
    }
}
