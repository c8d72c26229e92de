import ConvNet

/// The default boxes of SSD: anchors whose size grows linearly from the finest feature map to the coarsest.
///
/// With m feature maps, of which the k-th (from 0) has the scale s_k = s_min + (s_max − s_min)·k / (m − 1), as a
/// fraction of the image, and s_m = 1, each cell of map k has 2 + 2·(ratios) boxes, in this order:
///
///     w = h = s_k;   w = h = √(s_k·s_{k+1});   then for each ratio r:  (s_k·√r, s_k/√r) and (s_k/√r, s_k·√r)
///
/// centred on the cell: ((x + ½)/f_w, (y + ½)/f_h) for a map of f_w×f_h cells, or with `steps`, in pixels of the image,
/// ((x + ½)·step/W, (y + ½)·step/H).
///
/// Liu et al. 2016, "SSD: Single shot multibox detector"; the same as torchvision's `DefaultBoxGenerator`.
public struct DefaultBoxGenerator: Hashable, Sendable {
    /// For each feature map, the ratios besides 1; each stands for itself and its inverse.
    public let aspectRatios: [[Double]]
    /// s_0 … s_m, fractions of the image's size: one more than feature maps.
    public let scales: [Double]
    /// Pixels from one centre to the next, for each feature map; nil: as many as fit the cells into the image.
    public let steps: [Double]?
    /// Whether widths and heights are limited to the image's.
    public let clips: Bool

    /// Default boxes whose scales are spread evenly from `minimumScale` to `maximumScale`.
    ///
    /// - Throws: `ShapeError` as the other initialiser does.
    public init(
        aspectRatios: [[Double]], minimumScale: Double = 0.15, maximumScale: Double = 0.9, steps: [Double]? = nil,
        clips: Bool = true
    ) throws(ShapeError) {
        let count = aspectRatios.count
        let scales =
            count > 1
            ? (0..<count).map { minimumScale + (maximumScale - minimumScale) * Double($0) / Double(count - 1) } + [1]
            : [minimumScale, maximumScale]
        try self.init(aspectRatios: aspectRatios, scales: scales, steps: steps, clips: clips)
    }

    /// Default boxes of given scales.
    ///
    /// - Throws: `ShapeError` unless there is one scale more than feature maps, and a step for each map if any, all of
    ///   them and the ratios positive numbers.
    public init(aspectRatios: [[Double]], scales: [Double], steps: [Double]? = nil, clips: Bool = true)
        throws(ShapeError)
    {
        let check = ShapeCheck(
            "DefaultBoxGenerator", ["aspectRatios": aspectRatios.map(\.count), "scales": [scales.count]])
        try check.require(
            scales.count == aspectRatios.count + 1,
            "\(aspectRatios.count) feature maps need \(aspectRatios.count + 1) scales, but there are \(scales.count)")
        try check.require(
            steps == nil || steps?.count == aspectRatios.count,
            "\(aspectRatios.count) feature maps need as many steps, but there are \(steps?.count ?? 0)")
        for number in [aspectRatios.flatMap { $0 }, scales, steps ?? []].joined() {
            try check.require(
                number > 0 && number.isFinite, "ratios, scales and steps must be above 0, but one is \(number)")
        }
        self.aspectRatios = aspectRatios
        self.scales = scales
        self.steps = steps
        self.clips = clips
    }

    /// Widths and heights of the boxes of one feature map's cell, as fractions of the image's.
    ///
    /// Empty for a level that there isn't.
    public func cellSizes(level: Int) -> [(width: Double, height: Double)] {
        guard aspectRatios.indices.contains(level) else { return [] }
        let scale = scales[level]
        let between = (scale * scales[level + 1]).squareRoot()
        var sizes = [(width: scale, height: scale), (width: between, height: between)]
        for ratio in aspectRatios[level] {
            let (long, short) = (scale * ratio.squareRoot(), scale / ratio.squareRoot())
            sizes += [(width: long, height: short), (width: short, height: long)]
        }
        return clips ? sizes.map { (width: min($0.width, 1), height: min($0.height, 1)) } : sizes
    }

    /// All default boxes in pixels of the image: map by map, row by row, cell by cell, in the order of `cellSizes`.
    ///
    /// - Throws: `ShapeError` if the feature maps aren't as many as the lists of ratios, one is empty or larger than
    ///   the image, or there would be more than `Tensor.maximumCount` / 4 boxes.
    public func boxes(image: Size2D, featureMaps: [Size2D]) throws(ShapeError) -> [Box] {
        let check = ShapeCheck("DefaultBoxGenerator", operands: image.operands(with: featureMaps))
        try check.require(
            featureMaps.count == aspectRatios.count,
            "there are \(featureMaps.count) feature maps, but ratios for \(aspectRatios.count)")
        let (width, height) = (Double(image.width), Double(image.height))
        var boxes: [Box] = []
        for (level, map) in featureMaps.enumerated() {
            try check.requireFeatureMap(map, of: image)
            let sizes = cellSizes(level: level)
            try check.count([map.height, map.width, sizes.count, 4], of: "the default boxes")
            let step = steps?[level]
            let across = step.map { width / $0 } ?? Double(map.width)
            let down = step.map { height / $0 } ?? Double(map.height)
            for y in 0..<map.height {
                for x in 0..<map.width {
                    let (cx, cy) = ((Double(x) + 0.5) / across, (Double(y) + 0.5) / down)
                    for (w, h) in sizes {
                        boxes.append(
                            Box(
                                (cx - w / 2) * width, (cy - h / 2) * height, (cx + w / 2) * width,
                                (cy + h / 2) * height))
                    }
                }
            }
        }
        return boxes
    }
}
