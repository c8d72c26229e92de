import ConvNet
import Testing

struct OneStageDetectorTests {
    @Test func itsCellsAreThoseOfAGrid() throws {
        let grid = DetectionGrid(imageSize: Size2D(32, 48), cell: 8, anchor: 14, classCount: 4)
        let model = oneStageDetector(classes: 4, inChannels: 1, width: 2, stages: 3)
        #expect(
            try model.outputShape(for: [2, 1, 32, 48]) == [2, grid.channels, grid.size.height, grid.size.width])
        let head = try #require(model["head"] as? Concat)
        #expect(head.children.map(\.name) == ["objectness", "box", "classes"])
        // Only the objectness is high: every cell reports the reference box at its centre, of any class.
        let state = model.namedState.filter { $0.path.hasPrefix("head.") }
        for (_, tensor) in state { tensor.value = .zeros(tensor.shape) }
        state.first { $0.path == "head.objectness.bias" }?.tensor.value = Tensor([20])
        let found = grid.decode(model.forward(.zeros([1, 1, 32, 48])), threshold: 0.2)
        #expect(found[0].count == 24)
        #expect(abs((found[0].first?.score ?? 0) - 0.25) < 1e-6)
        #expect(found[0].first?.object == GridObject(x1: -3, y1: -3, x2: 11, y2: 11, classID: 0))
    }

    @Test func learnsItsGrid() throws {
        let data = ShapeImages(count: 8, seed: 1)
        let grid = DetectionGrid(imageSize: 32, cell: 8, anchor: 14, classCount: 4)
        let targets = DetectionTargets(grid: grid, objects: data.gridObjects)
        let model = oneStageDetector(classes: 4, inChannels: 1, width: 4, stages: 3, seed: 3)
        let samples = Array(0..<8)
        let before = targets.loss(model.forward(data.images), samples: samples)
        for _ in 0..<15 {
            model.backwardToParameters(targets.lossGradient(model.forward(data.images), samples: samples))
            for parameter in model.parameters { parameter.value -= parameter.gradient * 0.05 }
        }
        #expect(targets.loss(model.forward(data.images), samples: samples) < 0.5 * before)
    }
}
