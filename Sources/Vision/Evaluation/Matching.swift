/// An object that is there to be found.
public struct TruthBox: Hashable, Sendable {
    /// Where, in pixels.
    public var box: Box
    /// Which class.
    public var classID: Int
    /// Pascal VOC's mark for objects that need not be found; COCO's matching does not look at it.
    public var isDifficult: Bool
    /// COCO's mark for a region with many objects of the class; VOC's matching does not look at it.
    public var isCrowd: Bool
    /// Open Images' mark for a box around a group of objects; only its matching looks at it.
    public var isGroup: Bool
    /// The object's own area in square pixels, as COCO's annotations have it (a mask's area); the box's unless given.
    public var area: Double

    /// An object; of class 0 where there is only one.
    public init(
        _ box: Box, classID: Int = 0, isDifficult: Bool = false, isCrowd: Bool = false, isGroup: Bool = false,
        area: Double? = nil
    ) {
        self.box = box
        self.classID = classID
        self.isDifficult = isDifficult
        self.isCrowd = isCrowd
        self.isGroup = isGroup
        self.area = area ?? box.area
    }
}

/// What became of a detection.
public struct ScoredMatch: Hashable, Sendable {
    /// What it counts as.
    public enum Outcome: Hashable, Sendable {
        /// It found an object.
        case truePositive
        /// It found nothing, or what was found already.
        case falsePositive
        /// It doesn't count: what it found need not be found, or it is none of the sizes asked for.
        case ignored
    }

    /// Its score.
    public var score: Double
    /// What it counts as.
    public var outcome: Outcome
    /// The object that decided, by its position in the image; nil if none overlaps enough.
    public var truth: Int?
    /// The overlap with that object; 0 if there is none.
    public var overlap: Double

    /// What became of a detection.
    public init(score: Double, outcome: Outcome, truth: Int? = nil, overlap: Double = 0) {
        self.score = score
        self.outcome = outcome
        self.truth = truth
        self.overlap = overlap
    }
}

extension DetectionProtocol {
    /// What becomes of the detections of one image, all of one class.
    ///
    /// - Parameters:
    ///   - detections: in any order; classes are not looked at.
    ///   - truths: the objects of that class in the image; their order decides between equal overlaps.
    /// - Returns: a result for each detection within the limit, from the highest score to the lowest, equal ones as
    ///   given.
    public func match(_ detections: [Detection], _ truths: [TruthBox]) -> [ScoredMatch] {
        ranked(detections, truths).map(\.match)
    }

    /// The same, with each detection's position in `detections`.
    func ranked(_ detections: [Detection], _ truths: [TruthBox]) -> [(place: Int, match: ScoredMatch)] {
        var order = descendingOrder(detections.map(\.score))
        if let detectionLimit { order = Array(order.prefix(max(0, detectionLimit))) }
        var isTaken = [Bool](repeating: false, count: truths.count)
        let isIgnored = truths.map(isIgnored)
        // For COCO: what must be found first, the rest behind it, each in its own order.
        let truthOrder = truths.indices.filter { !isIgnored[$0] } + truths.indices.filter { isIgnored[$0] }
        return order.map { place in
            let detection = detections[place]
            let best =
                switch matching {
                case .voc: bestVOC(detection, truths)
                case .coco: bestCOCO(detection, truths, truthOrder, isIgnored, isTaken)
                case .openImages: bestOpenImages(detection, truths, isTaken)
                }
            guard let (truth, overlap) = best else {
                let counts = matching != .coco || areas.contains(detection.box.area)
                return (place, ScoredMatch(score: detection.score, outcome: counts ? .falsePositive : .ignored))
            }
            let outcome: ScoredMatch.Outcome =
                if truths[truth].isGroup, case .openImages = matching {
                    // The surest detection in a group stands for it, if groups count.
                    isIgnored[truth] || isTaken[truth] ? .ignored : .truePositive
                } else {
                    isIgnored[truth] ? .ignored : isTaken[truth] ? .falsePositive : .truePositive
                }
            isTaken[truth] = true
            return (
                place, ScoredMatch(score: detection.score, outcome: outcome, truth: truth, overlap: overlap)
            )
        }
    }

    /// How many of these objects are there to be found.
    public func objectCount(_ truths: [TruthBox]) -> Int {
        truths.count { !isIgnored($0) }
    }

    private func isIgnored(_ truth: TruthBox) -> Bool {
        switch matching {
        case .voc: truth.isDifficult
        case .openImages(let countsGroups): truth.isDifficult || (truth.isGroup && !countsGroups)
        case .coco: truth.isCrowd || !areas.contains(truth.area)
        }
    }

    /// The most overlapped object, taken or not, if that is enough.
    private func bestVOC(_ detection: Detection, _ truths: [TruthBox]) -> (Int, Double)? {
        var best: (Int, overlap: Double)?
        for (index, truth) in truths.enumerated() {
            let overlap = truth.box.iou(detection.box, .inclusive)
            if overlap > best?.overlap ?? 0 { best = (index, overlap) }
        }
        return best.flatMap { $0.overlap >= iouThreshold ? $0 : nil }
    }

    /// The most overlapped object of those that are free; an ignored one only if no other overlaps enough.
    private func bestCOCO(
        _ detection: Detection, _ truths: [TruthBox], _ order: [Int], _ isIgnored: [Bool], _ isTaken: [Bool]
    ) -> (Int, Double)? {
        var best: (index: Int, Double)?
        // At a threshold of 1, rounding in the IoU of two equal boxes must not part them.
        var least = min(iouThreshold, 1 - 1e-10)
        for index in order where !isTaken[index] || truths[index].isCrowd {
            if let best, !isIgnored[best.index], isIgnored[index] { break }
            let region = truths[index]
            let overlap =
                region.isCrowd ? detection.box.coverage(by: region.box) : region.box.iou(detection.box)
            guard overlap >= least else { continue }
            least = overlap
            best = (index, overlap)
        }
        return best
    }

    /// The most overlapped single object, unless it is taken; else the group that the detection lies in most.
    private func bestOpenImages(_ detection: Detection, _ truths: [TruthBox], _ isTaken: [Bool]) -> (Int, Double)? {
        func best(groups: Bool, _ overlap: (TruthBox) -> Double) -> (index: Int, Double)? {
            var (best, most) = (-1, iouThreshold)
            for (index, truth) in truths.enumerated() where truth.isGroup == groups {
                let shared = overlap(truth)
                if shared > most { (best, most) = (index, shared) }
            }
            return best < 0 ? nil : (best, most)
        }
        let single = best(groups: false) { $0.box.iou(detection.box) }
        if let single, !isTaken[single.index] || truths[single.index].isDifficult { return single }
        return best(groups: true) { detection.box.coverage(by: $0.box) } ?? single
    }
}
