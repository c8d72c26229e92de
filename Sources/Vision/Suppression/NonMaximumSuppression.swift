/// Non-maximum suppression: of detections that overlap, the surest one.
///
/// From the highest score to the lowest, a detection is kept unless its IoU with one that was kept before is **more
/// than** `threshold` (equal is kept). Equal scores go in the order in which they are given; NaN comes last. Classes
/// don't count here: see `batchedNMS`. The same as torchvision's `nms`.
///
/// Time is proportional to n·log n + n·k for n detections of which k are kept.
///
/// - Returns: the positions of those kept, from the highest score to the lowest.
public func nms(_ detections: [Detection], threshold: Double) -> [Int] {
    nmsTrace(detections, threshold: threshold, perClass: false).kept
}

/// Non-maximum suppression within each class: detections of different classes don't suppress each other.
///
/// The same as torchvision's `batched_nms`, without its trick of moving classes apart (which costs digits).
///
/// - Returns: the positions of those kept, from the highest score to the lowest over all classes.
public func batchedNMS(_ detections: [Detection], threshold: Double) -> [Int] {
    nmsTrace(detections, threshold: threshold, perClass: true).kept
}

/// Non-maximum suppression, step by step: what became of each detection, and why.
///
/// ```swift
/// let boxes = [Box(0, 0, 10, 10), Box(1, 0, 11, 10), Box(20, 0, 30, 10)]
/// let detections = zip(boxes, [0.8, 0.9, 0.7]).map { Detection($0, score: $1) }
/// print(nmsTrace(detections, threshold: 0.5))
/// // 1 (score 0.9): kept
/// // 0 (score 0.8): dropped, IoU 0.8182 with 1
/// // 2 (score 0.7): kept
/// ```
///
/// - Parameters:
///   - detections: in any order.
///   - threshold: the largest IoU with a surer detection that a detection may have.
///   - perClass: whether only detections of the same class suppress each other.
/// - Returns: a decision for each detection, from the highest score to the lowest.
public func nmsTrace(_ detections: [Detection], threshold: Double, perClass: Bool = false) -> NMSTrace {
    var kept: [Int] = []
    var keptOfClass: [Int: [Int]] = [:]
    var steps: [NMSTrace.Step] = []
    for index in descendingOrder(detections.map(\.score)) {
        let detection = detections[index]
        let group = perClass ? detection.classID : 0
        var fate = NMSTrace.Fate.kept
        for surer in keptOfClass[group, default: []] {
            let iou = detections[surer].box.iou(detection.box)
            if iou > threshold {
                fate = .dropped(by: surer, iou: iou)
                break
            }
        }
        if fate == .kept {
            kept.append(index)
            keptOfClass[group, default: []].append(index)
        }
        steps.append(NMSTrace.Step(index: index, score: detection.score, fate: fate))
    }
    return NMSTrace(steps: steps, kept: kept)
}

/// What non-maximum suppression did.
public struct NMSTrace: Equatable, Sendable, CustomStringConvertible {
    /// What became of a detection.
    public enum Fate: Equatable, Sendable {
        /// No surer one that was kept overlaps it too much.
        case kept
        /// The surest of those kept whose IoU with it is more than the threshold, and that IoU.
        case dropped(by: Int, iou: Double)
    }

    /// One decision.
    public struct Step: Equatable, Sendable {
        /// The detection, by its position.
        public let index: Int
        /// Its score.
        public let score: Double
        /// What became of it.
        public let fate: Fate
    }

    /// A decision for each detection, from the highest score to the lowest.
    public let steps: [Step]
    /// The positions of those kept, from the highest score to the lowest.
    public let kept: [Int]

    /// The detections that `index` suppressed, from the highest score to the lowest.
    public func dropped(by index: Int) -> [Int] {
        steps.compactMap { step in
            guard case .dropped(let surer, _) = step.fate, surer == index else { return nil }
            return step.index
        }
    }

    /// A line a decision.
    public var description: String {
        steps.map { step in
            switch step.fate {
            case .kept: "\(step.index) (score \(step.score)): kept"
            case .dropped(let surer, let iou):
                "\(step.index) (score \(step.score)): dropped, IoU \((iou * 10_000).rounded() / 10_000) with \(surer)"
            }
        }.joined(separator: "\n")
    }
}
