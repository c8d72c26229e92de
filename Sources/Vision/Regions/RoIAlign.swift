import ConvNet

/// RoI align: each box of a feature map as a grid of OH×OW means of interpolated samples; nothing is rounded.
///
/// On the map the box begins at (x1·scale − o, y1·scale − o) and ends likewise, o = ½ if `aligned`, else 0 (then a box
/// has at least one cell each way). It is cut into OH×OW equal bins, and each bin is the mean of a regular grid of
/// samples, sample i of n along an axis at (i + ½)/n of the bin. A sample is interpolated between the four cells around
/// it; cell (y, x) is at that very point. Up to 1 beyond the map the nearest edge counts, farther out 0.
///
/// ```swift
/// let map = Tensor.arange(shape: [1, 1, 4, 4])
/// roiAlign(map, boxes: [[Box(0, 0, 4, 4)]], outputSize: 2, samplingRatio: 2, aligned: true)
/// // [[[[ 2.5,  4.5],
/// //    [10.5, 12.5]]]]: the means of the quarters
/// ```
///
/// Pixel i of an image covers i to i + 1, its centre is at i + ½; cell i of the map stands for its own centre. The half
/// in `aligned` puts one on the other; without it (the first version of the operator) everything is half a cell off.
/// He et al. 2017, "Mask R-CNN"; the same as torchvision's `roi_align`. Traps on what `regionOutputShape` refuses.
///
/// - Parameters:
///   - input: the feature map, (N, C, H, W).
///   - boxes: for each of the N images, its boxes in pixels of the image.
///   - outputSize: OH×OW.
///   - spatialScale: cells of the map in a pixel of the image, such as 1/16.
///   - samplingRatio: samples along each axis of a bin; nil: ⌈cells of the bin⌉, at most 1024 (torchvision's −1).
///   - aligned: whether the half cell is subtracted. False is torchvision's default; true is right.
/// - Returns: (K, C, OH, OW), the boxes image by image.
public func roiAlign(
    _ input: Tensor, boxes: [[Box]], outputSize: Size2D, spatialScale: Double = 1, samplingRatio: Int? = nil,
    aligned: Bool = false
) -> Tensor {
    let sizes = checked("roiAlign", input.shape, boxes, outputSize, spatialScale, samplingRatio)
    var output = [Float](repeating: 0, count: sizes.outputShape.reduce(1, *))
    for (number, region) in sizes.regions.enumerated() {
        let grid = SampleGrid(region.box, sizes, spatialScale, samplingRatio, aligned)
        for channel in 0..<sizes.channels {
            let plane = sizes.plane(region.image, channel)
            grid.forEachBin { ph, pw, rows, columns in
                var sum = 0.0
                for row in rows {
                    for column in columns {
                        // Interpolated along x in the two rows, then between them.
                        for (y, weight) in [(row.low, 1 - row.part), (row.high, row.part)] {
                            let line = plane + y * sizes.map.width
                            sum +=
                                weight
                                * ((1 - column.part) * Double(input.values[line + column.low])
                                    + column.part * Double(input.values[line + column.high]))
                        }
                    }
                }
                output[sizes.place(number, channel, ph, pw)] = Float(sum / grid.samplesPerBin)
            }
        }
    }
    return Tensor(shape: sizes.outputShape, output)
}

