/// What became of a detection at ten thresholds and four sizes at once: one bit each, sixteen bits a size.
struct MatchBits: Sendable {
    /// It has found an object that counts.
    var found: UInt64 = 0
    /// It does not count.
    var ignored: UInt64 = 0

    /// The bits of one size, threshold by threshold from the lowest.
    static func bits(_ word: UInt64, _ area: Int) -> UInt16 { UInt16(truncatingIfNeeded: word >> UInt64(16 * area)) }
}

/// Matches the detections of one class in one image with its objects, at all of COCO's thresholds and sizes at once.
///
/// Overlaps are computed once. Only objects that a detection overlaps by the lowest threshold or more are looked at
/// again, mostly one or none, so the forty matchings cost about as much as the overlaps. The rule is the one of
/// `DetectionProtocol.Matching.coco`, which is the plain form of the same.
struct COCOMatcher {
    private static let thresholds = DetectionProtocol.cocoThresholds.map { min($0, 1 - 1e-10) }
    private static let allThresholds: UInt16 = 1 << 10 - 1

    let input: COCOEvaluationInput
    /// An object that overlaps the detection, by its place in the group.
    private var candidates: [(truth: Int, overlap: Double)] = []
    /// For each object and size, the thresholds at which it is taken: place · 4 + size.
    private var taken: [UInt16] = []
    /// For each object, the sizes that it is out of, or all for a crowd.
    private var ignoredSizes: [UInt8] = []

    init(_ input: COCOEvaluationInput) { self.input = input }

    /// Matches one group.
    ///
    /// - Parameters:
    ///   - detections: their places in the columns, from the highest score to the lowest.
    ///   - truths: the objects' places in the columns, as given.
    ///   - store: takes the outcome of each detection, by its place in `detections`.
    mutating func match(
        _ detections: some RandomAccessCollection<Int32>, _ truths: ArraySlice<Int32>, _ store: (Int, MatchBits) -> Void
    ) {
        taken.removeAll(keepingCapacity: true)
        ignoredSizes.removeAll(keepingCapacity: true)
        for truth in truths {
            taken.append(contentsOf: repeatElement(0, count: 4))
            ignoredSizes.append(input.isCrowd[Int(truth)] ? 0xF : sizesOut(input.truths.areas[Int(truth)]))
        }
        for (place, detection) in detections.enumerated() {
            findCandidates(Int(detection), truths)
            let out = sizesOut(input.detections.areas[Int(detection)])
            var bits = MatchBits()
            for area in 0..<4 {
                let isOut = out >> UInt8(area) & 1 == 1
                if candidates.isEmpty {
                    if isOut { bits.ignored |= UInt64(COCOMatcher.allThresholds) << UInt64(16 * area) }
                } else {
                    let (found, ignored) = decide(area, isOut, truths)
                    bits.found |= UInt64(found) << UInt64(16 * area)
                    bits.ignored |= UInt64(ignored) << UInt64(16 * area)
                }
            }
            store(place, bits)
        }
    }

    private mutating func findCandidates(_ detection: Int, _ truths: ArraySlice<Int32>) {
        candidates.removeAll(keepingCapacity: true)
        for (place, truth) in truths.enumerated() {
            let overlap = input.overlap(detection, Int(truth))
            if overlap >= COCOMatcher.thresholds[0] { candidates.append((place, overlap)) }
        }
    }

    /// The thresholds at which the detection finds an object of this size, and those at which it does not count.
    private mutating func decide(_ area: Int, _ isOut: Bool, _ truths: ArraySlice<Int32>) -> (UInt16, UInt16) {
        var (found, ignored): (UInt16, UInt16) = (0, 0)
        for (number, threshold) in COCOMatcher.thresholds.enumerated() {
            let bit: UInt16 = 1 << UInt16(number)
            var (best, least) = (-1, threshold)
            // What is to be found goes first; the rest is looked at only if none of it is free and near enough.
            for pass: UInt8 in 0...1 where best < 0 {
                for (truth, overlap) in candidates where overlap >= least {
                    guard ignoredSizes[truth] >> UInt8(area) & 1 == pass else { continue }
                    if taken[truth * 4 + area] & bit != 0, !input.isCrowd[Int(truths[truths.startIndex + truth])] {
                        continue
                    }
                    (best, least) = (truth, overlap)
                }
            }
            if best < 0 {
                if isOut { ignored |= bit }
                continue
            }
            taken[best * 4 + area] |= bit
            if ignoredSizes[best] >> UInt8(area) & 1 == 1 {
                ignored |= bit
            } else if truths[truths.startIndex + best] != input.neverFound {
                found |= bit
            } else if isOut {
                ignored |= bit
            }
        }
        return (found, ignored)
    }

    private func sizesOut(_ area: Double) -> UInt8 {
        var out: UInt8 = 0
        for size in COCOArea.allCases where !size.range.contains(area) { out |= 1 << UInt8(size.index) }
        return out
    }
}
