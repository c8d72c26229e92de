import ConvNet

/// What an anchor is to learn.
public enum AnchorMatch: Hashable, Sendable {
    /// This object, by its position.
    case object(Int)
    /// That nothing is there.
    case background
    /// Nothing: it overlaps an object too much to be background and too little to be it.
    case ignored

    /// The object's position; nil for background and ignored anchors.
    public var object: Int? {
        if case .object(let position) = self { position } else { nil }
    }
}

/// Gives each anchor the object that it overlaps most, or the background, by thresholds on that IoU.
///
///     object      IoU ≥ high
///     ignored     low ≤ IoU < high
///     background  IoU < low
///
/// ```swift
/// let matcher = AnchorMatcher.regionProposals
/// matcher.match([Box(0, 0, 10, 10), Box(50, 50, 60, 60)], to: [Box(0, 0, 10, 9)])   // [.object(0), .background]
/// ```
///
/// Of objects with the same IoU the first is taken. Without any object, every anchor is background. The same as
/// torchvision's `Matcher` and `SSDMatcher`.
public struct AnchorMatcher: Hashable, Sendable {
    /// What becomes of an object for which no anchor is good enough.
    public enum Rescue: Hashable, Sendable {
        /// Nothing learns it.
        case never
        /// The anchors that overlap it most (all of them, if several do equally) keep the object that *they* overlap
        /// most, whatever their IoU: usually, not always, the same one.
        ///
        /// torchvision's `allow_low_quality_matches`. To the letter: an object that no anchor touches has 0 as its
        /// highest IoU, so that every anchor beside it is kept with its own first best object.
        case bestAnchors
        /// The one anchor that overlaps it most (the first, if several do equally) gets this object, even if it had
        /// another. Where two objects want one anchor, the later object has it.
        ///
        /// SSD's rule.
        case exclusiveAnchor
    }

    /// The lowest IoU of an anchor that is an object.
    public let highThreshold: Double
    /// An anchor below this is background.
    public let lowThreshold: Double
    /// What becomes of an object without a good anchor.
    public let rescue: Rescue

    /// Region proposals of Faster R-CNN: 0.7, 0.3, with rescue.
    public static let regionProposals = AnchorMatcher(0.7, 0.3, .bestAnchors)
    /// The head of Fast and Faster R-CNN, which classifies proposals: 0.5, without rescue.
    public static let proposalHead = AnchorMatcher(0.5, 0.5, .never)
    /// RetinaNet: 0.5, 0.4, with rescue.
    public static let retinaNet = AnchorMatcher(0.5, 0.4, .bestAnchors)
    /// SSD: 0.5, and each object has an anchor of its own.
    public static let ssd = AnchorMatcher(0.5, 0.5, .exclusiveAnchor)

    /// A matcher.
    ///
    /// - Throws: `ShapeError` unless low ≤ high.
    public init(highThreshold: Double, lowThreshold: Double, rescue: Rescue = .never) throws(ShapeError) {
        try ShapeCheck("AnchorMatcher", [:]).require(
            lowThreshold <= highThreshold,
            "the low threshold must not be above the high one, but \(lowThreshold) > \(highThreshold)")
        self.init(highThreshold, lowThreshold, rescue)
    }

    private init(_ high: Double, _ low: Double, _ rescue: Rescue) {
        highThreshold = high
        lowThreshold = low
        self.rescue = rescue
    }

    /// A match for each anchor.
    ///
    /// Time is proportional to `anchors.count · objects.count`.
    public func match(_ anchors: [Box], to objects: [Box]) -> [AnchorMatch] {
        // The best object of each anchor; and of each object the highest IoU and where it was found first.
        var best = [(object: Int, iou: Double)](repeating: (0, -1), count: anchors.count)
        var peaks = [(anchor: Int, iou: Double)](repeating: (0, -1), count: objects.count)
        for (number, object) in objects.enumerated() {
            for (place, anchor) in anchors.enumerated() {
                let iou = object.iou(anchor)
                if iou > best[place].iou { best[place] = (number, iou) }
                if iou > peaks[number].iou { peaks[number] = (place, iou) }
            }
        }
        var matches = best.map { best -> AnchorMatch in
            objects.isEmpty || best.iou < lowThreshold
                ? .background : best.iou < highThreshold ? .ignored : .object(best.object)
        }
        guard !anchors.isEmpty else { return [] }
        switch rescue {
        case .never: break
        case .bestAnchors:
            for (number, object) in objects.enumerated() {
                for (place, anchor) in anchors.enumerated() where object.iou(anchor) == peaks[number].iou {
                    matches[place] = .object(best[place].object)
                }
            }
        case .exclusiveAnchor:
            for (number, peak) in peaks.enumerated() { matches[peak.anchor] = .object(number) }
        }
        return matches
    }
}

/// SSD's hard negative mining: of the background anchors, those that the network gets most wrong.
///
/// Background is nearly everywhere; trained on all of it, a network learns to say nothing else. So for each anchor that
/// is an object only `ratio` background anchors count, those with the highest loss. Of equal losses the first given
/// goes first, and NaN last. Ignored anchors are never chosen, and fewer are if there aren't enough.
///
/// ```swift
/// hardNegatives(losses: [0.1, 2, 0.5, 3], matches: [.object(0), .background, .background, .background], ratio: 2)
/// // [3, 1]
/// ```
///
/// - Parameters:
///   - losses: the classification loss of each anchor.
///   - matches: what each anchor is to learn, in the same order.
///   - ratio: background anchors for each object anchor; 3 in the paper.
/// - Returns: the positions of those chosen, from the highest loss.
/// - Throws: `ShapeError` if the counts differ or the ratio is negative.
public func hardNegatives(losses: [Double], matches: [AnchorMatch], ratio: Int = 3) throws(ShapeError) -> [Int] {
    let check = ShapeCheck("hardNegatives", ["losses": [losses.count], "matches": [matches.count]])
    try check.require(
        losses.count == matches.count, "each anchor needs a loss, but there are \(losses.count) for \(matches.count)")
    try check.require(ratio >= 0, "the ratio must be at least 0, but is \(ratio)")
    let (limit, overflow) = matches.count { $0.object != nil }.multipliedReportingOverflow(by: ratio)
    let background = descendingOrder(losses).filter { matches[$0] == .background }
    return overflow ? background : Array(background.prefix(limit))
}
