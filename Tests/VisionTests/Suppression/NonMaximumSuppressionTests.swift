import ConvNet
import Testing
import Vision

struct NonMaximumSuppressionTests {
    private func detections(_ golden: GoldenCase) throws -> [Detection] {
        let scores = try golden.array("scores")
        let classes = try golden.integers("classes")
        return try golden.boxes("boxes").enumerated().map {
            Detection($1, score: scores[$0], classID: classes[$0])
        }
    }

    @Test(arguments: goldenCases("nms"))
    func keepsWhatTorchvisionKeeps(_ golden: GoldenCase) throws {
        let (all, threshold) = (try detections(golden), try golden.number("threshold"))
        #expect(nms(all, threshold: threshold) == (try golden.integers("kept")))
        let perClass = batchedNMS(all, threshold: threshold)
        // torchvision orders equal scores of different classes by its own trick; sets and scores must be the same.
        let expected = try golden.integers("keptPerClass")
        #expect(Set(perClass) == Set(expected))
        #expect(perClass.map { all[$0].score } == expected.map { all[$0].score })
    }

    @Test(arguments: goldenCases("nms"))
    func softensAsDefined(_ golden: GoldenCase) throws {
        let all = try detections(golden)
        for (name, decay) in [
            ("linear", SoftNMSDecay.linear(threshold: try golden.number("threshold"))),
            ("gaussian", .gaussian(sigma: try golden.number("sigma"))),
        ] {
            let result = softNMS(all, decay: decay, minimumScore: try golden.number("minimum"))
            #expect(result.map(\.index) == (try golden.integers(name)), "\(name)")
            for (actual, expected) in zip(result, try golden.array("\(name)Scores")) {
                #expect(abs(actual.score - expected) < 1e-12, "\(name)")
            }
        }
    }

    @Test func anIoUOfTheThresholdStays() {
        let pair = [Detection(Box(0, 0, 4, 4), score: 1), Detection(Box(0, 0, 4, 2), score: 0.5)]
        #expect(nms(pair, threshold: 0.5) == [0, 1])
        #expect(nms(pair, threshold: 0.499) == [0])
    }

    @Test func equalScoresGoInOrderAndNaNLast() {
        let box = Box(0, 0, 4, 4)
        #expect(nms([.init(box, score: .nan), .init(box, score: 0.5), .init(box, score: 0.5)], threshold: 0.5) == [1])
        #expect(softNMS([.init(box, score: .nan)], decay: .gaussian(sigma: 0.5)).isEmpty)
    }

    @Test func suppressesOnlyWithinAClass() {
        let box = Box(0, 0, 4, 4)
        let pair = [Detection(box, score: 0.5, classID: 1), Detection(box, score: 0.9, classID: 2)]
        #expect(nms(pair, threshold: 0.5) == [1])
        #expect(batchedNMS(pair, threshold: 0.5) == [1, 0])
    }

    @Test func saysWhoDroppedWhom() {
        let boxes = [Box(0, 0, 10, 10), Box(1, 0, 11, 10), Box(20, 0, 30, 10)]
        let trace = nmsTrace(zip(boxes, [0.8, 0.9, 0.7]).map { Detection($0, score: $1) }, threshold: 0.5)
        #expect(
            trace.description == """
                1 (score 0.9): kept
                0 (score 0.8): dropped, IoU 0.8182 with 1
                2 (score 0.7): kept
                """)
        #expect(trace.dropped(by: 1) == [0])
        #expect(trace.dropped(by: 2).isEmpty)
    }

    @Test(arguments: [0, 0.3, 0.5, 1])
    func whatIsKeptIsIndependentAndDroppedForAReason(_ threshold: Double) {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<60 {
            let all = random.detections(random.below(30))
            let trace = nmsTrace(all, threshold: threshold, perClass: true)
            #expect(trace.steps.map(\.index).sorted() == Array(all.indices))
            // Again on what was kept: nothing more goes.
            let kept = trace.kept.map { all[$0] }
            #expect(batchedNMS(kept, threshold: threshold) == Array(kept.indices))
            for step in trace.steps {
                guard case .dropped(let surer, let iou) = step.fate else { continue }
                #expect(trace.kept.contains(surer))
                #expect(iou > threshold && iou == all[surer].box.iou(all[step.index].box))
                #expect(all[surer].score >= step.score && all[surer].classID == all[step.index].classID)
            }
        }
    }

    @Test func saysWhoLoweredWhom() {
        let pair = [Detection(Box(0, 0, 10, 10), score: 0.9), Detection(Box(0, 0, 10, 8), score: 0.8)]
        #expect(
            "\(softNMSTrace(pair, decay: .linear(threshold: 0.5)))" == """
                0 (score 0.9): taken
                  1: 0.8 → 0.16, IoU 0.8
                1 (score 0.16): taken
                """)
        // At the threshold, nothing is lowered.
        #expect(softNMSTrace(pair, decay: .linear(threshold: 0.8)).steps.allSatisfy { $0.lowered.isEmpty })
        var random = SeededGenerator(seed: 8)
        let all = random.detections(25)
        let trace = softNMSTrace(all, decay: .gaussian(sigma: 0.5), minimumScore: 0)
        for (index, detection) in all.enumerated() {
            // Each detection's score falls in the steps, from its own to the one it was taken with.
            let falls = trace.steps.flatMap(\.lowered).filter { $0.index == index }
            let scores = [detection.score] + falls.map(\.after)
            #expect(zip(falls, scores).allSatisfy { $0.before == $1 })
            #expect(trace.steps.first { $0.taken.index == index }?.taken.score == scores[scores.count - 1])
        }
    }

    @Test func softScoresNeverRise() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<30 {
            let all = random.detections(15)
            for decay in [SoftNMSDecay.linear(threshold: 0.3), .gaussian(sigma: 0.5)] {
                let result = softNMS(all, decay: decay)
                #expect(zip(result, result.dropFirst()).allSatisfy { $0.score >= $1.score })
                #expect(result.allSatisfy { $0.score <= all[$0.index].score })
            }
        }
    }
}
