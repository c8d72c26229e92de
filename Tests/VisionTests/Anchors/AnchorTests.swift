import ConvNet
import Testing
import Vision

struct AnchorTests {
    private static func cases(_ operation: String) -> [GoldenCase] {
        goldenCases("anchors").filter { $0.operation == operation }
    }

    @Test(arguments: cases("anchors"))
    func equalTorchvisions(_ golden: GoldenCase) throws {
        let generator = try AnchorGenerator(sizes: golden.lists("sizes"), aspectRatios: golden.lists("ratios"))
        let anchors = try generator.anchors(image: golden.size("image"), featureMaps: golden.sizes("maps"))
        #expect(anchors == (try golden.boxes("boxes")))
    }

    @Test(arguments: cases("defaults"))
    func defaultBoxesEqualTorchvisions(_ golden: GoldenCase) throws {
        let steps = try golden.array("steps")
        let generator = try DefaultBoxGenerator(
            aspectRatios: golden.lists("ratios"), steps: steps.isEmpty ? nil : steps)
        let boxes = try generator.boxes(image: golden.size("image"), featureMaps: golden.sizes("maps"))
        #expect(try relativeError(boxes.flatMap(\.corners), golden.array("boxes")) < 1e-12)
    }

    @Test func sizesAndRatiosMeanWhatTheySay() throws {
        let generator = try AnchorGenerator(sizes: [[32, 64]], aspectRatios: [[0.5, 1, 2]])
        let cell = generator.cellAnchors(level: 0)
        #expect(cell[0] == Box(-23, -11, 23, 11))
        #expect(cell[2] == Box(-16, -16, 16, 16))
        #expect(cell.map { $0.height > $0.width } == [false, false, false, false, true, true])
        #expect(try generator.anchors(image: 64, featureMaps: [4]).count == 96)
        #expect(generator.cellAnchors(level: 1).isEmpty)
    }

    /// SSD300: six maps, 8732 boxes.
    @Test func ssd300HasItsBoxes() throws {
        let generator = try DefaultBoxGenerator(
            aspectRatios: [[2], [2, 3], [2, 3], [2, 3], [2], [2]],
            scales: [0.07, 0.15, 0.33, 0.51, 0.69, 0.87, 1.05], steps: [8, 16, 32, 64, 100, 300])
        let boxes = try generator.boxes(image: 300, featureMaps: [38, 19, 10, 5, 3, 1])
        #expect(boxes.count == 8732)
        #expect(boxes.allSatisfy { $0.isValid })
    }

    @Test func refusesWhatGivesNoAnchors() throws {
        #expect(throws: ShapeError.self) { try AnchorGenerator(sizes: [[32]], aspectRatios: []) }
        #expect(throws: ShapeError.self) { try AnchorGenerator(sizes: [[-1]], aspectRatios: [[1]]) }
        #expect(throws: ShapeError.self) { try AnchorGenerator(sizes: [[1]], aspectRatios: [[.nan]]) }
        #expect(throws: ShapeError.self) { try DefaultBoxGenerator(aspectRatios: [[2]], scales: [0.1]) }
        #expect(throws: ShapeError.self) { try DefaultBoxGenerator(aspectRatios: [[2]], steps: [8, 16]) }
        let generator = try AnchorGenerator(sizes: [[8]], aspectRatios: [[1]])
        for maps: [Size2D] in [[], [4, 4], [0], [65], [Size2D(.max, .max)]] {
            #expect(throws: ShapeError.self) { try generator.anchors(image: 64, featureMaps: maps) }
        }
        #expect(throws: ShapeError.self) {
            try generator.anchors(image: Size2D(.max, .max), featureMaps: [Size2D(.max, .max)])
        }
        let error = #expect(throws: ShapeError.self) { try generator.anchors(image: 4, featureMaps: [5]) }
        #expect("\(error as Any)".contains("image [4, 4], feature map [5, 5]"))
    }

    @Test func clipsToTheImage() {
        #expect(Box(-3, 2, 30, 8).clipped(to: Size2D(6, 20)) == Box(0, 2, 20, 6))
        #expect(Box(30, 30, 40, 40).clipped(to: 20).area == 0)
    }
}
