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
    softNMSTrace(detections, decay: decay, minimumScore: minimumScore).steps.map(\.taken)
}

/// Soft-NMS, step by step: who was taken, and whose score it lowered.
///
/// ```swift
/// let detections = [Detection(Box(0, 0, 10, 10), score: 0.9), Detection(Box(0, 0, 10, 8), score: 0.8)]
/// print(softNMSTrace(detections, decay: .linear(threshold: 0.5)))
/// // 0 (score 0.9): taken
/// //   1: 0.8 → 0.16, IoU 0.8
/// // 1 (score 0.16): taken
/// ```
///
/// - Parameters:
///   - detections: in any order.
///   - decay: how scores are lowered.
///   - minimumScore: below this, nothing is taken.
/// - Returns: a step for each detection taken, from the highest new score to the lowest.
public func softNMSTrace(
    _ detections: [Detection], decay: SoftNMSDecay, minimumScore: Double = 0.001
) -> SoftNMSTrace {
    var scores = detections.map(\.score)
    var left = Array(detections.indices)
    var steps: [SoftNMSTrace.Step] = []
    while true {
        // Positions in `left` stay in the order of the input, so the first of equal scores is found first.
        var best: Int?
        for (place, index) in left.enumerated() where scores[index] >= minimumScore {
            if let current = best, scores[left[current]] >= scores[index] { continue }
            best = place
        }
        guard let best else { return SoftNMSTrace(steps: steps) }
        let surest = left.remove(at: best)
        var lowered: [SoftNMSTrace.Lowering] = []
        for index in left {
            let iou = detections[surest].box.iou(detections[index].box)
            let weight = decay.weight(iou: iou)
            guard weight != 1 else { continue }
            let before = scores[index]
            scores[index] *= weight
            lowered.append(SoftNMSTrace.Lowering(index: index, iou: iou, before: before, after: scores[index]))
        }
        steps.append(
            SoftNMSTrace.Step(taken: RescoredDetection(index: surest, score: scores[surest]), lowered: lowered))
    }
}

/// What Soft-NMS did.
public struct SoftNMSTrace: Equatable, Sendable, CustomStringConvertible {
    /// A score that became smaller.
    public struct Lowering: Equatable, Sendable {
        /// The detection, by its position.
        public let index: Int
        /// Its IoU with the one that was taken.
        public let iou: Double
        /// Its score before.
        public let before: Double
        /// Its score after.
        public let after: Double
    }

    /// One turn.
    public struct Step: Equatable, Sendable {
        /// The detection with the highest score left.
        public let taken: RescoredDetection
        /// Those whose score it changed, in the order in which they were given.
        public let lowered: [Lowering]
    }

    /// In the order in which detections were taken.
    public let steps: [Step]

    /// A line for each detection taken, and below it one for each score lowered.
    public var description: String {
        func short(_ number: Double) -> Double { (number * 10_000).rounded() / 10_000 }
        return steps.flatMap { step in
            ["\(step.taken.index) (score \(short(step.taken.score))): taken"]
                + step.lowered.map {
                    "  \($0.index): \(short($0.before)) → \(short($0.after)), IoU \(short($0.iou))"
                }
        }.joined(separator: "\n")
    }
}
