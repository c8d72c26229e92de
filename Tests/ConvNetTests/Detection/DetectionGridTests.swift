import ConvNet
import Testing

struct DetectionGridTests {
    private static let grid = DetectionGrid(imageSize: Size2D(16, 24), cell: 8, anchor: 4, classCount: 3)

    /// The box (3, 9)–(7, 17) has its centre (5, 13) in row 1, column 0, whose own is (4, 12).
    @Test func aHandWorkedBox() {
        let object = GridObject(x1: 3, y1: 9, x2: 7, y2: 17, classID: 1)
        #expect(Self.grid.size == Size2D(2, 3))
        #expect(Self.grid.cellIndex(of: object) == 3)
        let numbers = Self.grid.encode(object, in: 3)
        #expect(Tensor(numbers).isClose(to: Tensor([0.125, 0.125, 0, 0.6931472]), tolerance: 1e-6))
        #expect(Self.grid.cellIndex(of: GridObject(x1: 20, y1: 0, x2: 30, y2: 4, classID: 0)) == nil)
    }

    /// An output that says exactly what the targets want is decoded to the objects.
    @Test(arguments: 0..<20)
    func decodingUndoesEncoding(_ seed: UInt64) throws {
        let options = ShapeImageOptions(
            size: Size2D(32, 40), kinds: [.circle, .cross, .ring], objectCount: 1...3, objectSize: 9...16)
        let shapes = ShapeImages(count: 3, seed: seed, options: options)
        let grid = DetectionGrid(imageSize: options.size, cell: 8, anchor: 12, classCount: 3)
        var output = Tensor(repeating: -20, shape: [3, 8, 4, 5])
        for (image, objects) in shapes.gridObjects.enumerated() {
            for object in objects {
                let cell = try #require(grid.cellIndex(of: object))
                output[image, 0, cell / 5, cell % 5] = 20
                output[image, 5 + object.classID, cell / 5, cell % 5] = 20
                for (channel, number) in grid.encode(object, in: cell).enumerated() {
                    output[image, 1 + channel, cell / 5, cell % 5] = number
                }
            }
        }
        let found = grid.decode(output, threshold: 0.5)
        for (detections, objects) in zip(found, shapes.gridObjects) {
            #expect(detections.count == objects.count)
            for object in objects {
                let match = detections.first { detection in
                    detection.object.classID == object.classID
                        && [\GridObject.x1, \.y1, \.x2, \.y2].allSatisfy {
                            abs(detection.object[keyPath: $0] - object[keyPath: $0]) < 1e-4
                        }
                }
                #expect(match != nil)
                #expect((match?.score ?? 0) > 0.999)
            }
        }
        let targets = DetectionTargets(grid: grid, objects: shapes.gridObjects)
        #expect(targets.loss(output, samples: [0, 1, 2]) < 1e-5)
        #expect(targets.score(output, samples: [0, 1, 2]).accuracy == 1)
    }

    @Test func theLossHasItsGradient() {
        let objects = [
            [
                GridObject(x1: 3, y1: 9, x2: 7, y2: 17, classID: 1),
                GridObject(x1: 16, y1: 1, x2: 21, y2: 6, classID: 2),
            ],
            [],
            [GridObject(x1: 0, y1: 0, x2: 5, y2: 5, classID: 0), GridObject(x1: 1, y1: 1, x2: 6, y2: 6, classID: 2)],
        ]
        let targets = DetectionTargets(grid: Self.grid, objects: objects, boxWeight: 3)
        for samples in [[0, 1], [2, 0], [1]] {
            let output = Tensor.randomNormal(shape: [samples.count, 8, 2, 3], seed: 7)
            let gradient = targets.lossGradient(output, samples: samples)
            let numeric = numericGradient(of: { targets.loss($0, samples: samples) }, at: output, step: 1e-2)
            #expect(relativeError(gradient, numeric) <= 1e-2)
        }
        // Of two objects in one cell the first counts.
        let output = Tensor.randomNormal(shape: [1, 8, 2, 3], seed: 8)
        let first = DetectionTargets(grid: Self.grid, objects: [[objects[2][0]]], boxWeight: 3)
        #expect(targets.loss(output, samples: [2]) == first.loss(output, samples: [0]))
    }

    @Test func outputsThatAreNoBoxesAreLeftOut() {
        var output = Tensor.zeros([1, 8, 2, 3])
        output[0, 3, 0, 0] = 1e30
        output[0, 1, 0, 1] = .nan
        #expect(Self.grid.decode(output, threshold: 0)[0].count == 4)
        #expect(Self.grid.decode(output, threshold: 0.2)[0].isEmpty)
    }

    @Test func shapesAndClassesThatDontFitTrap() async {
        let output = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let grid = DetectionGrid(imageSize: 16, cell: 8, anchor: 4, classCount: 3)
            _ = grid.decode(.zeros([1, 7, 2, 2]))
        }
        #expect(standardError(of: output, contains: "the output must be [N, 5 + classes, H / S, W / S] = [N, 8, 2, 2]"))
        let cells = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = DetectionGrid(imageSize: 20, cell: 8, anchor: 4, classCount: 3)
        }
        #expect(standardError(of: cells, contains: "cells of 8 don't fill an image of 20×20"))
    }
}
