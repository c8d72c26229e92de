/// An axis-parallel rectangle, from (x1, y1), its upper left corner, to (x2, y2), its lower right one, in pixels.
///
/// Coordinates are continuous: the width is x2 − x1, as in torchvision and COCO. Pascal VOC counts pixels instead,
/// the last one included; see `PixelConvention`.
///
/// ```swift
/// let box = Box(10, 20, 40, 60)                  // corners
/// box == Box(10, 20, 30, 40, as: .xywh)          // true
/// box.coordinates(as: .cxcywh)                   // [25.0, 40.0, 30.0, 40.0]
/// ```
///
/// Any numbers may be given. A box is empty if it has no area: x2 ≤ x1 or y2 ≤ y1, or a coordinate is NaN.
public struct Box: Hashable, Sendable {
    /// The left edge.
    public var x1: Double
    /// The upper edge: y grows downwards.
    public var y1: Double
    /// The right edge.
    public var x2: Double
    /// The lower edge.
    public var y2: Double

    /// A box by four numbers, which mean what `format` says: two corners, unless told otherwise.
    public init(_ a: Double, _ b: Double, _ c: Double, _ d: Double, as format: BoxFormat = .xyxy) {
        switch format {
        case .xyxy: (x1, y1, x2, y2) = (a, b, c, d)
        case .xywh: (x1, y1, x2, y2) = (a, b, a + c, b + d)
        case .cxcywh: (x1, y1, x2, y2) = (a - c / 2, b - d / 2, a + c / 2, b + d / 2)
        }
    }

    /// The box as four numbers of `format`.
    ///
    /// There and back is the same box up to rounding (exactly, where the sums have no rounding: whole pixels do not).
    public func coordinates(as format: BoxFormat) -> [Double] {
        switch format {
        case .xyxy: [x1, y1, x2, y2]
        case .xywh: [x1, y1, width, height]
        case .cxcywh: [(x1 + x2) / 2, (y1 + y2) / 2, width, height]
        }
    }

    /// The width, x2 − x1: negative if the corners are the wrong way round.
    public var width: Double { x2 - x1 }

    /// The height, y2 − y1: negative if the corners are the wrong way round.
    public var height: Double { y2 - y1 }

    /// The area, width · height, in square pixels; 0 if either is not positive.
    public var area: Double { area(.continuous) }

    /// The area as `convention` counts it, in square pixels; 0 if the box is empty.
    public func area(_ convention: PixelConvention) -> Double {
        let (w, h) = (width + convention.extraPixels, height + convention.extraPixels)
        return w > 0 && h > 0 ? w * h : 0
    }

    /// Whether all four numbers are finite and the corners the right way round (an area of 0 is allowed).
    public var isValid: Bool {
        x1.isFinite && y1.isFinite && x2.isFinite && y2.isFinite && x1 <= x2 && y1 <= y2
    }
}

/// What four numbers say about a box.
public enum BoxFormat: String, CaseIterable, Sendable {
    /// Two corners: left, top, right, bottom. Pascal VOC, torchvision.
    case xyxy
    /// The upper left corner, then width and height. COCO.
    case xywh
    /// The centre, then width and height. YOLO (there as fractions of the image's size), DETR.
    case cxcywh
}

/// How many pixels wide a box is.
public enum PixelConvention: Sendable {
    /// x2 − x1: edges lie between pixels. torchvision, COCO.
    case continuous
    /// x2 − x1 + 1: x1 and x2 name the first and the last pixel, both inside. Pascal VOC.
    case inclusive

    var extraPixels: Double { self == .inclusive ? 1 : 0 }
}

extension Box: CustomStringConvertible {
    /// `(10, 20, 40, 60)`: the corners, whole numbers without a decimal point.
    public var description: String {
        let numbers = coordinates(as: .xyxy).map { number in
            Int(exactly: number).map(String.init) ?? String(number)
        }
        return "(" + numbers.joined(separator: ", ") + ")"
    }
}
