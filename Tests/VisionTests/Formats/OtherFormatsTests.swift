import ConvNet
import Testing
import Vision

struct YOLOLabelsTests {
    @Test func thereAndBack() throws {
        var random = SeededGenerator(seed: 15)
        try TemporaryFolder.with { folder in
            let truths = (0..<50).map { _ in TruthBox(random.box(), classID: random.below(5)) }
            let path = try folder.write(YOLOLabels.text(truths, width: 64, height: 32), "1.txt")
            let read = try YOLOLabels.truths(contentsOf: path, width: 64, height: 32, classCount: 5)
            #expect(read.map(\.classID) == truths.map(\.classID))
            for (a, b) in zip(read, truths) {
                for (one, other) in zip(a.box.coordinates(as: .xyxy), b.box.coordinates(as: .xyxy)) {
                    #expect(abs(one - other) < 1e-12)
                }
            }
            let detections = [Detection(Box(0, 0, 32, 16), score: 0.125, classID: 2)]
            let text = YOLOLabels.text(detections, width: 64, height: 32)
            #expect(text == "2 0.25 0.25 0.5 0.5 0.125\n")
            let found = try YOLOLabels.detections(
                contentsOf: try folder.write(text, "2.txt"), width: 64, height: 32)
            #expect(found == [Detection(Box(16, 8, 32, 16, as: .cxcywh), score: 0.125, classID: 2)])
            #expect(try YOLOLabels.truths(contentsOf: try folder.write("", "3.txt"), width: 1, height: 1).isEmpty)
        }
    }

    @Test(arguments: [
        ("0 0.5 0.5 0.1", 1, 1, "5 numbers, but has 4"), ("0 0.5 0.5 0.1 -0.1", 1, 15, "must be in 0…1, but is -0.1"),
        ("\n9 0.5 0.5 0.1 0.1", 2, 1, "class must be in 0…2, but is 9"),
        ("dog 0.5 0.5 0.1 0.1", 1, 1, "class must be a number"),
        ("0 inf 0.5 0.1 0.1", 1, 3, "must be a number, but is \"inf\""),
    ])
    func saysWhereItIsWrong(_ text: String, _ line: Int, _ column: Int, _ message: String) throws {
        try TemporaryFolder.with { folder in
            let path = try folder.write(text, "1.txt")
            let error = #expect(throws: DataFileError.self) {
                try YOLOLabels.truths(contentsOf: path, width: 8, height: 8, classCount: 3)
            }
            #expect(error?.description.contains(message) == true, "\(String(describing: error))")
            #expect(error?.line == line && error?.column == column, "\(String(describing: error))")
        }
    }
}

struct OpenImagesTests {
    private let single = TruthBox(Box(0, 0, 10, 10))
    private let group = TruthBox(Box(20, 0, 60, 20), isGroup: true)

    private func outcomes(_ rules: DetectionProtocol, _ boxes: [Box]) -> [ScoredMatch.Outcome] {
        rules.match(boxes.enumerated().map { Detection($1, score: 1 - Double($0) / 10) }, [single, group]).map(
            \.outcome)
    }

    @Test func whatIsInAGroupIsIgnoredOrCountsOnce() {
        // In the group, in the group, mostly out of it, the single object, the same again.
        let boxes = [Box(22, 2, 26, 6), Box(30, 2, 36, 6), Box(58, 0, 66, 4), Box(0, 0, 10, 9), Box(0, 0, 9, 10)]
        #expect(
            outcomes(.openImages, boxes) == [.ignored, .ignored, .falsePositive, .truePositive, .falsePositive])
        #expect(
            outcomes(.openImagesChallenge, boxes) == [
                .truePositive, .ignored, .falsePositive, .truePositive, .falsePositive,
            ])
        #expect(DetectionProtocol.openImages.objectCount([single, group]) == 1)
        #expect(DetectionProtocol.openImagesChallenge.objectCount([single, group]) == 2)
    }

    /// An IoU of one half is not more than one half.
    @Test func theThresholdItselfIsNotEnough() {
        #expect(outcomes(.openImages, [Box(0, 0, 10, 5)]) == [.falsePositive])
        #expect(outcomes(.openImages, [Box(0, 0, 10, 5.01)]) == [.truePositive])
        // Half of it is in the group.
        #expect(outcomes(.openImages, [Box(58, 0, 62, 4)]) == [.falsePositive])
    }

    @Test func readsItsTables() throws {
        try TemporaryFolder.with { folder in
            let truth = try folder.write(
                """
                ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,IsGroupOf,IsDepiction,IsInside
                a,x,/m/1,1,0.1,0.5,0.2,0.6,0,0,0,0,0
                b,x,/m/2,1,0,1,0,1,0,0,1,0,0

                """, "truth.csv")
            let results = try folder.write(
                "ImageID,LabelName,Score,XMin,XMax,YMin,YMax\na,/m/1,0.5,0.1,0.5,0.2,0.6\n", "r.csv")
            let files = try OpenImagesFiles(truth: truth, results: results)
            #expect(files.classNames == ["/m/1", "/m/2"] && files.imageIDs == ["a", "b"])
            #expect(files.images[0].truths == [TruthBox(Box(0.1, 0.2, 0.5, 0.6))])
            #expect(files.images[1].truths.map(\.isGroup) == [true])
            #expect(try DetectionEvaluation(files.images, by: .openImages).meanAveragePrecision == 1)
            let wrong = try folder.write(
                "ImageID,LabelName,Score,XMin,XMax,YMin,YMax\na,/m/1,0.5,0.1,0.5,0.2\n", "w.csv")
            let error = #expect(throws: DataFileError.self) { try OpenImagesFiles(truth: truth, results: wrong) }
            #expect(error?.description.contains(":2:1: error: a row must have 7 fields, but has 6") == true)
            let stranger = try folder.write(
                "ImageID,LabelName,Score,XMin,XMax,YMin,YMax\nz,/m/1,0.5,0,1,0,1\n", "s.csv")
            let unknown = #expect(throws: DataFileError.self) { try OpenImagesFiles(truth: truth, results: stranger) }
            #expect(unknown?.description.contains(":2:1: error: there is no image z") == true)
        }
    }
}
