/// What FCOS learns at a point that belongs to an object.
public struct FCOSTarget: Hashable, Sendable {
    /// The object, by its position.
    public let object: Int
    /// From the point to the object's left edge, in pixels; all four are above 0.
    public let left: Double
    /// From the point to the upper edge.
    public let top: Double
    /// From the point to the right edge.
    public let right: Double
    /// From the point to the lower edge.
    public let bottom: Double

    /// How central the point is: 1 in the object's middle, towards 0 at its edges.
    ///
    ///     √( min(l, r)/max(l, r) · min(t, b)/max(t, b) )
    ///
    /// A detection's score is multiplied by it, so that boxes seen from a corner lose in suppression.
    public var centerness: Double {
        (min(left, right) / max(left, right) * (min(top, bottom) / max(top, bottom))).squareRoot()
    }
}

/// The targets of FCOS, a detector without anchors: every point of every feature map sees the box around it.
///
/// A point learns an object if it lies inside, within `radius` strides of the object's centre (both ways), and if the
/// largest of its four distances to the edges is what its feature map is for: more than 4 strides (any, on the finest
/// map) and less than 8 (any, on the coarsest). Of several such objects it learns the smallest, of equally small ones
/// the first.
///
/// Tian et al. 2019, "FCOS: Fully convolutional one-stage object detection"; the rules are those of torchvision, whose
/// points are the centres of anchors as wide as the stride.
///
/// - Parameters:
///   - points: by feature map, the finest first: squares around each point whose side is the stride, as
///     `AnchorGenerator` gives with one size (the stride) and the ratio 1.
///   - objects: their boxes.
///   - radius: in strides; 1.5 in the paper.
/// - Returns: for each point, map by map, its target; nil is background.
public func fcosTargets(points: [[Box]], objects: [Box], radius: Double = 1.5) -> [FCOSTarget?] {
    points.enumerated().flatMap { level, squares in
        squares.map { square -> FCOSTarget? in
            let (x, y, stride) = ((square.x1 + square.x2) / 2, (square.y1 + square.y2) / 2, square.width)
            let lowest = level == 0 ? 0 : 4 * stride
            let highest = level == points.count - 1 ? .infinity : 8 * stride
            var best: (target: FCOSTarget, area: Double)?
            for (number, object) in objects.enumerated() {
                let target = FCOSTarget(
                    object: number, left: x - object.x1, top: y - object.y1, right: object.x2 - x,
                    bottom: object.y2 - y)
                let (cx, cy) = ((object.x1 + object.x2) / 2, (object.y1 + object.y2) / 2)
                let reach = max(max(target.left, target.right), max(target.top, target.bottom))
                guard min(min(target.left, target.right), min(target.top, target.bottom)) > 0,
                    max(abs(x - cx), abs(y - cy)) < radius * stride, lowest < reach, reach < highest
                else { continue }
                if let best, best.area <= object.area { continue }
                best = (target, object.area)
            }
            return best?.target
        }
    }
}
