import ConvNet
import Testing

struct InterpolateTests {
    static let modes: [InterpolationMode] = [
        .nearest, .nearestExact, .bilinear(alignCorners: false), .bilinear(alignCorners: true),
    ]

    @Test func theFourModesDiffer() {
        let x = Tensor(shape: [1, 1, 1, 2], [0, 4])
        let wide = Self.modes.map { interpolate(x, size: Size2D(1, 4), mode: $0).values }
        #expect(wide[0] == [0, 0, 4, 4] && wide[1] == [0, 0, 4, 4])
        #expect(wide[2] == [0, 1, 3, 4])
        #expect(wide[3].map { ($0 * 3).rounded() } == [0, 4, 8, 12])
        let y = Tensor.arange(shape: [1, 1, 1, 5])
        #expect(interpolate(y, size: Size2D(1, 2)).values == [0, 2])
        #expect(interpolate(y, size: Size2D(1, 2), mode: .nearestExact).values == [1, 3])
    }

    /// Nothing is interpolated at the image's own size, and a constant stays one at any.
    @Test(arguments: modes)
    func keepsWhatItShould(_ mode: InterpolationMode) {
        let x = Tensor.randomNormal(shape: [2, 1, 4, 5], seed: 1)
        #expect(interpolate(x, size: Size2D(4, 5), mode: mode) == x)
        #expect(interpolate(.ones([1, 2, 3, 2]), size: Size2D(7, 5), mode: mode).isClose(to: .ones([1, 2, 7, 5])))
        #expect(interpolate(.zeros([0, 2, 3, 3]), size: 4, mode: mode).shape == [0, 2, 4, 4])
        var odd = Tensor.ones([1, 1, 2, 2])
        odd[0, 0, 1, 1] = .nan
        #expect(interpolate(odd, size: 4, mode: mode)[0, 0, 0, 0] == 1)
        #expect(interpolate(odd, size: 4, mode: mode)[0, 0, 3, 3].isNaN)
    }

    /// Interpolation is linear, so its backward pass is its adjoint: ⟨up(x), y⟩ = ⟨x, back(y)⟩.
    @Test(arguments: 0..<160)
    func equalsItsDefinitionAndAdjoint(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let mode = Self.modes[Int(seed % 4)]
        let x = Tensor.randomNormal(
            shape: [1 + random.below(2), 1 + random.below(2), 1 + random.below(7), 1 + random.below(7)], seed: seed)
        let size = Size2D(1 + random.below(12), 1 + random.below(12))
        let fast = interpolate(x, size: size, mode: mode)
        #expect(fast.maxAbsoluteDifference(from: interpolateDirect(x, size: size, mode: mode)) <= 1e-5)
        let y = Tensor.randomNormal(shape: fast.shape, seed: ~seed)
        let back = interpolateBackward(y, inputShape: x.shape, mode: mode)
        #expect(abs(dot(fast, y) - dot(x, back)) <= 1e-4)
    }

    @Test func theLayerMultipliesOrSets() throws {
        #expect(try Upsample(scaleFactor: Size2D(2, 3)).outputShape(for: [1, 2, 3, 4]) == [1, 2, 6, 12])
        #expect(try Upsample(size: Size2D(5, 1)).outputShape(for: [1, 2, 3, 4]) == [1, 2, 5, 1])
        #expect(throws: ShapeError.self) { try Upsample(scaleFactor: 0).outputShape(for: [1, 2, 3, 4]) }
        let error = #expect(throws: ShapeError.self) { try interpolateOutputShape([1, 2, 3], size: 2) }
        #expect(error?.problem == "the input must have 4 axes [N, C, H, W], but has 3")
        let large = #expect(throws: ShapeError.self) { try interpolateOutputShape([1, 1, 1, 1], size: 1_048_576) }
        #expect(large?.problem.contains("more than 2147483647 elements") == true)
    }
}

/// PyTorch's results, in double precision.
struct ResamplingGoldenTests {
    private static func cases(_ operation: String) -> [GoldenCase] {
        goldenCases("resampling").filter { $0.operation == operation }
    }

    @Test(arguments: cases("interpolate"))
    func interpolationEqualsPyTorchs(_ golden: GoldenCase) throws {
        let names = ["nearest", "nearestExact", "bilinear", "bilinearAligned"]
        let mode = InterpolateTests.modes[try #require(names.firstIndex(of: golden.options["mode"] ?? ""))]
        let layer = Upsample(size: try golden.size("size"), mode: mode)
        let input = try golden.tensor("input")
        #expect(try relativeError(layer.forward(input), golden.tensor("output")) <= 1e-5)
        #expect(try layer.outputShape(for: input.shape) == golden.tensor("output").shape)
        guard let gradient = golden.tensors["gradient"] else { return }
        #expect(try relativeError(layer.backward(gradient), golden.tensor("inputGradient")) <= 1e-5)
    }

    @Test(arguments: cases("maxUnpool"))
    func unpoolingEqualsPyTorchs(_ golden: GoldenCase) throws {
        let image = try golden.tensor("image")
        let pool = MaxPool2d(
            kernel: try golden.size("kernel"), stride: try golden.size("stride"), padding: try golden.size("padding"))
        _ = pool.forward(image)
        #expect(try pool.indices == golden.tensor("indices").values.map { Int($0) })
        let layer = MaxUnpool2d(
            undoing: pool, outputSize: try golden.number("given") == 1 ? Size2D(image.shape[2], image.shape[3]) : nil)
        let (input, output) = (try golden.tensor("input"), try golden.tensor("output"))
        #expect(layer.forward(input) == output)
        #expect(try layer.outputShape(for: input.shape) == output.shape)
        #expect(
            maxUnpool2dDirect(
                input, indices: pool.indices, kernel: pool.kernel, stride: pool.stride, padding: pool.padding,
                outputSize: layer.outputSize) == output)
        #expect(try layer.backward(golden.tensor("gradient")) == golden.tensor("inputGradient"))
    }

    @Test(arguments: cases("maps"))
    func classActivationMapsEqualPyTorchs(_ golden: GoldenCase) throws {
        let (features, gradient) = (try golden.tensor("features"), try golden.tensor("gradient"))
        let weight = try golden.tensor("linear")
        for map in [classActivationMap, classActivationMapDirect] {
            #expect(try relativeError(map(features, weight, 0), golden.tensor("cam")) <= 1e-5)
        }
        let expected = try golden.tensor("gradCAM")
        #expect(relativeError(gradCAM(features: features, gradient: gradient), expected) <= 1e-5)
        #expect(relativeError(gradCAMDirect(features: features, gradient: gradient), expected) <= 1e-5)
        let map = gradCAM(features: features, gradient: gradient)
        #expect(try relativeError(heatMap(map, size: Size2D(9, 8)), golden.tensor("heatMap")) <= 1e-4)
    }
}
