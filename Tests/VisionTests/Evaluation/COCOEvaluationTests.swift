import ConvNet
import Testing
import Vision

struct COCOEvaluationTests {
    /// 240 data sets from files: crowds, ignored areas, ties, empty images and classes, duplicates, more than 100.
    @Test(arguments: goldenCases("coco-sets"))
    func equalsPycocotools(_ golden: GoldenCase) throws {
        let set = try COCOSet(seed: UInt64(try golden.number("seed")))
        try #require(set.state == UInt64(try golden.number("state")), "the two generators differ")
        try TemporaryFolder.with { folder in
            let truthPath = try folder.write(set.truth, "truth.json")
            let resultsPath = try folder.write(set.results, "results.json")
            for region in COCORegion.allCases {
                let truth = try COCODataset(contentsOf: truthPath, region: region)
                let results = try COCOResults(contentsOf: resultsPath, for: truth)
                #expect(results.count == set.detectionCount)
                let evaluation = COCOEvaluation(results)
                let expected = try golden.array(region.rawValue)
                for ((name, actual), expected) in zip(zip(COCOSummary.names, evaluation.summary.values), expected) {
                    let value: Double = actual ?? -1
                    #expect(abs(value - expected) < 1e-9, "\(region) \(name)")
                }
            }
        }
    }

    /// Which thread takes which class must not matter.
    @Test func isTheSameOnAnyNumberOfThreads() throws {
        let set = try COCOSet(seed: 3)
        try TemporaryFolder.with { folder in
            let truth = try COCODataset(contentsOf: try folder.write(set.truth, "truth.json"), region: .masks)
            let results = try COCOResults(contentsOf: try folder.write(set.results, "results.json"), for: truth)
            let one = COCOEvaluation(results, threads: 1)
            for threads in [2, 3, 16] {
                let many = COCOEvaluation(results, threads: threads)
                #expect(many.summary == one.summary)
                #expect(many.classes.map(\.summary) == one.classes.map(\.summary))
            }
        }
    }

    /// The plain form of the rule, threshold by threshold, is the reference for the fast one.
    @Test(arguments: [RecallGrid.multiples, .fractions])
    func equalsThePlainEvaluation(_ grid: RecallGrid) throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<20 {
            let images = (0..<4).map { _ in
                EvaluationImage(
                    truths: (0..<6).map { _ in
                        TruthBox(random.box(), classID: random.below(3), isCrowd: random.below(6) == 0)
                    }, detections: random.detections(20))
            }
            let fast = try COCOEvaluation(images, grid: grid)
            for threshold in DetectionProtocol.cocoThresholds {
                for area in COCOArea.allCases {
                    var rules = DetectionProtocol.coco.threshold(threshold).grid(grid)
                    rules.areas = area.range
                    let plain = try DetectionEvaluation(images, by: rules)
                    for result in plain.classes {
                        let curve = fast.curve(categoryID: result.classID, threshold: threshold, area: area)
                        #expect(curve == result.curve)
                        let precision = fast.averagePrecision(
                            categoryID: result.classID, threshold: threshold, area: area)
                        #expect((precision == nil) == (result.averagePrecision == nil))
                        let difference: Double = (precision ?? 0) - (result.averagePrecision ?? 0)
                        #expect(abs(difference) < 1e-12)
                    }
                }
            }
        }
    }

    /// Three detections of which the second is wrong: recalls 1/2, 1/2, 1; precisions 1, 1/2, 2/3.
    @Test func worksOutByHand() throws {
        let (a, b) = (Box(0, 0, 10, 10), Box(40, 0, 50, 10))
        let image = EvaluationImage(
            truths: [TruthBox(a), TruthBox(b)],
            detections: [
                Detection(a, score: 0.9), Detection(Box(80, 0, 90, 10), score: 0.8), Detection(b, score: 0.7),
            ])
        let evaluation = try COCOEvaluation([image])
        let expected = (51.0 * 1 + 50.0 * 2 / 3) / 101
        let precision: Double = evaluation.summary.averagePrecision ?? 0
        #expect(abs(precision - expected) < 1e-12)
        #expect(evaluation.summary.averageRecall1 == 0.5)
        #expect(evaluation.summary.averageRecall100 == 1)
        #expect(evaluation.summary.averagePrecisionLarge == nil)
        #expect(evaluation.classes.map(\.objectCount) == [2])
        #expect(evaluation.curve(categoryID: 0)?.points.map(\.recall) == [0.5, 0.5, 1])
        #expect(evaluation.curve(categoryID: 7) == nil)
    }
}