/// The gradient of `roiAlign` for its input: each δ is shared out to the cells its samples were interpolated from, by
/// the same weights.
///
/// Traps if `gradient` hasn't the shape of the output, and wherever `roiAlign` does.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (K, C, OH, OW).
///   - inputShape: [N, C, H, W] of the forward pass; its numbers don't matter, the operator is linear.
///   - boxes: As in the forward pass.
///   - outputSize: As in the forward pass.
///   - spatialScale: As in the forward pass.
///   - samplingRatio: As in the forward pass.
///   - aligned: As in the forward pass.
/// - Returns: (N, C, H, W).
public func roiAlignBackward(
    _ gradient: Tensor, inputShape: [Int], boxes: [[Box]], outputSize: Size2D, spatialScale: Double = 1,
    samplingRatio: Int? = nil, aligned: Bool = false
) -> Tensor {
    let sizes = checked("roiAlignBackward", inputShape, boxes, outputSize, spatialScale, samplingRatio)
    orTrap { () throws(ShapeError) in try sizes.requireGradient(gradient.shape, "roiAlignBackward") }
    var sums = [Double](repeating: 0, count: inputShape.reduce(1, *))
    for (number, region) in sizes.regions.enumerated() {
        let grid = SampleGrid(region.box, sizes, spatialScale, samplingRatio, aligned)
        for channel in 0..<sizes.channels {
            let plane = sizes.plane(region.image, channel)
            grid.forEachBin { ph, pw, rows, columns in
                let delta = Double(gradient.values[sizes.place(number, channel, ph, pw)]) / grid.samplesPerBin
                for row in rows {
                    for column in columns {
                        for (y, weight) in [(row.low, 1 - row.part), (row.high, row.part)] {
                            let line = plane + y * sizes.map.width
                            sums[line + column.low] += delta * weight * (1 - column.part)
                            sums[line + column.high] += delta * weight * column.part
                        }
                    }
                }
            }
        }
    }
    return Tensor(shape: inputShape, sums.map(Float.init))
}

private func checked(
    _ operation: String, _ input: [Int], _ boxes: [[Box]], _ output: Size2D, _ scale: Double, _ samples: Int?
) -> RegionSizes {
    orTrap { () throws(ShapeError) in
        let sizes = try RegionSizes(operation, input: input, boxes: boxes, output: output, spatialScale: scale)
        let samples = samples ?? 1
        try ShapeCheck(operation, ["samplingRatio": [samples]]).require(
            1 <= samples && samples <= RegionSizes.mostSamples,
            "the sampling ratio must be in 1...\(RegionSizes.mostSamples), but is \(samples)")
        return sizes
    }
}

/// The samples of one box: those of each row of bins, and of each column of bins.
private struct SampleGrid {
    /// A coordinate between two cells: `part` of the way from `low` to `high`.
    struct Sample {
        let low: Int
        let high: Int
        let part: Double

        /// Nil farther than 1 outside a map of `length` cells.
        init?(_ coordinate: Double, length: Int) {
            guard coordinate >= -1, coordinate <= Double(length) else { return nil }
            let inside = min(max(coordinate, 0), Double(length - 1))
            low = Int(inside)
            high = min(low + 1, length - 1)
            part = inside - Double(low)
        }
    }

    private let rows: [[Sample]]
    private let columns: [[Sample]]
    /// Those that fall outside the map included: they count as 0.
    let samplesPerBin: Double

    init(_ box: Box, _ sizes: RegionSizes, _ scale: Double, _ samplingRatio: Int?, _ aligned: Bool) {
        func axis(_ first: Double, _ last: Double, _ bins: Int, _ length: Int) -> (samples: [[Sample]], count: Int) {
            let start = first * scale - (aligned ? 0.5 : 0)
            let end = last * scale - (aligned ? 0.5 : 0)
            let size = (aligned ? end - start : max(end - start, 1)) / Double(bins)
            let count = samplingRatio ?? min(max(Int(size.rounded(.up)), 0), RegionSizes.mostSamples)
            let samples = (0..<bins).map { bin in
                (0..<count).compactMap { sample in
                    Sample(
                        start + Double(bin) * size + (Double(sample) + 0.5) * size / Double(count), length: length)
                }
            }
            return (samples, count)
        }
        let vertical = axis(box.y1, box.y2, sizes.output.height, sizes.map.height)
        let horizontal = axis(box.x1, box.x2, sizes.output.width, sizes.map.width)
        rows = vertical.samples
        columns = horizontal.samples
        samplesPerBin = Double(max(vertical.count * horizontal.count, 1))
    }

    func forEachBin(_ body: (_ ph: Int, _ pw: Int, _ rows: [Sample], _ columns: [Sample]) -> Void) {
        for (ph, row) in rows.enumerated() {
            for (pw, column) in columns.enumerated() { body(ph, pw, row, column) }
        }
    }
}
