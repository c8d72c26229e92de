import Glibc

/// How far two boxes coincide: four measures, each the one before with one more term.
///
/// With I and U the areas of intersection and union, C the area of the smallest box around both, c its diagonal, and
/// d the distance between the centres:
///
///     IoU  = I / U
///     GIoU = IoU − (C − U) / C                       Rezatofighi et al. 2019: also far apart boxes have a gradient
///     DIoU = IoU − d² / c²                           Zheng et al. 2020: pulls the centres together
///     CIoU = DIoU − α·v                              the same paper: and makes the shapes alike
///            v = (4/π²) · (atan(w₁/h₁) − atan(w₂/h₂))²,   α = v / (1 − IoU + v)
///
/// All are symmetric, 1 for two equal boxes with an area, and at most IoU. For valid boxes IoU is in [0, 1], GIoU and
/// DIoU in (−1, 1], CIoU above −2. (Of boxes given by width and height, IoU can miss 1 by 10⁻¹⁵, as it does in
/// pycocotools, whose numbers these are to the bit.)
///
/// **Boxes without an area.** IoU would be 0/0 for two of them; it is 0 here, also for a box and itself: a box without
/// an area overlaps nothing. pycocotools says 0 too, torchvision NaN, and a comparison with NaN would then decide
/// without a word. In the same way (C − U)/C is 0 if C is, d²/c² is 0 if c is, and atan(w/h) is π/2 for
/// h = 0 < w and 0 for w = h = 0. With a NaN coordinate every measure is 0, and so is whatever would be ∞/∞ or ∞ − ∞
/// because a coordinate is infinite or an area too large for a `Double`.
public enum BoxOverlap: String, CaseIterable, Sendable {
    /// Intersection over union, the Jaccard index.
    case iou
    /// Generalised IoU.
    case giou
    /// Distance IoU.
    case diou
    /// Complete IoU.
    case ciou

    /// This measure of two boxes.
    public func callAsFunction(_ a: Box, _ b: Box) -> Double {
        switch self {
        case .iou: a.iou(b)
        case .giou: a.giou(b)
        case .diou: a.diou(b)
        case .ciou: a.ciou(b)
        }
    }

    /// 1 − the measure: 0 for a prediction that is the truth, and the smaller the better.
    public func loss(_ prediction: Box, _ truth: Box) -> Double {
        1 - self(prediction, truth)
    }

    /// The measure of each box of `a` with each of `b`: row i, column j is that of `a[i]` and `b[j]`.
    ///
    /// Time and memory are proportional to `a.count · b.count`.
    public func matrix(_ a: [Box], _ b: [Box]) -> [[Double]] {
        a.map { first in b.map { self(first, $0) } }
    }
}

extension Box {
    /// Where both are: width and height are not positive if that is nowhere.
    public func intersection(_ other: Box) -> Box {
        Box(max(x1, other.x1), max(y1, other.y1), min(x2, other.x2), min(y2, other.y2))
    }

    /// The smallest box around both.
    public func enclosing(_ other: Box) -> Box {
        Box(min(x1, other.x1), min(y1, other.y1), max(x2, other.x2), max(y2, other.y2))
    }

    /// Intersection over union.
    ///
    /// In [0, 1], and 0 if a box has no area. See `BoxOverlap`.
    public func iou(_ other: Box, _ convention: PixelConvention = .continuous) -> Double {
        let (mine, others) = (area(convention), other.area(convention))
        guard mine > 0, others > 0 else { return 0 }
        let shared = intersection(other).area(convention)
        return (shared / (mine + others - shared)).orZero
    }

    /// Intersection over the area of this box, in [0, 1]: how much of it lies in `region`; 0 if it has no area.
    ///
    /// COCO measures detections against crowds by it, Open Images against groups.
    public func coverage(by region: Box) -> Double {
        area > 0 && region.area > 0 ? (intersection(region).area / area).orZero : 0
    }

    /// Generalised IoU, IoU − (C − U)/C.
    ///
    /// In (−1, 1]. See `BoxOverlap`.
    public func giou(_ other: Box) -> Double {
        let hull = enclosing(other).area
        guard hull > 0, !hasNaN, !other.hasNaN else { return 0 }
        let shared = intersection(other).area
        let union = area + other.area - shared
        // Where one box holds the other, C is U; rounding must not lift GIoU above IoU.
        return (iou(other) - max(0, hull - union) / hull).orZero
    }

    /// Distance IoU, IoU − d²/c².
    ///
    /// In (−1, 1]. See `BoxOverlap`.
    public func diou(_ other: Box) -> Double {
        let dx = ((x1 + x2) - (other.x1 + other.x2)) / 2
        let dy = ((y1 + y2) - (other.y1 + other.y2)) / 2
        let hull = enclosing(other)
        let diagonal = hull.width * hull.width + hull.height * hull.height
        guard diagonal > 0, !hasNaN, !other.hasNaN else { return 0 }
        return (iou(other) - (dx * dx + dy * dy) / diagonal).orZero
    }

    /// Complete IoU, DIoU − α·v.
    ///
    /// Above −2. See `BoxOverlap`.
    public func ciou(_ other: Box) -> Double {
        // atan2 is atan(w/h) without the division by a height of 0.
        let angle = atan2(width, height) - atan2(other.width, other.height)
        let v = 4 / (Double.pi * Double.pi) * angle * angle
        guard v > 0 else { return diou(other) }
        return (diou(other) - v * v / (max(0, 1 - iou(other)) + v)).orZero
    }

    /// The minimum of a number and NaN depends on their order: what needs both boxes' edges asks first.
    private var hasNaN: Bool { x1.isNaN || y1.isNaN || x2.isNaN || y2.isNaN }
}

extension Double {
    /// 0 for NaN, by which a comparison would decide without a word.
    fileprivate var orZero: Double { isNaN ? 0 : self }
}
