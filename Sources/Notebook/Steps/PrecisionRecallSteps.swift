import ConvNet
import Display
import Vision

extension [Figure.Step] {
    /// A precision-recall curve as it is built, detection by detection, then its envelope, then the average precision as each
    /// protocol takes it.
    ///
    /// Traps with more than 96 points.
    ///
    /// - Parameters:
    ///   - curve: Of one class.
    ///   - averagings: The protocols: by default eleven points, all points and 101 points.
    /// - Returns: A step for each point, one for the envelope, and one for each protocol; none if there is nothing to find.
    public static func precisionRecall(
        _ curve: PrecisionRecallCurve,
        averagings: [PrecisionAveraging] = [.elevenPoints(), .allPoints, .points101()]
    ) -> [Figure.Step] {
        orTrap { () throws(ShapeError) in
            try StepParts.requireFew(curve.points.count + 1 + averagings.count, in: "precisionRecall")
        }
        guard curve.objectCount > 0, !curve.points.isEmpty else { return [] }
        let points = curve.points.indices.map { index in
            Figure.Step(
                caption: caption(curve, index),
                panels: [panel(series(curve, upTo: index + 1))])
        }
        let whole = series(curve, upTo: curve.points.count)
        let envelope = Chart.Series(
            name: "envelope", x: [0] + whole.x, y: ([curve.envelope.first ?? 0] + curve.envelope).map { Float($0) })
        return points + [
            Figure.Step(
                caption: "包絡線：その再現率以上での、最大の適合率に置き換える", panels: [panel(whole, envelope)])
        ]
            + averagings.map { averaging in
                let sampled = sampled(curve, averaging)
                let average = StepParts.text(curve.averagePrecision(averaging) ?? 0, decimals: 4)
                return Figure.Step(
                    caption: "\(sampled.explanation) = \(average)", panels: [panel(whole, envelope, sampled.series)])
            }
    }

    private static func series(_ curve: PrecisionRecallCurve, upTo count: Int) -> Chart.Series {
        let points = curve.points.prefix(count)
        return Chart.Series(
            name: "precision", x: points.map { Float($0.recall) }, y: points.map { Float($0.precision) })
    }

    private static func panel(_ series: Chart.Series...) -> Panel {
        .chart(
            Chart(xLabel: "recall", yLabel: "precision", series: series, xRange: 0...1, yRange: 0...1))
    }

    private static func caption(_ curve: PrecisionRecallCurve, _ index: Int) -> String {
        let point = curve.points[index]
        let isHit = point.truePositives > (index == 0 ? 0 : curve.points[index - 1].truePositives)
        let found = point.truePositives
        return "\(index + 1) 個目（スコア \(StepParts.text(point.score, decimals: 4))）は \(isHit ? "TP" : "FP")："
            + "適合率 \(found)/\(found + point.falsePositives) = \(StepParts.text(point.precision, decimals: 3))、"
            + "再現率 \(found)/\(curve.objectCount) = \(StepParts.text(point.recall, decimals: 3))"
    }

    /// What a protocol reads off the envelope: samples at its recalls, or the steps whose area it takes.
    private static func sampled(
        _ curve: PrecisionRecallCurve, _ averaging: PrecisionAveraging
    ) -> (explanation: String, series: Chart.Series) {
        func samples(_ steps: Int, _ grid: RecallGrid, _ name: String) -> Chart.Series {
            Chart.Series(
                name: name, x: (0...steps).map { Float($0) / Float(steps) },
                y: curve.sampled(steps: steps, grid).map { Float($0) })
        }
        switch averaging {
        case .elevenPoints(let grid):
            return ("VOC 2007：再現率 0、0.1、…、1 の 11 点での高さの平均", samples(10, grid, "11 points"))
        case .points101(let grid):
            return ("COCO：再現率 0、0.01、…、1 の 101 点での高さの平均", samples(100, grid, "101 points"))
        case .allPoints:
            var series = Chart.Series(name: "area", x: [], y: [])
            var recall: Float = 0
            for (point, height) in zip(curve.points, curve.envelope) where Float(point.recall) > recall {
                series.x += [recall, Float(point.recall)]
                series.y += [Float(height), Float(height)]
                recall = Float(point.recall)
            }
            return ("VOC 2010 以降：再現率が増えた幅 × その高さの和（階段の下の面積）", series)
        }
    }
}
