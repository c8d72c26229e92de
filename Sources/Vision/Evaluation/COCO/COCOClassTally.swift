/// All that is known of one class after matching: its detections in the order of their scores, and what it amounts to.
struct COCOClassTally: Sendable {
    /// How many detections of a class count in an image.
    static let limits = [1, 10, 100]
    static let thresholdCount = 10

    /// How many objects of each size there are to find.
    var objectCounts = [Int](repeating: 0, count: 4)
    /// How many detections there were, those beyond the limit too.
    var detectionCount = 0
    /// From the highest to the lowest, of the detections within the limit.
    var scores: [Double] = []
    /// One for each score.
    var bits: [MatchBits] = []
    /// [size · 10 + threshold]; nil where there is nothing to find.
    var averagePrecisions = [Double?](repeating: nil, count: 40)
    /// [limit · 40 + size · 10 + threshold]; nil where there is nothing to find.
    var highestRecalls = [Double?](repeating: nil, count: 120)

    /// Precision and recall at one threshold, for objects of one size.
    func curve(threshold: Int, area: Int) -> PrecisionRecallCurve {
        let matches = zip(scores, bits).map { score, bits in
            let isFound = MatchBits.bits(bits.found, area) >> UInt16(threshold) & 1 == 1
            let isIgnored = MatchBits.bits(bits.ignored, area) >> UInt16(threshold) & 1 == 1
            return ScoredMatch(
                score: score, outcome: isIgnored ? .ignored : isFound ? .truePositive : .falsePositive)
        }
        return PrecisionRecallCurve(checked: matches, objectCount: objectCounts[area])
    }
}
