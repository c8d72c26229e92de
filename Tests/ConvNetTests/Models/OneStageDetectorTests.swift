import ConvNet
import Foundation
import Testing

struct OneStageDetectorTests {
    @Test func cellsBecomeBoxes() throws {
        // Two images of 1×2 cells; only the second image's second cell sees something.
        var output = Tensor.zeros([2, 4 + 1 + 3, 1, 2])
        for image in 0..<2 { for column in 0..<2 { output[image, 4, 0, column] = -20 } }
        let cell: [Float] = [0, Float(log(3.0)), Float(log(2.0)), 0, 20, 0, 20, 0]
        for (channel, value) in cell.enumerated() { output[1, channel, 0, 1] = value }
        let detections = gridDetections(output, stride: 8)
        let detection = try #require(detections.first)
        #expect(detections.count == 1)
        #expect((detection.image, detection.label) == (1, 1))
        #expect(abs(detection.score - 1) < 1e-6)
        // Centre ((1 + ½)·8, (0 + ¾)·8) = (12, 6), size 16×8.
        let edges = [detection.left, detection.top, detection.right, detection.bottom]
        #expect(zip(edges, [4, 2, 20, 10]).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(gridDetections(output, stride: 8, threshold: 0).count == 4)
    }

    @Test func theScoreIsObjectnessTimesTheClassShare() throws {
        var output = Tensor.zeros([1, 7, 1, 1])
        output[0, 4, 0, 0] = Float(log(4.0))
        output[0, 6, 0, 0] = Float(log(3.0))
        let detection = try #require(gridDetections(output, threshold: 0.1).first)
        #expect(abs(detection.score - 0.8 * 0.75) < 1e-6)
        #expect(detection.label == 1)
        #expect(gridDetections(output, threshold: 0.61).isEmpty)
    }

    @Test func learnsOnItsOwn() throws {
        let model = oneStageDetector(classes: 2, inChannels: 1, width: 2, seed: 3)
        let x = Tensor.randomNormal(shape: [2, 1, 32, 32], seed: 1)
        let target = Tensor.randomNormal(shape: try model.outputShape(for: x.shape), seed: 2)
        let before = meanSquaredError(model.forward(x), target: target)
        for _ in 0..<20 {
            model.backwardToParameters(meanSquaredErrorBackward(model.forward(x), target: target))
            for parameter in model.parameters { parameter.value -= parameter.gradient * 0.1 }
        }
        #expect(meanSquaredError(model.forward(x), target: target) < 0.7 * before)
    }

    @Test func aWrongShapeTraps() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = gridDetections(.zeros([1, 5, 2, 2]))
        }
        #expect(standardError(of: result, contains: "output [1, 5, 2, 2]: there must be 4 + 1 + classes channels"))
    }
}
