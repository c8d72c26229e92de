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
    public let x1: Double
    /// The upper edge: y grows downwards.
    public let y1: Double
    /// The right edge.
    public let x2: Double
    /// The lower edge.
    public let y2: Double
    /// The width, x2 − x1: negative if the corners are the wrong way round.
    ///
    /// As it was given, if it was: 0.3 + 32 − 0.3 is not 32, and 32² is where COCO's small objects end.
    public let width: Double
    /// The height, y2 − y1, as it was given if it was: negative if the corners are the wrong way round.
    public let height: Double

    /// A box by four numbers, which mean what `format` says: two corners, unless told otherwise.
    public init(_ a: Double, _ b: Double, _ c: Double, _ d: Double, as format: BoxFormat = .xyxy) {
        switch format {
        case .xyxy:
            (x1, y1, x2, y2) = (a, b, c, d)
            (width, height) = (c - a, d - b)
        case .xywh:
            (x1, y1, x2, y2) = (a, b, a + c, b + d)
            (width, height) = (c, d)
        case .cxcywh:
            (x1, y1, x2, y2) = (a - c / 2, b - d / 2, a + c / 2, b + d / 2)
            (width, height) = (c, d)
        }
    }

    /// The box as four numbers of `format`.
    ///
    /// There and back is the same box up to rounding: exactly, where the sums have none, as with whole pixels.
    public func coordinates(as format: BoxFormat) -> [Double] {
        switch format {
        case .xyxy: [x1, y1, x2, y2]
        case .xywh: [x1, y1, width, height]
        case .cxcywh: [(x1 + x2) / 2, (y1 + y2) / 2, width, height]
        }
    }

    /// The area, width · height, in square pixels; 0 if either is not positive.
    public var area: Double { area(.continuous) }

    /// The area as `convention` counts it, in square pixels; 0 if the box is empty.
    public func area(_ convention: PixelConvention) -> Double {
        let (w, h) = (width + convention.extraPixels, height + convention.extraPixels)
        return w > 0 && h > 0 ? w * h : 0
    }

    /// Whether all four numbers are finite and the corners the right way round (an area of 0 is allowed).
    public var isValid: Bool {
        coordinates(as: .xyxy).allSatisfy(\.isFinite) && width >= 0 && height >= 0
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
