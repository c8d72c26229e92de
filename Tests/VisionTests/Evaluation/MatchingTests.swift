import Testing
import Vision

/// The places where the two matchings differ.
struct MatchingTests {
    private let left = TruthBox(Box(0, 0, 10, 10))
    private let right = TruthBox(Box(4, 0, 14, 10))

    private func outcomes(
        _ rules: DetectionProtocol, _ boxes: [Box], _ truths: [TruthBox]
    ) -> [ScoredMatch.Outcome] {
        rules.match(boxes.enumerated().map { Detection($1, score: 1 - Double($0) / 10) }, truths).map(\.outcome)
    }

    /// The second detection overlaps the taken object most, and a free one by 0.6.
    @Test func onlyCOCOTakesTheSecondBest() {
        let boxes = [Box(0, 0, 10, 10), Box(1, 0, 11, 10)]
        #expect(outcomes(.voc2010, boxes, [left, right]) == [.truePositive, .falsePositive])
        #expect(outcomes(.coco, boxes, [left, right]) == [.truePositive, .truePositive])
    }

    @Test func equalOverlapsGoToTheFirstOrTheLast() {
        let truths = [left, left]
        let detection = [Detection(left.box, score: 1)]
        #expect(DetectionProtocol.voc2010.match(detection, truths).map(\.truth) == [0])
        #expect(DetectionProtocol.coco.match(detection, truths).map(\.truth) == [1])
    }

    @Test func onlyVOCCountsTheLastPixel() {
        // 10·5/100 = 0.5 without the last pixel; 11·6/121 = 0.545 with it. A pixel narrower: 0.4 and 0.4545.
        #expect(outcomes(.coco, [Box(0, 0, 10, 5)], [left]) == [.truePositive])
        #expect(outcomes(.coco, [Box(0, 0, 10, 4.9)], [left]) == [.falsePositive])
        #expect(outcomes(.voc2010, [Box(0, 0, 10, 4.9)], [left]) == [.truePositive])
        #expect(outcomes(.voc2010, [Box(0, 0, 10, 4)], [left]) == [.falsePositive])
    }

    @Test func difficultObjectsDontCount() {
        var difficult = left
        difficult.isDifficult = true
        let boxes = [left.box, left.box]
        #expect(outcomes(.voc2010, boxes, [difficult]) == [.ignored, .ignored])
        #expect(DetectionProtocol.voc2010.objectCount([difficult, right]) == 1)
        #expect(DetectionProtocol.coco.objectCount([difficult, right]) == 2)
    }

    @Test func crowdsTakeAnyNumberByTheirShareOfTheDetection() {
        let crowd = TruthBox(Box(0, 0, 100, 100), isCrowd: true)
        let boxes = [Box(5, 5, 10, 10), Box(5, 5, 10, 10), Box(98, 0, 102, 4), Box(99, 0, 109, 4)]
        #expect(outcomes(.coco, boxes, [crowd]) == [.ignored, .ignored, .ignored, .falsePositive])
        // An object to be found goes first, even where the crowd overlaps more.
        #expect(outcomes(.coco, [Box(0, 0, 10, 8)], [crowd, left]) == [.truePositive])
    }

    @Test func areaRangesIncludeBothEnds() {
        let square = TruthBox(Box(0, 0, 32, 32))
        for (areas, count) in [
            (DetectionProtocol.smallAreas, 1), (DetectionProtocol.mediumAreas, 1), (DetectionProtocol.largeAreas, 0),
        ] {
            var rules = DetectionProtocol.coco
            rules.areas = areas
            #expect(rules.objectCount([square]) == count)
            let outcome: ScoredMatch.Outcome = count == 1 ? .falsePositive : .ignored
            #expect(outcomes(rules, [Box(50, 50, 82, 82)], [square]) == [outcome])
        }
        // The annotation's area decides, not the box's.
        var rules = DetectionProtocol.coco
        rules.areas = DetectionProtocol.smallAreas
        #expect(rules.objectCount([TruthBox(Box(0, 0, 90, 90), area: 500)]) == 1)
    }

    @Test func onlyTheSurestCount() {
        var rules = DetectionProtocol.coco
        rules.detectionLimit = 1
        #expect(outcomes(rules, [right.box, left.box], [left, right]) == [.truePositive])
    }

    /// 1 − 10⁻¹⁰ stands for a threshold of 1.
    @Test func equalBoxesMatchAtAThresholdOfOne() {
        let box = TruthBox(Box(0.1, 0.2, 0.7, 0.9))
        #expect(outcomes(.coco.threshold(1), [box.box], [box]) == [.truePositive])
    }
}
