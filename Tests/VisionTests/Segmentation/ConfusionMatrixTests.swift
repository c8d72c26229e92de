import ConvNet
import Testing
import Vision

struct ConfusionMatrixTests {
    @Test(arguments: goldenCases("segmentation"))
    func measuresAsDefined(_ golden: GoldenCase) throws {
        let (truth, prediction) = (try golden.integers("truth"), try golden.integers("prediction"))
        let images = Int(try golden.number("images"))
        var matrix = try ConfusionMatrix(
            classCount: Int(try golden.number("classes")), voidLabel: Int(try golden.number("void")))
        let pixels = truth.count / images
        for image in 0..<images {
            let range = image * pixels..<(image + 1) * pixels
            try matrix.add(truth: Array(truth[range]), prediction: Array(prediction[range]))
        }
        func expect(_ actual: [Double?], _ name: String) throws {
            for (actual, expected) in zip(actual, try golden.array(name)) {
                let value: Double = actual ?? -1
                #expect(abs(value - expected) < 1e-12, "\(name)")
            }
        }
        try expect(matrix.accuracies, "accuracies")
        try expect(matrix.ious, "ious")
        try expect(matrix.dices, "dices")
        try expect(
            [
                matrix.pixelAccuracy, matrix.meanAccuracy, matrix.meanIoU, matrix.frequencyWeightedIoU, matrix.meanDice,
            ], "means")
    }

    @Test func countsTrueByPredicted() throws {
        var matrix = try ConfusionMatrix(classCount: 3, voidLabel: 9)
        try matrix.add(truth: [0, 0, 1, 9, 9], prediction: [0, 1, 1, 2, 77])
        #expect(matrix.counts == [[1, 1, 0], [0, 1, 0], [0, 0, 0]])
        #expect(matrix.pixelCount == 3)
        #expect(matrix.truthCounts == [2, 1, 0])
        #expect(matrix.predictionCounts == [1, 2, 0])
        #expect(matrix.ious == [0.5, 0.5, nil], "class 2 is only where the truth is void")
        #expect(matrix.meanIoU == 0.5)
    }

    @Test func anAbsentClassIsLeftOutAndAnInventedOneCounts() throws {
        var matrix = try ConfusionMatrix(classCount: 3)
        try matrix.add(truth: [0, 0], prediction: [0, 1])
        #expect(matrix.ious == [0.5, 0, nil])
        #expect(matrix.meanIoU == 0.25)
        #expect(matrix.accuracies == [0.5, nil, nil])
        #expect(matrix.meanAccuracy == 0.5)
        #expect(matrix.frequencyWeightedIoU == 0.5)
    }

    @Test func hasNothingToSayOfNothing() throws {
        let matrix = try ConfusionMatrix(classCount: 2)
        let means = [
            matrix.pixelAccuracy, matrix.meanAccuracy, matrix.meanIoU, matrix.frequencyWeightedIoU, matrix.meanDice,
        ]
        #expect(means == [nil, nil, nil, nil, nil])
    }

    @Test func isTheSameInPartsAndInAnyOrder() throws {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<50 {
            let count = random.below(40)
            let truth = (0..<count).map { _ in random.below(4) }
            let prediction = (0..<count).map { _ in random.below(4) }
            var whole = try ConfusionMatrix(classCount: 4)
            try whole.add(truth: truth, prediction: prediction)
            var first = try ConfusionMatrix(classCount: 4)
            var second = first
            let middle = count / 2
            try second.add(truth: Array(truth[..<middle]), prediction: Array(prediction[..<middle]))
            try first.add(truth: Array(truth[middle...]), prediction: Array(prediction[middle...]))
            try first.add(second)
            #expect(first == whole)

            // Exchanging truth and prediction transposes the matrix: IoU and Dice don't change.
            var exchanged = try ConfusionMatrix(classCount: 4)
            try exchanged.add(truth: prediction, prediction: truth)
            #expect(exchanged.ious == whole.ious)
            #expect(exchanged.dices == whole.dices)
            for (iou, dice) in zip(whole.ious, whole.dices) {
                guard let iou, let dice else { continue }
                #expect((0...1).contains(iou) && iou <= dice)
                #expect(abs(dice - 2 * iou / (1 + iou)) < 1e-12)
            }
        }
    }

    @Test func refusesLabelsThatAreNoClassAndStaysAsItWas() throws {
        var matrix = try ConfusionMatrix(classCount: 2, voidLabel: 255)
        try matrix.add(truth: [0], prediction: [1])
        let before = matrix
        let error = #expect(throws: SegmentationError.self) {
            try matrix.add(truth: [0, 1, 0], prediction: [0, 1, 255])
        }
        #expect(error?.description == "pixel 2: the predicted label must be in 0..<2, but is 255")
        #expect(throws: SegmentationError.unknownLabel(-1, pixel: 0, isPrediction: false, classCount: 2)) {
            try matrix.add(truth: [-1], prediction: [0])
        }
        #expect(throws: SegmentationError.differentCounts(truth: 1, prediction: 2)) {
            try matrix.add(truth: [0], prediction: [0, 1])
        }
        #expect(throws: SegmentationError.noClasses(0)) { try ConfusionMatrix(classCount: 0) }
        let other = try ConfusionMatrix(classCount: 2)
        #expect(throws: SegmentationError.differentClasses(2, void: 255, 2, otherVoid: nil)) { try matrix.add(other) }
        #expect(matrix == before)
    }
}
