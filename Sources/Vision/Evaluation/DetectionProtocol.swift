/// The rules of a benchmark: which detection has found which object, and how an average precision is taken.
///
/// ```swift
/// let strict = DetectionProtocol.coco.threshold(0.75)
/// let exact = DetectionProtocol.voc2007.grid(.fractions)
/// ```
public struct DetectionProtocol: Hashable, Sendable {
    /// How detections find objects.
    public enum Matching: Hashable, Sendable {
        /// Pascal VOC's devkit: each detection takes the object that it overlaps most, taken or not.
        ///
        /// Boxes include their last pixel. Of equal overlaps the first object wins. If the object is *difficult*, the
        /// detection is ignored; if it is already taken, the detection is a false positive.
        case voc
        /// pycocotools: each detection takes the object that it overlaps most of those still free.
        ///
        /// Of equal overlaps the last object wins. Objects out of the area range and crowds are ignored, and taken
        /// only by what finds no other; a crowd takes any number of detections, its overlap is the part of the
        /// detection in it. A detection that finds nothing is ignored if its own area is out of the range.
        case coco
        /// Open Images: each detection takes the single object that it overlaps most, taken or not, by IoU **more
        /// than** the threshold; one that finds none free is looked for in the boxes around groups.
        ///
        /// A detection is in a group if more than the threshold of its area is. Where groups count (the challenge's
        /// weight of 1), a group is an object to find, the surest detection in it has found it, and the others in it
        /// are ignored. Where they don't (weight 0), all detections in it are ignored.
        case openImages(countsGroups: Bool)
    }

    /// What people call it.
    public let name: String
    /// How detections find objects.
    public var matching: Matching
    /// How the average precision is taken.
    public var averaging: PrecisionAveraging
    /// The least IoU that finds an object, which is enough.
    public var iouThreshold: Double
    /// How many detections of a class count in an image, the surest; nil for all of them.
    public var detectionLimit: Int?
    /// The areas of the objects to find, in square pixels, both ends included; only COCO's matching looks at it.
    public var areas: ClosedRange<Double>

    /// Pascal VOC 2007: eleven points, IoU ≥ 0.5.
    ///
    /// The points are those of the NumPy scripts; `.grid(.bothEnds)` has the MATLAB devkit's.
    public static let voc2007 = DetectionProtocol(
        name: "VOC 2007", matching: .voc, averaging: .elevenPoints(), iouThreshold: 0.5, detectionLimit: nil,
        areas: allAreas)
    /// Pascal VOC 2010 to 2012: the whole area, IoU ≥ 0.5.
    public static let voc2010 = DetectionProtocol(
        name: "VOC 2010", matching: .voc, averaging: .allPoints, iouThreshold: 0.5, detectionLimit: nil,
        areas: allAreas)
    /// COCO at one threshold, IoU ≥ 0.5 (AP50): 101 points, at most 100 detections of a class in an image.
    public static let coco = DetectionProtocol(
        name: "COCO", matching: .coco, averaging: .points101(), iouThreshold: 0.5, detectionLimit: 100,
        areas: allAreas)

    /// Open Images V2: the whole area, IoU > 0.5; what is found in groups is ignored.
    public static let openImages = DetectionProtocol(
        name: "Open Images", matching: .openImages(countsGroups: false), averaging: .allPoints, iouThreshold: 0.5,
        detectionLimit: nil, areas: allAreas)
    /// The Open Images challenge: the same, and a group counts as one object.
    public static let openImagesChallenge = DetectionProtocol(
        name: "Open Images challenge", matching: .openImages(countsGroups: true), averaging: .allPoints,
        iouThreshold: 0.5, detectionLimit: nil, areas: allAreas)

    /// COCO's *all*: 0 to 10¹⁰.
    public static let allAreas: ClosedRange<Double> = 0...1e10
    /// COCO's *small*: up to 32².
    public static let smallAreas: ClosedRange<Double> = 0...1024
    /// COCO's *medium*: 32² to 96², so that an object of exactly 32² is small and medium.
    public static let mediumAreas: ClosedRange<Double> = 1024...9216
    /// COCO's *large*: from 96².
    public static let largeAreas: ClosedRange<Double> = 9216...1e10

    /// COCO's ten thresholds, 0.5 to 0.95, to the bit as NumPy's `linspace` makes them.
    public static let cocoThresholds: [Double] = {
        let (first, last) = (0.5, 0.95)
        let step = (last - first) / 9
        return (0..<9).map { Double($0) * step + first } + [last]
    }()

    /// The same with another threshold.
    public func threshold(_ iou: Double) -> DetectionProtocol {
        var changed = self
        changed.iouThreshold = iou
        return changed
    }

    /// The same with other recalls to sample at; nothing changes where all points count.
    public func grid(_ grid: RecallGrid) -> DetectionProtocol {
        var changed = self
        switch averaging {
        case .elevenPoints: changed.averaging = .elevenPoints(grid)
        case .points101: changed.averaging = .points101(grid)
        case .allPoints: break
        }
        return changed
    }
}
