/// A shape that a generated image may show.
public enum ShapeKind: Int, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// A disc.
    case circle
    /// A square, its sides along the axes.
    case square
    /// An isosceles triangle as wide as high, pointing up.
    case triangle
    /// A plus sign with arms a third as wide as long.
    case cross
    /// A disc with a hole of half its diameter.
    case ring
    /// A square on its corner.
    case diamond

    /// The English name.
    public var description: String {
        switch self {
        case .circle: "circle"
        case .square: "square"
        case .triangle: "triangle"
        case .cross: "cross"
        case .ring: "ring"
        case .diamond: "diamond"
        }
    }

    /// Whether a point is in the shape that fills the square from (−1, −1) to (1, 1); y grows downwards.
    ///
    /// Only additions, multiplications and comparisons, so that a mask is the same on every machine.
    func contains(x: Double, y: Double) -> Bool {
        guard abs(x) <= 1, abs(y) <= 1 else { return false }
        let square = x * x + y * y
        return switch self {
        case .circle: square <= 1
        case .square: true
        case .triangle: abs(x) <= (y + 1) / 2
        case .cross: abs(x) <= 1.0 / 3 || abs(y) <= 1.0 / 3
        case .ring: square <= 1 && square >= 0.25
        case .diamond: abs(x) + abs(y) <= 1
        }
    }
}

/// A box in pixels, from its upper left corner (x1, y1) to its lower right one (x2, y2); the width is x2 − x1.
public struct ShapeBox: Hashable, Sendable {
    /// The left edge.
    public let x1: Int
    /// The upper edge.
    public let y1: Int
    /// The right edge: one more than the last column.
    public let x2: Int
    /// The lower edge: one more than the last row.
    public let y2: Int

    /// The columns.
    public var width: Int { x2 - x1 }

    /// The rows.
    public var height: Int { y2 - y1 }

    /// Whether the two have a pixel in common, or would if this one grew by `margin` on each side.
    func overlaps(_ other: ShapeBox, margin: Int) -> Bool {
        x1 - margin < other.x2 && other.x1 < x2 + margin && y1 - margin < other.y2 && other.y1 < y2 + margin
    }
}

/// One shape in one image: what it is, where, and which pixels are its own.
public struct ShapeObject: Equatable, Sendable {
    /// What it is.
    public let kind: ShapeKind
    /// The tight box around its pixels.
    public let box: ShapeBox
    /// 1 for its pixels, 0 for the others: (H, W) of the whole image.
    public let mask: Tensor

    /// The number of its pixels.
    public var area: Int { mask.values.count { $0 > 0 } }
}
