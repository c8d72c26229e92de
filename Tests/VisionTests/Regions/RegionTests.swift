import ConvNet
import Testing
import Vision

struct RegionTests {
    /// What a case has in common for both operators.
    private struct Setup {
        let input: Tensor
        let boxes: [[Box]]
        let output: Size2D
        let scale: Double
        let samples: Int?
        let aligned: Bool
        let delta: Tensor

        init(_ golden: GoldenCase) throws {
            boxes = try ["boxes0", "boxes1"].map { try golden.boxes($0) }
            output = try golden.size("output")
            scale = try golden.number("scale")
            let samples = Int(try golden.number("samples"))
            self.samples = samples == 0 ? nil : samples
            aligned = try golden.number("aligned") == 1
            input = try golden.tensor("input", #require(golden.shapes["input"]))
            delta = try golden.tensor("delta", [boxes[0].count + boxes[1].count, 2, output.height, output.width])
        }
    }

    @Test(arguments: goldenCases("regions"))
    func alignsAsTorchvision(_ golden: GoldenCase) throws {
        let setup = try Setup(golden)
        let aligned = roiAlign(
            setup.input, boxes: setup.boxes, outputSize: setup.output, spatialScale: setup.scale,
            samplingRatio: setup.samples, aligned: setup.aligned)
        #expect(try relativeError(aligned.doubles, golden.array("align")) < 1e-5)
        let gradient = roiAlignBackward(
            setup.delta, inputShape: setup.input.shape, boxes: setup.boxes, outputSize: setup.output,
            spatialScale: setup.scale, samplingRatio: setup.samples, aligned: setup.aligned)
        #expect(try relativeError(gradient.doubles, golden.array("alignGradient")) < 1e-5)
    }

    @Test(arguments: goldenCases("regions"))
    func poolsAsTorchvision(_ golden: GoldenCase) throws {
        let setup = try Setup(golden)
        let pooled = roiPool(
            setup.input, boxes: setup.boxes, outputSize: setup.output, spatialScale: setup.scale)
        #expect(pooled.values == (try golden.array("pool").map(Float.init)))
        let gradient = roiPoolBackward(
            setup.delta, input: setup.input, boxes: setup.boxes, outputSize: setup.output, spatialScale: setup.scale)
        #expect(try relativeError(gradient.doubles, golden.array("poolGradient")) < 1e-5)
    }

    /// A ramp is interpolated exactly, so an aligned bin is the value at its middle.
    @Test func alignmentPutsCentresOnCentres() {
        let map = Tensor(shape: [1, 1, 8, 8], (0..<64).map { Float($0 % 8) + 0.5 })
        let bins = roiAlign(
            map, boxes: [[Box(1.5, 2, 5.5, 6)]], outputSize: Size2D(1, 2), samplingRatio: 3, aligned: true)
        #expect(bins.isClose(to: Tensor(shape: [1, 1, 1, 2], [2.5, 4.5])))
        let old = roiAlign(map, boxes: [[Box(1.5, 2, 5.5, 6)]], outputSize: Size2D(1, 2), samplingRatio: 3)
        #expect(old.isClose(to: Tensor(shape: [1, 1, 1, 2], [3, 5])), "half a cell off")
        let ordinal = Tensor.arange(shape: [1, 1, 4, 4])
        #expect(
            roiAlign(ordinal, boxes: [[Box(0, 0, 4, 4)]], outputSize: 2, samplingRatio: 2, aligned: true).values
                == [2.5, 4.5, 10.5, 12.5])
        #expect(roiPool(ordinal, boxes: [[Box(0, 0, 3, 3)]], outputSize: 2).values == [5, 7, 13, 15])
    }

    @Test func knowsItsShapes() throws {
        let boxes = [[Box(0, 0, 2, 2)], [], [Box(1, 1, 3, 3), Box(0, 0, 1, 1)]]
        #expect(try regionOutputShape([3, 5, 4, 4], boxes: boxes, outputSize: Size2D(2, 3)) == [3, 5, 2, 3])
        #expect(roiPool(Tensor.zeros([0, 5, 4, 4]), boxes: [], outputSize: 2).shape == [0, 5, 2, 2])
        #expect(
            roiPoolWithIndices(Tensor.ones([1, 1, 2, 2]), boxes: [[Box(9, 9, 9, 9)]], outputSize: 1).indices == [-1])
    }

    @Test(arguments: [
        ([1, 1, 4], [[]], 1.0), ([1, 1, 0, 4], [[]], 1), ([2, 1, 4, 4], [[]], 1), ([1, 1, 4, 4], [[]], 0),
        ([1, 1, 4, 4], [[Box(0, 0, .nan, 1)]], 1), ([1, 1, 4, 4], [[Box(0, 0, 1e12, 1)]], 1),
        ([1, 1, 4, 4], [[]], .nan),
    ])
    func refuses(input: [Int], boxes: [[Box]], scale: Double) {
        #expect(throws: ShapeError.self) {
            try regionOutputShape(input, boxes: boxes, outputSize: 2, spatialScale: scale)
        }
    }

    @Test func trapsWithTheSameText() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = roiAlign(Tensor.zeros([1, 1, 4, 4]), boxes: [], outputSize: 2)
        }
        #expect(
            standardError(
                of: result, contains: "there must be a list of boxes for each of the 1 images, but there are 0"))
    }
}
