/// The objects of each image as a `DetectionGrid`'s targets: objectness everywhere, box and class where an object is.
///
/// The loss is the mean over the images of
///
///     Σ cells BCE(objectness)  +  λ·Σ object cells smooth L1 of the 4 box numbers  +  Σ object cells cross-entropy
///
/// Of two objects in one cell the first counts. The score is the share of object cells whose objectness is above ½ and
/// whose class is right.
///
/// ```swift
/// let shapes = ShapeImages(count: 100, seed: 1, options: ShapeImageOptions(objectCount: 1...3))
/// let grid = DetectionGrid(imageSize: 32, cell: 8, anchor: 14, classCount: 4)
/// let targets = DetectionTargets(grid: grid, objects: shapes.gridObjects)
/// ```
public struct DetectionTargets: TrainingTargets {
    /// What the output's numbers mean.
    public let grid: DetectionGrid
    /// The objects of each image.
    public let objects: [[GridObject]]
    /// λ.
    public let boxWeight: Double
    /// β of the smooth L1 loss.
    public let beta: Double

    /// Targets by their objects.
    ///
    /// Traps if a class isn't one of the grid's, or a box that would be learnt has no area.
    public init(grid: DetectionGrid, objects: [[GridObject]], boxWeight: Double = 2, beta: Double = 0.1) {
        orTrap { () throws(ShapeError) in
            let check = ShapeCheck("DetectionTargets", ["images": [objects.count]])
            for (image, objects) in objects.enumerated() {
                for object in objects {
                    try check.require(
                        0..<grid.classCount ~= object.classID,
                        "class \(object.classID) of image \(image) is not in 0..<\(grid.classCount)")
                    try check.require(
                        object.x2 > object.x1 && object.y2 > object.y1, "a box of image \(image) has no area")
                }
            }
        }
        self.grid = grid
        self.objects = objects
        self.boxWeight = boxWeight
        self.beta = beta
    }

    /// How many images there are.
    public var count: Int { objects.count }

    /// The sum of the three losses; see above.
    public func loss(_ output: Tensor, samples: [Int]) -> Float {
        let (parts, truth) = (parts(of: output), truth(of: samples))
        let objectness = binaryCrossEntropyWithLogits(parts.objectness, target: truth.objectness, reduction: .sum)
        let box = smoothL1(parts.box, target: truth.box, weight: truth.boxMask, beta: beta, reduction: .sum)
        let classes = crossEntropy(parts.classes, targets: truth.classes, reduction: .sum)
        return (objectness + Float(boxWeight) * box + classes) / Float(samples.count)
    }

    /// The loss' gradient.
    public func lossGradient(_ output: Tensor, samples: [Int]) -> Tensor {
        let (parts, truth) = (parts(of: output), truth(of: samples))
        let box = smoothL1Backward(parts.box, target: truth.box, weight: truth.boxMask, beta: beta, reduction: .sum)
        let gradient = concatenated([
            binaryCrossEntropyWithLogitsBackward(parts.objectness, target: truth.objectness, reduction: .sum),
            box * Float(boxWeight), crossEntropyBackward(parts.classes, targets: truth.classes, reduction: .sum),
        ])
        return gradient / Float(samples.count)
    }

    /// How many object cells say that there is an object, and which.
    public func score(_ output: Tensor, samples: [Int]) -> Score {
        let (parts, truth) = (parts(of: output), truth(of: samples))
        let classes = predictedClasses(parts.classes)
        return truth.classes.indices.reduce(into: Score()) { score, cell in
            guard truth.objectness.values[cell] > 0 else { return }
            let isFound = parts.objectness.values[cell] > 0 && classes[cell] == truth.classes[cell]
            score = score + Score(hits: isFound ? 1 : 0, trials: 1)
        }
    }

    private func parts(of output: Tensor) -> (objectness: Tensor, box: Tensor, classes: Tensor) {
        grid.requireOutput(output, "DetectionTargets")
        let parts = split(output, lengths: [1, 4, grid.classCount])
        return (parts[0], parts[1], parts[2])
    }

    /// What the three parts should be; cells without an object have no box and no class.
    private func truth(
        of samples: [Int]
    ) -> (objectness: Tensor, box: Tensor, boxMask: Tensor, classes: [Int]) {
        let (height, width) = (grid.size.height, grid.size.width)
        let cells = height * width
        var objectness = Tensor.zeros([samples.count, 1, height, width])
        var box = Tensor.zeros([samples.count, 4, height, width])
        var mask = box
        var classes = [Int](repeating: -100, count: samples.count * cells)
        for (row, sample) in samples.enumerated() {
            for object in objects[sample] {
                guard let cell = grid.cellIndex(of: object), classes[row * cells + cell] < 0 else { continue }
                objectness.values[row * cells + cell] = 1
                classes[row * cells + cell] = object.classID
                for (channel, number) in grid.encode(object, in: cell).enumerated() {
                    box.values[(row * 4 + channel) * cells + cell] = number
                    mask.values[(row * 4 + channel) * cells + cell] = 1
                }
            }
        }
        return (objectness, box, mask, classes)
    }
}

extension ShapeImages {
    /// The boxes and classes of each image's objects, for `DetectionTargets`.
    public var gridObjects: [[GridObject]] {
        objects.map { objects in
            objects.map { object in
                GridObject(
                    x1: Double(object.box.x1), y1: Double(object.box.y1), x2: Double(object.box.x2),
                    y2: Double(object.box.y2), classID: options.kinds.firstIndex(of: object.kind) ?? 0)
            }
        }
    }
}
