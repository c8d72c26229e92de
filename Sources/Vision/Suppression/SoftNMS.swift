import Glibc

/// How Soft-NMS lowers the score of a detection that overlaps a surer one.
public enum SoftNMSDecay: Hashable, Sendable {
    /// s ← s·(1 − IoU) where IoU > `threshold`: a jump at the threshold.
    case linear(threshold: Double)
    /// s ← s·exp(−IoU²/`sigma`): smooth, for every overlap. The paper uses 0.5.
    case gaussian(sigma: Double)

    /// What the score is multiplied by.
    public func weight(iou: Double) -> Double {
        switch self {
        case .linear(let threshold): iou > threshold ? 1 - iou : 1
        case .gaussian(let sigma): iou > 0 ? exp(-iou * iou / sigma) : 1
        }
    }
}

/// A detection that Soft-NMS kept, and what its score has become.
public struct RescoredDetection: Equatable, Sendable {
    /// The detection, by its position.
    public let index: Int
    /// Its score after all decays.
    public let score: Double
}

/// Soft-NMS: detections that overlap a surer one lose score instead of being dropped.
///
/// Bodla et al. 2017, "Soft-NMS: improving object detection with one line of code". Again and again, the detection with
/// the highest remaining score is taken, and `decay` lowers the scores of all others that are left. Of equal scores
/// the first given is taken. It ends when no remaining score is at least `minimumScore`; NaN scores are never taken.
///
/// Time is proportional to n². Classes don't count: call it once for each class.
///
/// - Returns: those taken, in that order: from the highest new score to the lowest.
public func softNMS(
    _ detections: [Detection], decay: SoftNMSDecay, minimumScore: Double = 0.001
) -> [RescoredDetection] {
    var scores = detections.map(\.score)
    var left = Array(detections.indices)
    var taken: [RescoredDetection] = []
    while true {
        // Positions in `left` stay in the order of the input, so the first of equal scores is found first.
        var best: Int?
        for (place, index) in left.enumerated() where scores[index] >= minimumScore {
            if let current = best, scores[left[current]] >= scores[index] { continue }
            best = place
        }
        guard let best else { return taken }
        let surest = left.remove(at: best)
        taken.append(RescoredDetection(index: surest, score: scores[surest]))
        for index in left {
            scores[index] *= decay.weight(iou: detections[surest].box.iou(detections[index].box))
        }
    }
}
