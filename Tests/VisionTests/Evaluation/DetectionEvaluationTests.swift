import ConvNet
import Testing
import Vision

struct DetectionEvaluationTests {
    /// Every threshold, class, area range and limit: crowds, annotated areas, ties, empty images and classes.
    @Test(arguments: goldenCases("coco"))
    func equalsPycocotools(_ golden: GoldenCase) throws {
        let images = try golden.images(isMarked: \.isCrowd)
        let (thresholds, limits) = (try golden.array("thresholds"), try golden.integers("limits"))
        let (precisions, recalls) = (try golden.array("ap"), try golden.array("recall"))
        let ranges = [
            DetectionProtocol.allAreas, DetectionProtocol.smallAreas, DetectionProtocol.mediumAreas,
            DetectionProtocol.largeAreas,
        ]
        // pycocotools keeps [threshold, (recall point,) class, area, limit].
        for (t, threshold) in thresholds.enumerated() {
            for (a, areas) in ranges.enumerated() {
                for (m, limit) in limits.enumerated() {
                    var rules = DetectionProtocol.coco.threshold(threshold)
                    (rules.areas, rules.detectionLimit) = (areas, limit)
                    let result = try DetectionEvaluation(images, by: rules)
                    for classID in 1...4 {
                        let place = ((t * 4 + classID - 1) * 4 + a) * limits.count + m
                        let found = result.classes.first { $0.classID == classID }
                        let precision: Double = found?.averagePrecision ?? -1
                        let recall: Double = found?.curve.highestRecall ?? -1
                        let label: Comment = "class \(classID) threshold \(threshold) areas \(areas) limit \(limit)"
                        #expect(abs(precision - precisions[place]) < 1e-9, label)
                        #expect(abs(recall - recalls[place]) < 1e-9, label)
                    }
                }
            }
        }
    }

    @Test(arguments: goldenCases("coco"))
    func summarisesAsPycocotools(_ golden: GoldenCase) throws {
        let summary = try COCOSummary(try golden.images(isMarked: \.isCrowd))
        for (place, (actual, expected)) in zip(summary.values, try golden.array("summary")).enumerated() {
            let value: Double = actual ?? -1
            #expect(abs(value - expected) < 1e-9, "number \(place + 1) of 12")
        }
    }

    @Test func summaryIsALineANumber() throws {
        let box = Box(0, 0, 10, 10)
        let image = EvaluationImage(truths: [TruthBox(box)], detections: [Detection(box, score: 1)])
        let lines = try COCOSummary([image]).description.split(separator: "\n")
        #expect(lines.count == 12)
        #expect(lines.first == "AP 1.0")
        #expect(lines[5] == "APl –")
    }

