import Vision

extension Panel {
    /// Precision over recall, one line a curve: the points as they are, with their teeth, or the envelope.
    ///
    ///     figure(.precisionRecall(curve, title: "ねこ"), caption: "適合率・再現率曲線", alt: "…")
    ///
    /// - Parameters:
    ///   - curve: of one class.
    ///   - title: Written above.
    ///   - withEnvelope: Whether the envelope, from which average precisions are taken, is drawn too.
    /// - Returns: A chart; without points if there is nothing to find.
    public static func precisionRecall(
        _ curve: PrecisionRecallCurve, title: String = "", withEnvelope: Bool = true
    ) -> Panel {
        let recalls = curve.points.map { Float($0.recall) }
        var series = [
            Chart.Series(name: "precision", x: recalls, y: curve.points.map { Float($0.precision) })
        ]
        if withEnvelope {
            // The envelope begins at a recall of 0: that is where the first of its samples is taken.
            let envelope = curve.envelope.map { Float($0) }
            series.append(
                Chart.Series(name: "envelope", x: [0] + recalls, y: [envelope.first ?? 0] + envelope))
        }
        return .chart(title: title, xLabel: "recall", yLabel: "precision", series: series)
    }

    /// Precision over recall of several classes or models, one line each, named in the legend.
    public static func precisionRecall(
        _ curves: [(name: String, curve: PrecisionRecallCurve)], title: String = ""
    ) -> Panel {
        .chart(
            title: title, xLabel: "recall", yLabel: "precision",
            series: curves.map { name, curve in
                Chart.Series(
                    name: name, x: curve.points.map { Float($0.recall) }, y: curve.points.map { Float($0.precision) })
            })
    }
}
