import ConvNet
import Glibc

/// A rotation, shift, shear, zoom or flip about an image's centre, as the map from the result back to the input.
///
/// For each pixel of the result it says where in the input to look: with c = (H/2 − ½, W/2 − ½), the middle between the
/// first and the last pixel, and points as (row, column),
///
///     input − c = M·(result − c) + t
///
/// So zoom < 1 enlarges, and a shift of +3 rows moves the picture 3 rows *up*. For the parameters of Keras,
/// M and t come from the product rotation · shift · shear · zoom, in this order:
///
///     rotation (cos θ, −sin θ; sin θ, cos θ),  shift by (rows, columns),
///     shear (1, −sin s; 0, cos s),  zoom (row zoom, 0; 0, column zoom)
///
/// ```swift
/// let turn = AffineTransform(rotation: 90)
/// turn.then(turn).then(turn).then(turn) == .identity        // true
/// ```
///
/// The same as `apply_affine_transform` in Keras since the centre there is size/2 − ½ (its first versions had + ½, and
/// turned about a point beside the centre).
public struct AffineTransform: Hashable, Sendable {
    /// M row by row: how the input's row depends on the result's row.
    public let rowByRow: Double
    /// How the input's row depends on the result's column.
    public let rowByColumn: Double
    /// How the input's column depends on the result's row.
    public let columnByRow: Double
    /// How the input's column depends on the result's column.
    public let columnByColumn: Double
    /// t: rows.
    public let rowOffset: Double
    /// t: columns.
    public let columnOffset: Double

    /// Nothing moves.
    public static let identity = AffineTransform(1, 0, 0, 1)
    /// Left and right change places.
    public static let horizontalFlip = AffineTransform(1, 0, 0, -1)
    /// Top and bottom change places.
    public static let verticalFlip = AffineTransform(-1, 0, 0, 1)

    /// A transform by M and t.
    public init(
        _ rowByRow: Double, _ rowByColumn: Double, _ columnByRow: Double, _ columnByColumn: Double,
        rowOffset: Double = 0, columnOffset: Double = 0
    ) {
        self.rowByRow = rowByRow
        self.rowByColumn = rowByColumn
        self.columnByRow = columnByRow
        self.columnByColumn = columnByColumn
        self.rowOffset = rowOffset
        self.columnOffset = columnOffset
    }

    /// Keras's parameters.
    ///
    /// - Parameters:
    ///   - rotation: θ in degrees; the picture turns clockwise for θ > 0.
    ///   - rowShift: in pixels; the picture moves up. Keras: `tx`, from `height_shift_range`.
    ///   - columnShift: in pixels; the picture moves left. Keras: `ty`, from `width_shift_range`.
    ///   - shear: s in degrees.
    ///   - rowZoom: vertically; below 1 enlarges. Keras: `zx`.
    ///   - columnZoom: horizontally; below 1 enlarges. Keras: `zy`.
    public init(
        rotation: Double = 0, rowShift: Double = 0, columnShift: Double = 0, shear: Double = 0, rowZoom: Double = 1,
        columnZoom: Double = 1
    ) {
        let (sine, cosine) = Self.sineAndCosine(degrees: rotation)
        let (shearSine, shearCosine) = Self.sineAndCosine(degrees: shear)
        // The first of a product is the outermost map back to the input: the transform that is applied first.
        self = AffineTransform(cosine, -sine, sine, cosine)
            .then(AffineTransform(1, 0, 0, 1, rowOffset: rowShift, columnOffset: columnShift))
            .then(AffineTransform(1, -shearSine, 0, shearCosine))
            .then(AffineTransform(rowZoom, 0, 0, columnZoom))
    }

    /// This transform, and on its result another one, as one: the picture is sampled once.
    public func then(_ next: AffineTransform) -> AffineTransform {
        let (row, column) = offset(next.rowOffset, next.columnOffset)
        return AffineTransform(
            rowByRow * next.rowByRow + rowByColumn * next.columnByRow,
            rowByRow * next.rowByColumn + rowByColumn * next.columnByColumn,
            columnByRow * next.rowByRow + columnByColumn * next.columnByRow,
            columnByRow * next.rowByColumn + columnByColumn * next.columnByColumn, rowOffset: row, columnOffset: column)
    }

    /// The transform that undoes this one; nil if nothing does, as with a zoom of 0.
    public var inverted: AffineTransform? {
        let determinant = determinant
        guard determinant != 0, determinant.isFinite else { return nil }
        let (a, b) = (columnByColumn / determinant, -rowByColumn / determinant)
        let (c, d) = (-columnByRow / determinant, rowByRow / determinant)
        return AffineTransform(
            a, b, c, d, rowOffset: -(a * rowOffset + b * columnOffset),
            columnOffset: -(c * rowOffset + d * columnOffset))
    }

    /// Where a point of the *input* goes, both measured from the centre; nil if the transform has no inverse.
    func moved(_ row: Double, _ column: Double) -> (row: Double, column: Double)? {
        inverted?.offset(row, column)
    }

    /// M·point + t.
    func offset(_ row: Double, _ column: Double) -> (row: Double, column: Double) {
        (
            rowByRow * row + rowByColumn * column + rowOffset,
            columnByRow * row + columnByColumn * column + columnOffset
        )
    }

    private var determinant: Double { rowByRow * columnByColumn - rowByColumn * columnByRow }

    /// - Throws: `ShapeError` unless all six numbers are at most a million and there is an inverse.
    func check(_ operation: String, image: [Int]) throws(ShapeError) {
        let check = ShapeCheck(operation, ["image": image])
        let numbers = [rowByRow, rowByColumn, columnByRow, columnByColumn, rowOffset, columnOffset]
        // NaN fails every comparison.
        try check.require(
            numbers.allSatisfy { abs($0) <= 1e6 } && abs(determinant) >= 1e-12,
            "the transform must have numbers up to 1000000 and a determinant that is not 0, but has M = ("
                + "\(rowByRow), \(rowByColumn); \(columnByRow), \(columnByColumn)), t = (\(rowOffset), \(columnOffset))"
        )
    }

    /// Exact at multiples of 90°, where π isn't.
    private static func sineAndCosine(degrees: Double) -> (sine: Double, cosine: Double) {
        switch degrees.truncatingRemainder(dividingBy: 360) {
        case 0: (0, 1)
        case 90, -270: (1, 0)
        case 180, -180: (0, -1)
        case 270, -90: (-1, 0)
        case let rest: (sin(rest * .pi / 180), cos(rest * .pi / 180))
        }
    }
}
