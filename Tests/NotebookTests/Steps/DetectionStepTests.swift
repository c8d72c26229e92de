import ConvNet
import Display
import Notebook
import Testing
import Vision

@Suite struct DetectionStepTests {
    private let detections = [
        Detection(Box(0, 0, 10, 10), score: 0.8), Detection(Box(1, 0, 11, 10), score: 0.9),
        Detection(Box(20, 0, 30, 10), score: 0.7), Detection(Box(21, 0, 31, 10), score: 0.6),
    ]

    @Test func suppressionTurnByTurn() throws {
        let trace = nmsTrace(detections, threshold: 0.5)
        let steps = [Figure.Step].suppression(trace, of: detections, over: Tensor.zeros([16, 32]))
        #expect(steps.count == trace.kept.count + 2)
        let first = try #require(steps.first?.images.first)
        #expect(first.outlines.count == detections.count)
        let last = try #require(steps.last?.images.first)
        #expect(last.outlines.map { Box($0.x1, $0.y1, $0.x2, $0.y2) } == trace.kept.sorted().map { detections[$0].box })
        for (turn, index) in trace.kept.enumerated() {
            let outlines = try #require(steps[turn + 1].images.first).outlines
            #expect(outlines.filter { $0.group == 0 }.map(\.x1) == [detections[index].box.x1])
            #expect(outlines.count { $0.group == 1 } == trace.dropped(by: index).count)
            #expect(outlines.count { $0.group == 2 } == turn)
        }
        #expect(steps[1].caption == "1 手目：1 番（0.9）を残す。0 番（IoU 0.82）を消す")
    }

    @Test func theCurveIsBuiltPointByPoint() throws {
        let matches = [(0.95, true), (0.9, false), (0.8, false), (0.7, true), (0.6, true), (0.5, false)].map {
            ScoredMatch(score: $0, outcome: $1 ? .truePositive : .falsePositive)
        }
        let curve = try PrecisionRecallCurve(matches, objectCount: 4)
        let steps = [Figure.Step].precisionRecall(curve)
        #expect(steps.count == curve.points.count + 4)
        for (index, point) in curve.points.enumerated() {
            let chart = try #require(steps[index].chart)
            #expect(chart.series.count == 1 && chart.series[0].x.count == index + 1)
            #expect(chart.series[0].x.last == Float(point.recall) && chart.series[0].y.last == Float(point.precision))
            #expect(steps[index].caption.contains(" \(matches[index].outcome == .truePositive ? "TP" : "FP")："))
        }
        let charts = steps.compactMap(\.chart)
        #expect(charts.allSatisfy { $0.xRange == 0...1 && $0.yRange == 0...1 })
        let envelope = try #require(charts[6].series.last)
        #expect(Array(envelope.y.dropFirst()) == curve.envelope.map { Float($0) })
        // What is drawn last is what the average precision is made of.
        let drawn = try charts.suffix(3).map { try #require($0.series.last) }
        for (series, averaging) in [(drawn[0], PrecisionAveraging.elevenPoints()), (drawn[2], .points101())] {
            let mean = series.y.reduce(0, +) / Float(series.y.count)
            #expect(abs(Double(mean) - (curve.averagePrecision(averaging) ?? -1)) < 1e-6)
        }
        #expect(drawn[0].y.count == 11 && drawn[2].y.count == 101)
        let area = stride(from: 0, to: drawn[1].x.count, by: 2).reduce(Float(0)) { sum, place in
            sum + (drawn[1].x[place + 1] - drawn[1].x[place]) * drawn[1].y[place]
        }
        #expect(abs(Double(area) - (curve.averagePrecision(.allPoints) ?? -1)) < 1e-6)
    }

    @Test func nothingToFindIsNoStep() throws {
        let curve = try PrecisionRecallCurve([], objectCount: 0)
        #expect([Figure.Step].precisionRecall(curve).isEmpty)
    }
}
