/// The measures of semantic segmentation.
///
/// With n[t][p] the counts, T[i] the pixels of true class i (a row's sum), P[i] the pixels labelled i (a column's sum):
///
///     pixel accuracy         Σ n[i][i] / Σ T[i]
///     accuracy of class i    n[i][i] / T[i]                          also called recall
///     IoU of class i         n[i][i] / (T[i] + P[i] − n[i][i])       the Jaccard index
///     Dice of class i        2·n[i][i] / (T[i] + P[i])               F1; = 2·IoU / (1 + IoU)
///     frequency-weighted IoU Σ T[i]·IoU[i] / Σ T[i]
///
/// All are in [0, 1]. The names are those of Long, Shelhamer and Darrell 2015, "Fully convolutional networks for
/// semantic segmentation".
///
/// **Absent classes.** A class that is neither in the truth nor in the predictions has no IoU and no Dice (nil), and is
/// left out of their means. One that is predicted but nowhere true has an IoU of 0, which counts, and no accuracy, so
/// it is left out of the mean accuracy. Without any pixel every measure is nil.
extension ConfusionMatrix {
    /// The pixels counted.
    public var pixelCount: Int { truthCounts.reduce(0, +) }

    /// The pixels of each true class, T.
    public var truthCounts: [Int] { counts.map { $0.reduce(0, +) } }

    /// The pixels labelled as each class, P.
    public var predictionCounts: [Int] {
        counts.indices.map { column in counts.reduce(0) { $0 + $1[column] } }
    }

    /// The part of all pixels that is labelled right.
    public var pixelAccuracy: Double? {
        ratio(correctCounts.reduce(0, +), pixelCount)
    }

    /// For each class the part of its pixels that is labelled right; nil if it has none.
    public var accuracies: [Double?] {
        zip(correctCounts, truthCounts).map(ratio)
    }

    /// The mean of the accuracies of the classes that have pixels.
    public var meanAccuracy: Double? { mean(accuracies) }

    /// For each class, intersection over union of truth and prediction; nil if it is absent from both.
    public var ious: [Double?] {
        let (correct, truth, predicted) = (correctCounts, truthCounts, predictionCounts)
        return counts.indices.map { ratio(correct[$0], truth[$0] + predicted[$0] - correct[$0]) }
    }

    /// mIoU: the mean over the classes that are in the truth or in the predictions.
    public var meanIoU: Double? { mean(ious) }

    /// The mean of the IoUs, each weighted by the pixels that its class truly has.
    public var frequencyWeightedIoU: Double? {
        let total = pixelCount
        guard total > 0 else { return nil }
        let weighted = zip(truthCounts, ious).reduce(0.0) { $0 + Double($1.0) * ($1.1 ?? 0) }
        return weighted / Double(total)
    }

    /// For each class the Dice coefficient, 2·IoU / (1 + IoU); nil if it is absent from both.
    public var dices: [Double?] {
        let (correct, truth, predicted) = (correctCounts, truthCounts, predictionCounts)
        return counts.indices.map { ratio(2 * correct[$0], truth[$0] + predicted[$0]) }
    }

    /// The mean over the classes that are in the truth or in the predictions.
    public var meanDice: Double? { mean(dices) }

    private var correctCounts: [Int] { counts.indices.map { counts[$0][$0] } }

    private func ratio(_ part: Int, _ whole: Int) -> Double? {
        whole > 0 ? Double(part) / Double(whole) : nil
    }

    private func mean(_ values: [Double?]) -> Double? {
        let present = values.compactMap { $0 }
        return present.isEmpty ? nil : present.reduce(0, +) / Double(present.count)
    }
}
