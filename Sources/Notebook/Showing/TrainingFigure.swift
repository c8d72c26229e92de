import ConvNet
import Display

/// Draws the curves of a training: the loss of every epoch, and the accuracy if the task has one.
///
///     figure(history, caption: "学習曲線", alt: "損失が下がり、正解率が上がる折れ線")
///
/// - Parameters:
///   - history: What `train` gave.
///   - caption: Written below the figure.
///   - alt: What the picture says, for someone who can't see it.
public func figure(_ history: TrainingHistory, caption: String, alt: String) {
    Channel.send("figure", 0, JSONText.encode(Figure(caption: caption, alt: alt, panels: history.panels)))
}

extension TrainingHistory {
    /// The loss, and the accuracy unless the task has none: training and validation as two lines of a chart.
    public var panels: [Panel] {
        let loss = Panel.chart(
            xLabel: "epoch", yLabel: "loss",
            series: series(("training", \.loss), ("validation", \.validationLoss)))
        let accuracy = series(("training", \.accuracy), ("validation", \.validationAccuracy))
        guard !accuracy.isEmpty else { return [loss] }
        return [loss, .chart(xLabel: "epoch", yLabel: "accuracy", series: accuracy)]
    }

    /// The lines that have a number at all.
    private func series(
        _ training: (name: String, value: KeyPath<EpochRecord, Double>),
        _ validation: (name: String, value: KeyPath<EpochRecord, Double?>)
    ) -> [Chart.Series] {
        let all: [(name: String, values: [Double?])] = [
            (training.name, epochs.map { $0[keyPath: training.value] }),
            (validation.name, epochs.map { $0[keyPath: validation.value] }),
        ]
        return all.compactMap { name, values in
            let points = zip(epochs, values).compactMap { epoch, value -> (x: Float, y: Float)? in
                guard let value, value.isFinite else { return nil }
                return (Float(epoch.epoch), Float(value))
            }
            return points.isEmpty ? nil : Chart.Series(name: name, x: points.map(\.x), y: points.map(\.y))
        }
    }
}
