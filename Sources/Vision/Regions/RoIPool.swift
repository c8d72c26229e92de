import ConvNet
import Glibc

/// Pooled regions and where each maximum was found.
public struct RoIPoolResult: Equatable, Sendable {
    /// The largest number of each bin, (K, C, OH, OW).
    public let output: Tensor
    /// For each element of `output`: the place y·W + x of the maximum in its plane; −1 for a bin without a cell.
    public let indices: [Int]
}

/// RoI pooling: each box of a feature map as a grid of OH×OW maxima, whatever the box's size.
///
/// On the feature map, corners are rounded to whole cells and both ends belong to the box; its h×w cells are cut into
/// bins, which may share a row or a column:
///
///     y1' = round(y1·scale),  h = max(y2' − y1' + 1, 1)
///     rows of bin i = ⌊i·h/OH⌋ + y1'  ..<  ⌈(i + 1)·h/OH⌉ + y1',  as far as they are on the map
///
/// ```swift
/// let map = Tensor.arange(shape: [1, 1, 4, 4])
/// roiPool(map, boxes: [[Box(0, 0, 3, 3)]], outputSize: 2)
/// // [[[[ 5,  7],
/// //    [13, 15]]]]
/// ```
///
/// A bin without a cell is 0. The first maximum in row-major order wins a tie, NaN never does. Rounding twice, of the
/// corners and of the bins, moves features by up to a cell, which is many pixels of the image: see `roiAlign`.
/// Girshick 2015, "Fast R-CNN"; the same as torchvision's `roi_pool`. Traps on what `regionOutputShape` refuses.
///
/// - Parameters:
///   - input: the feature map, (N, C, H, W).
///   - boxes: for each of the N images, its boxes in pixels of the image.
///   - outputSize: OH×OW.
///   - spatialScale: cells of the map in a pixel of the image, such as 1/16.
/// - Returns: (K, C, OH, OW), the boxes image by image.
public func roiPool(_ input: Tensor, boxes: [[Box]], outputSize: Size2D, spatialScale: Double = 1) -> Tensor {
    roiPoolWithIndices(input, boxes: boxes, outputSize: outputSize, spatialScale: spatialScale).output
}

/// As `roiPool`, with the place of each maximum.
public func roiPoolWithIndices(
    _ input: Tensor, boxes: [[Box]], outputSize: Size2D, spatialScale: Double = 1
) -> RoIPoolResult {
    let sizes = orTrap { () throws(ShapeError) in
        try RegionSizes("roiPool", input: input.shape, boxes: boxes, output: outputSize, spatialScale: spatialScale)
    }
    return sizes.maxima(of: input, scale: spatialScale)
}

/// The gradient of `roiPool` for its input: each δ goes to the cell that won its bin.
///
/// Traps if `gradient` hasn't the shape of the output, and wherever `roiPool` does.
///
/// - Returns: (N, C, H, W).
public func roiPoolBackward(
    _ gradient: Tensor, input: Tensor, boxes: [[Box]], outputSize: Size2D, spatialScale: Double = 1
) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        let sizes = try RegionSizes(
            "roiPoolBackward", input: input.shape, boxes: boxes, output: outputSize, spatialScale: spatialScale)
        try sizes.requireGradient(gradient.shape, "roiPoolBackward")
        return sizes
    }
    let places = sizes.maxima(of: input, scale: spatialScale).indices
    var sums = [Double](repeating: 0, count: input.count)
    for (number, region) in sizes.regions.enumerated() {
        for channel in 0..<sizes.channels {
            let plane = sizes.plane(region.image, channel)
            let first = sizes.place(number, channel, 0, 0)
            for bin in first..<first + outputSize.height * outputSize.width where places[bin] >= 0 {
                sums[plane + places[bin]] += Double(gradient.values[bin])
            }
        }
    }
    return Tensor(shape: input.shape, sums.map(Float.init))
}

extension RegionSizes {
    fileprivate func maxima(of input: Tensor, scale: Double) -> RoIPoolResult {
        let count = outputShape.reduce(1, *)
        var output = [Float](repeating: 0, count: count)
        var indices = [Int](repeating: -1, count: count)
        for (number, region) in regions.enumerated() {
            let (x1, y1) = (Int((region.box.x1 * scale).rounded()), Int((region.box.y1 * scale).rounded()))
            let (x2, y2) = (Int((region.box.x2 * scale).rounded()), Int((region.box.y2 * scale).rounded()))
            let rows = Self.bins(from: y1, through: y2, count: self.output.height, limit: map.height)
            let columns = Self.bins(from: x1, through: x2, count: self.output.width, limit: map.width)
            for channel in 0..<channels {
                let plane = plane(region.image, channel)
                for (ph, row) in rows.enumerated() {
                    for (pw, column) in columns.enumerated() {
                        var best = -Float.greatestFiniteMagnitude
                        var found = -1
                        for y in row {
                            for x in column where input.values[plane + y * map.width + x] > best {
                                found = y * map.width + x
                                best = input.values[plane + found]
                            }
                        }
                        let bin = place(number, channel, ph, pw)
                        indices[bin] = found
                        output[bin] = row.isEmpty || column.isEmpty ? 0 : best
                    }
                }
            }
        }
        return RoIPoolResult(output: Tensor(shape: outputShape, output), indices: indices)
    }

    /// The cells of each bin along one axis, as far as they are on the map.
    private static func bins(from first: Int, through last: Int, count: Int, limit: Int) -> [Range<Int>] {
        let size = Double(max(last - first + 1, 1)) / Double(count)
        return (0..<count).map { bin in
            let lower = Int((Double(bin) * size).rounded(.down)) + first
            let upper = Int((Double(bin + 1) * size).rounded(.up)) + first
            let (low, high) = (min(max(lower, 0), limit), min(max(upper, 0), limit))
            return low..<max(low, high)
        }
    }
}
