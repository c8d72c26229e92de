import ConvNet

/// The anchors of Faster R-CNN and RetinaNet: at every cell of every feature map, a box of each size and ratio.
///
/// Around the origin, with size s (the side of a square of the same area, in pixels of the image) and ratio
/// r = height / width:
///
///     w = s / √r,  h = s·√r,  anchor = round(−w/2, −h/2, w/2, h/2)
///
/// and that box is moved to (x·stride, y·stride) for cell (x, y), stride = ⌊image / feature map⌋ both ways.
///
/// ```swift
/// let generator = try AnchorGenerator(sizes: [[32, 64]], aspectRatios: [[0.5, 1, 2]])
/// generator.cellAnchors(level: 0)[0]             // (-23, -11, 23, 11): size 32, twice as wide as high
/// try generator.anchors(image: 64, featureMaps: [4]).count    // 96: 4·4 cells of 6 anchors
/// ```
///
/// Corners are rounded to whole pixels, halves to even, as torchvision's `AnchorGenerator` does. Anchors reach beyond
/// the image; nothing is clipped.
public struct AnchorGenerator: Hashable, Sendable {
    /// For each feature map, the sizes of its anchors.
    public let sizes: [[Double]]
    /// For each feature map, the ratios height / width of its anchors.
    public let aspectRatios: [[Double]]

    /// Anchors by feature map: the finest first, as they come out of a feature pyramid.
    ///
    /// - Throws: `ShapeError` if there isn't a list of ratios for each list of sizes, or one is not a positive number.
    public init(sizes: [[Double]], aspectRatios: [[Double]]) throws(ShapeError) {
        let check = ShapeCheck(
            "AnchorGenerator",
            ["sizes": sizes.map(\.count), "aspectRatios": aspectRatios.map(\.count)])
        try check.require(
            sizes.count == aspectRatios.count,
            "each feature map needs sizes and ratios, but there are \(sizes.count) and \(aspectRatios.count) lists")
        for number in (sizes + aspectRatios).joined() {
            try check.require(number > 0 && number.isFinite, "sizes and ratios must be above 0, but one is \(number)")
        }
        self.sizes = sizes
        self.aspectRatios = aspectRatios
    }

    /// The anchors of one feature map around the origin: ratio by ratio, and within a ratio size by size.
    ///
    /// Empty for a level that there isn't.
    public func cellAnchors(level: Int) -> [Box] {
        guard sizes.indices.contains(level) else { return [] }
        return aspectRatios[level].flatMap { ratio in
            sizes[level].map { size in
                let (w, h) = (size * (1 / ratio.squareRoot()), size * ratio.squareRoot())
                let (x, y) = ((w / 2).rounded(.toNearestOrEven), (h / 2).rounded(.toNearestOrEven))
                return Box(-x, -y, x, y)
            }
        }
    }

    /// All anchors, by feature map: row by row, in a row cell by cell, in a cell in the order of `cellAnchors`.
    ///
    /// - Parameters:
    ///   - image: in pixels.
    ///   - featureMaps: in cells, one for each level; none larger than the image.
    /// - Returns: a list for each feature map.
    /// - Throws: `ShapeError` if the feature maps aren't as many as the levels, one is empty or larger than the image,
    ///   or there would be more than `Tensor.maximumCount` / 4 anchors.
    public func anchorsByLevel(image: Size2D, featureMaps: [Size2D]) throws(ShapeError) -> [[Box]] {
        let check = ShapeCheck("AnchorGenerator", operands: image.operands(with: featureMaps))
        try check.require(
            featureMaps.count == sizes.count,
            "there are \(featureMaps.count) feature maps, but sizes and ratios for \(sizes.count)")
        var levels: [[Box]] = []
        for (level, map) in featureMaps.enumerated() {
            try check.requireFeatureMap(map, of: image)
            let cells = cellAnchors(level: level)
            try check.count([map.height, map.width, max(cells.count, 1), 4], of: "the anchors")
            let stride = Size2D(image.height / map.height, image.width / map.width)
            levels.append(
                (0..<map.height).flatMap { y in
                    (0..<map.width).flatMap { x in
                        cells.map { $0.moved(by: Double(x * stride.width), Double(y * stride.height)) }
                    }
                })
        }
        return levels
    }

    /// The anchors of all feature maps in one list: `anchorsByLevel` joined.
    ///
    /// - Throws: as `anchorsByLevel`.
    public func anchors(image: Size2D, featureMaps: [Size2D]) throws(ShapeError) -> [Box] {
        try anchorsByLevel(image: image, featureMaps: featureMaps).flatMap { $0 }
    }
}

extension Box {
    /// The box moved to the right by `dx` and down by `dy`.
    public func moved(by dx: Double, _ dy: Double) -> Box { Box(x1 + dx, y1 + dy, x2 + dx, y2 + dy) }

    /// The part of the box inside an image of `size`: edges limited to 0 and the image's width or height.
    ///
    /// Without an area if nothing is inside; torchvision's `clip_boxes_to_image`.
    public func clipped(to size: Size2D) -> Box {
        let (width, height) = (Double(size.width), Double(size.height))
        return Box(
            min(max(x1, 0), width), min(max(y1, 0), height), min(max(x2, 0), width), min(max(y2, 0), height))
    }
}

extension Size2D {
    func operands(with featureMaps: [Size2D]) -> [ShapeError.Operand] {
        [ShapeError.Operand("image", [height, width])]
            + featureMaps.map { ShapeError.Operand("feature map", [$0.height, $0.width]) }
    }
}

extension ShapeCheck {
    func requireFeatureMap(_ map: Size2D, of image: Size2D) throws(ShapeError) {
        try require(
            1 <= map.height && map.height <= image.height && 1 <= map.width && map.width <= image.width,
            "a feature map must have at least 1 cell and at most one a pixel, but is \(map) for an image of \(image)")
    }
}
