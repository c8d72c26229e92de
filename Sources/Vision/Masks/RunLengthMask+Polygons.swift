extension RunLengthMask {
    /// Coordinates beyond this, left or right, are in no image.
    private static let farthest = Double(1 << 20)
    /// A boundary of more steps, of a fifth of a pixel each, is refused: it would take seconds.
    private static let longestBoundary = 1 << 26

    /// The mask of polygons, all of them together, pixel for pixel as pycocotools draws them.
    ///
    /// A polygon's boundary is traced in steps of a fifth of a pixel; where it crosses from one column of pixels into
    /// the next, it is written down at which row, and the runs go from crossing to crossing. A pixel is inside if its
    /// middle is, more or less: COCO's numbers depend on this exact rule. Where a polygon overlaps itself, inside and
    /// outside alternate; what is in any of the polygons is inside.
    ///
    /// - Parameters:
    ///   - height: the image's height.
    ///   - width: the image's width.
    ///   - polygons: each x₁ y₁ x₂ y₂ …, in pixels; parts outside of the image are cut off.
    /// - Throws: `MaskError` if there is none, or one has no three points or absurd coordinates.
    public init(height: Int, width: Int, polygons: [[Double]]) throws(MaskError) {
        try RunLengthMask.check(height, width)
        var whole: RunLengthMask?
        for polygon in polygons {
            let part = try RunLengthMask.rasterise(polygon, height, width)
            whole = whole.map { $0.merged(part) { $0 || $1 } } ?? part
        }
        guard let whole else { throw .noPolygon }
        self = whole
    }

    private static func rasterise(_ polygon: [Double], _ height: Int, _ width: Int) throws(MaskError) -> RunLengthMask {
        guard polygon.count >= 6, polygon.count % 2 == 0 else { throw .badPolygon(coordinates: polygon.count) }
        if let odd = polygon.first(where: { !(abs($0) <= farthest) }) { throw .badCoordinate(odd) }
        // Fifths of a pixel, rounded as C's conversion does it: halves up, and towards 0 below it.
        let fifths = polygon.map { Int(5 * $0 + 0.5) }
        let points = stride(from: 0, to: fifths.count, by: 2).map { (x: fifths[$0], y: fifths[$0 + 1]) }
        var crossings = Crossings(height: height, width: width)
        var steps = 0
        for (place, from) in points.enumerated() {
            let to = points[(place + 1) % points.count]
            steps += max(abs(from.x - to.x), abs(from.y - to.y)) + 1
            guard steps <= longestBoundary else { throw .boundaryTooLong(pixels: steps / 5) }
            crossings.trace(from, to)
        }
        return RunLengthMask(checked: crossings.runs(), height: height, width: width)
    }
}

/// Where a boundary goes from one column of pixels to another.
private struct Crossings {
    let height: Int
    let width: Int
    /// Each as column · height + row.
    private var places: [UInt32] = []
    /// The last point, in fifths of a pixel.
    private var last: (x: Int, y: Int)?

    init(height: Int, width: Int) {
        self.height = height
        self.width = width
    }

    /// Follows an edge step by step along its longer side.
    mutating func trace(_ from: (x: Int, y: Int), _ to: (x: Int, y: Int)) {
        let (dx, dy) = (abs(to.x - from.x), abs(to.y - from.y))
        let isFlat = dx >= dy
        // Rounding is not symmetric, so an edge is computed from its smaller end, whichever way it goes.
        let isBackward = isFlat ? from.x > to.x : from.y > to.y
        let (a, b) = isBackward ? (to, from) : (from, to)
        let length = max(dx, dy)
        let slope = length == 0 ? 0 : isFlat ? Double(b.y - a.y) / Double(dx) : Double(b.x - a.x) / Double(dy)
        for step in 0...length {
            let t = isBackward ? length - step : step
            if isFlat {
                add(x: a.x + t, y: Int(Double(a.y) + slope * Double(t) + 0.5))
            } else {
                add(x: Int(Double(a.x) + slope * Double(t) + 0.5), y: a.y + t)
            }
        }
    }

    private mutating func add(x: Int, y: Int) {
        defer { last = (x, y) }
        guard let last, last.x != x else { return }
        // The middle of column c lies between the fifths 5c + 2 and 5c + 3.
        let left = x < last.x ? x : x - 1
        guard left >= 0, left % 5 == 2 else { return }
        let column = left / 5
        guard column < width else { return }
        let row = (Double(min(y, last.y)) + 0.5) / 5 - 0.5
        let clamped = Int(min(max(row, 0), Double(height)).rounded(.up))
        places.append(UInt32(column * height + clamped))
    }

    /// From crossing to crossing, and to the last pixel.
    func runs() -> [UInt32] {
        let edges = places.sorted() + [UInt32(height * width)]
        var runs: [UInt32] = []
        var (previous, isJoining) = (UInt32(0), false)
        for (index, edge) in edges.enumerated() {
            let length = edge - previous
            previous = edge
            if isJoining {
                // Two crossings at one place undo each other: the run goes on.
                runs[runs.count - 1] += length
                isJoining = false
            } else if length == 0, index > 0 {
                isJoining = true
            } else {
                runs.append(length)
            }
        }
        return runs
    }
}
