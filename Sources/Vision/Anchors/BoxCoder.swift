import Glibc

/// Where a box is as seen from an anchor: what a detector's regression learns.
public struct BoxOffsets: Hashable, Sendable {
    /// From the anchor's centre to the box's, in widths of the anchor.
    public var dx: Double
    /// From the anchor's centre to the box's, in heights of the anchor.
    public var dy: Double
    /// The logarithm of the box's width in widths of the anchor.
    public var dw: Double
    /// The logarithm of the box's height in heights of the anchor.
    public var dh: Double

    /// Offsets by their four numbers.
    public init(dx: Double, dy: Double, dw: Double, dh: Double) {
        self.dx = dx
        self.dy = dy
        self.dw = dw
        self.dh = dh
    }
}

/// Boxes as offsets from anchors, and back: the parametrisation of R-CNN and all its descendants.
///
/// With the centres (x, y) and sizes (w, h) of the box, and the anchor's marked ₐ:
///
///     dx = wx·(x − xₐ)/wₐ,  dy = wy·(y − yₐ)/hₐ,  dw = ww·ln(w/wₐ),  dh = wh·ln(h/hₐ)
///
/// ```swift
/// let coder = BoxCoder()
/// let anchor = Box(0, 0, 10, 10)
/// let offsets = coder.encode(Box(5, 0, 15, 20), from: anchor)    // dx 0.5, dy 0.5, dw 0, dh ln 2
/// coder.decode(offsets, from: anchor)                            // (5, 0, 15, 20)
/// ```
///
/// Girshick et al. 2014; the same as torchvision's `BoxCoder`. Boxes and anchors need an area: without one the
/// offsets are infinite or NaN.
public struct BoxCoder: Hashable, Sendable {
    /// What dx, dy, dw and dh are multiplied by, so that all have about the same variance: (10, 10, 5, 5) for the heads
    /// of Faster R-CNN and SSD, 1 for region proposals and RetinaNet.
    public var weights: BoxOffsets
    /// The largest dw/ww and dh/wh that `decode` believes: a box 1000/16 times its anchor, unless told otherwise.
    ///
    /// Without a limit, exp turns one wild prediction into an infinite box.
    public var largestLogSize: Double

    /// A coder.
    public init(
        weights: BoxOffsets = BoxOffsets(dx: 1, dy: 1, dw: 1, dh: 1), largestLogSize: Double = log(1000.0 / 16)
    ) {
        self.weights = weights
        self.largestLogSize = largestLogSize
    }

    /// What a detector should predict at `anchor` for `box`.
    public func encode(_ box: Box, from anchor: Box) -> BoxOffsets {
        BoxOffsets(
            dx: weights.dx * (box.centerX - anchor.centerX) / anchor.width,
            dy: weights.dy * (box.centerY - anchor.centerY) / anchor.height,
            dw: weights.dw * log(box.width / anchor.width),
            dh: weights.dh * log(box.height / anchor.height))
    }

    /// The box that a prediction at `anchor` means.
    public func decode(_ offsets: BoxOffsets, from anchor: Box) -> Box {
        let x = offsets.dx / weights.dx * anchor.width + anchor.centerX
        let y = offsets.dy / weights.dy * anchor.height + anchor.centerY
        let width = exp(min(offsets.dw / weights.dw, largestLogSize)) * anchor.width
        let height = exp(min(offsets.dh / weights.dh, largestLogSize)) * anchor.height
        return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    }
}

extension Box {
    var centerX: Double { x1 + (x2 - x1) / 2 }
    var centerY: Double { y1 + (y2 - y1) / 2 }
}