    /// NumPy's `linspace(0.5, 0.95, 10)`.
    @Test func thresholdsAreNumPys() {
        #expect(
            DetectionProtocol.cocoThresholds == [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.8999999999999999, 0.95])
    }

    @Test(arguments: goldenCases("voc"))
    func followsPascalVOC(_ golden: GoldenCase) throws {
        let images = try golden.images(isMarked: \.isDifficult)
        for (name, rules) in [
            ("multiples", DetectionProtocol.voc2007), ("bothEnds", .voc2007.grid(.bothEnds)),
            ("repeatedSums", .voc2007.grid(.repeatedSums)), ("fractions", .voc2007.grid(.fractions)),
            ("allPoints", .voc2010),
        ] {
            let result = try DetectionEvaluation(images, by: rules)
            let expected = try golden.array(name)
            for classID in 1...4 {
                let found = result.classes.first { $0.classID == classID }
                let precision: Double = found?.averagePrecision ?? -1
                #expect(abs(precision - expected[classID - 1]) < 1e-9, "\(name) \(classID)")
            }
            let counted = expected.filter { $0 >= 0 }
            let expectedMean: Double = counted.isEmpty ? -1 : counted.reduce(0, +) / Double(counted.count)
            let mean: Double = result.meanAveragePrecision ?? -1
            #expect(abs(mean - expectedMean) < 1e-9)
        }
    }

    @Test func classesWithoutObjectsAreLeftOut() throws {
        let box = Box(0, 0, 10, 10)
        let images = [
            EvaluationImage(truths: [TruthBox(box, classID: 1)], detections: [Detection(box, score: 1, classID: 1)]),
            EvaluationImage(truths: [], detections: [Detection(box, score: 1, classID: 2)]),
            EvaluationImage(truths: [TruthBox(box, classID: 3, isDifficult: true)], detections: []),
            EvaluationImage(truths: [TruthBox(box, classID: 4)], detections: []),
        ]
        let result = try DetectionEvaluation(images, by: .voc2010)
        #expect(result.classes.map(\.classID) == [1, 2, 3, 4])
        #expect(result.classes.map(\.averagePrecision) == [1, nil, nil, 0])
        #expect(result.meanAveragePrecision == 0.5)
        #expect(try DetectionEvaluation([], by: .coco).meanAveragePrecision == nil)
    }

    @Test(arguments: [DetectionProtocol.voc2007, .voc2010, .coco])
    func truthItselfIsPerfectAndNothingIsZero(_ rules: DetectionProtocol) throws {
        var random = SeededGenerator(seed: 6)
        var images: [EvaluationImage] = []
        for _ in 0..<10 {
            let boxes = (0..<4).map { _ in random.solidBox() }
            images.append(
                EvaluationImage(
                    truths: boxes.map { TruthBox($0) }, detections: boxes.map { Detection($0, score: random.unit()) }))
        }
        let perfect: Double = try DetectionEvaluation(images, by: rules).meanAveragePrecision ?? 0
        #expect(abs(perfect - 1) < 1e-12)
        for index in images.indices { images[index].detections = [] }
        #expect(try DetectionEvaluation(images, by: rules).meanAveragePrecision == 0)
    }

    /// Only the order of scores counts, so any increasing function of them changes nothing.
    @Test(arguments: [DetectionProtocol.voc2007, .voc2010, .coco])
    func dependsOnTheOrderOfScoresOnly(_ rules: DetectionProtocol) throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20 {
            var images = (0..<3).map { _ in
                EvaluationImage(
                    truths: (0..<5).map { _ in TruthBox(random.box(), classID: random.below(3)) },
                    detections: random.detections(12))
            }
            let before = try DetectionEvaluation(images, by: rules)
            for image in images.indices {
                for place in images[image].detections.indices {
                    images[image].detections[place].score = images[image].detections[place].score * 3 - 7
                }
            }
            let after = try DetectionEvaluation(images, by: rules)
            #expect(before.classes.map(\.averagePrecision) == after.classes.map(\.averagePrecision))
        }
    }

    @Test func saysWhereTheDataIsWrong() {
        let box = Box(0, 0, 1, 1)
        let good = EvaluationImage(truths: [TruthBox(box)], detections: [Detection(box, score: 1)])
        var nan = good
        nan.detections.append(Detection(box, score: .nan))
        #expect(throws: EvaluationError.scoreIsNaN(image: 1, detection: 1)) {
            try DetectionEvaluation([good, nan], by: .coco)
        }
        let inverted = Box(3, 0, 1, 1)
        var wrong = good
        wrong.truths = [TruthBox(inverted)]
        let error = #expect(throws: EvaluationError.self) { try DetectionEvaluation([wrong], by: .coco) }
        #expect(
            error?.description
                == "image 0, object 0: the box must have finite numbers with x1 ≤ x2 and y1 ≤ y2, but is (3, 0, 1, 1)")
        wrong = good
        wrong.detections = [Detection(inverted, score: 1)]
        #expect(throws: EvaluationError.invalidDetectionBox(image: 0, detection: 0, inverted)) {
            try DetectionEvaluation([wrong], by: .coco)
        }
    }
}
