import ConvNet

/// What is seen beyond an image's edges.
public enum FillMode: String, CaseIterable, Sendable {
    /// One number, wherever the point lies outside the pixels' centres: kkkk|abcd|kkkk.
    case constant
    /// The edge: aaaa|abcd|dddd.
    case nearest
    /// A mirror on the edge, which is repeated: dcba|abcd|dcba.
    case reflect
    /// The image again: abcd|abcd|abcd.
    ///
    /// What Keras documents. SciPy's mode of this name, which Keras calls, lets the first and the last pixel coincide;
    /// this one is SciPy's `grid-wrap`.
    case wrap

    /// The pixel that stands at place `index` of `length`, for all modes but `constant` within the image.
    func place(_ index: Int, _ length: Int) -> Int {
        switch self {
        case .constant, .nearest: return min(max(index, 0), length - 1)
        case .wrap: return modulo(index, length)
        case .reflect:
            let place = modulo(index, 2 * length)
            return place < length ? place : 2 * length - 1 - place
        }
    }

    private func modulo(_ a: Int, _ b: Int) -> Int { ((a % b) + b) % b }
}

/// How a number between pixels is found.
public enum Interpolation: String, CaseIterable, Sendable {
    /// The nearest pixel; halves go to the later one.
    case nearest
    /// Between the four pixels around, by their distances.
    case bilinear
}

/// How a geometric transform fills its result.
public struct ResamplingOptions: Hashable, Sendable {
    /// For images; masks are always sampled from the nearest pixel, since there is no label between two labels.
    public var interpolation: Interpolation
    /// For images and masks, so that they stay aligned.
    public var fill: FillMode
    /// What `FillMode.constant` fills an image with.
    public var constant: Float
    /// What `FillMode.constant` fills a mask with: usually the background's or the void label.
    public var maskConstant: Int
    /// A box stays if at least this part of it is still inside the image, and anything at all.
    public var minimumVisibility: Double

    /// Keras's defaults: bilinear, and the edge beyond the edges.
    public init(
        interpolation: Interpolation = .bilinear, fill: FillMode = .nearest, constant: Float = 0, maskConstant: Int = 0,
        minimumVisibility: Double = 0.1
    ) {
        self.interpolation = interpolation
        self.fill = fill
        self.constant = constant
        self.maskConstant = maskConstant
        self.minimumVisibility = minimumVisibility
    }
}

/// Where each pixel of a result comes from.
struct Sampling {
    /// Up to four pixels of the input and their weights; none for the constant.
    private var places: [(Int, Int, Int, Int)?] = []
    private var parts: [(down: Float, right: Float)] = []

    init(_ transform: AffineTransform, size: Size2D, interpolation: Interpolation, fill: FillMode) {
        let (middleRow, middleColumn) = (Double(size.height) / 2 - 0.5, Double(size.width) / 2 - 0.5)
        places.reserveCapacity(size.height * size.width)
        parts.reserveCapacity(size.height * size.width)
        for row in 0..<size.height {
            for column in 0..<size.width {
                let (y, x) = transform.offset(Double(row) - middleRow, Double(column) - middleColumn)
                append(
                    Self.settled(y + middleRow), Self.settled(x + middleColumn), size, interpolation: interpolation,
                    fill: fill)
            }
        }
    }

    private mutating func append(
        _ y: Double, _ x: Double, _ size: Size2D, interpolation: Interpolation, fill: FillMode
    ) {
        if fill == .constant, y < 0 || y > Double(size.height - 1) || x < 0 || x > Double(size.width - 1) {
            places.append(nil)
            parts.append((0, 0))
            return
        }
        func row(_ index: Int) -> Int { fill.place(index, size.height) * size.width }
        func column(_ index: Int) -> Int { fill.place(index, size.width) }
        if interpolation == .nearest {
            let place = row(Int((y + 0.5).rounded(.down))) + column(Int((x + 0.5).rounded(.down)))
            places.append((place, place, place, place))
            parts.append((0, 0))
        } else {
            let (top, left) = (Int(y.rounded(.down)), Int(x.rounded(.down)))
            places.append(
                (
                    row(top) + column(left), row(top) + column(left + 1), row(top + 1) + column(left),
                    row(top + 1) + column(left + 1)
                ))
            parts.append((Float(y - Double(top)), Float(x - Double(left))))
        }
    }

    /// Rounding errors may put a pixel's centre beside it: on the wrong side of an edge, it would be filled.
    private static func settled(_ coordinate: Double) -> Double {
        let whole = coordinate.rounded()
        return abs(coordinate - whole) < 1e-9 ? whole : coordinate
    }

    /// Each plane of (C, H, W).
    func apply(to image: Tensor, constant: Float) -> Tensor {
        let plane = places.count
        var values = [Float](repeating: constant, count: image.count)
        for first in stride(from: 0, to: image.count, by: max(plane, 1)) {
            for (pixel, place) in places.enumerated() {
                guard let (a, b, c, d) = place else { continue }
                let (down, right) = parts[pixel]
                guard down != 0 || right != 0 else {
                    values[first + pixel] = image.values[first + a]
                    continue
                }
                let upper = (1 - right) * image.values[first + a] + right * image.values[first + b]
                let lower = (1 - right) * image.values[first + c] + right * image.values[first + d]
                values[first + pixel] = (1 - down) * upper + down * lower
            }
        }
        return Tensor(shape: image.shape, values)
    }

    /// Labels, of a sampling by nearest pixels.
    func apply(to mask: LabelMap, constant: Int) -> LabelMap {
        LabelMap(checked: mask.size, places.map { place in place.map { mask.labels[$0.0] } ?? constant })
    }
}
