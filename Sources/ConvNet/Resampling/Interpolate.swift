/// How the cells of an enlarged or reduced image are made from those of the image.
///
/// An axis of length H becomes one of length O; h is where cell o comes from.
public enum InterpolationMode: Hashable, Sendable {
    /// The cell ⌊o·H / O⌋: PyTorch's `nearest`, which favours the upper left.
    ///
    /// Computed in whole numbers; PyTorch multiplies by a rounded H / O, and may be a cell off where o·H / O is whole.
    case nearest
    /// The cell ⌊(o + ½)·H / O⌋, whose centre is nearest: PyTorch's `nearest-exact`, and what other libraries do.
    case nearestExact
    /// The mean of the two cells around h = (o + ½)·H / O − ½, weighted by nearness, on both axes.
    ///
    /// Pixels are squares and the images' outer *edges* fall together; h is held within the image. With corners aligned
    /// h = o·(H − 1) / (O − 1): pixels are points, and the outer *cells* fall together (0 for O = 1).
    case bilinear(alignCorners: Bool)
}

/// The image batch at another size.
///
/// ```swift
/// let x = Tensor(shape: [1, 1, 1, 2], [0, 4])
/// interpolate(x, size: Size2D(1, 4)).values                                        // 0, 0, 4, 4
/// interpolate(x, size: Size2D(1, 4), mode: .bilinear(alignCorners: false)).values  // 0, 1, 3, 4
/// interpolate(x, size: Size2D(1, 4), mode: .bilinear(alignCorners: true)).values   // 0, 1.33, 2.67, 4
/// ```
///
/// Each axis by itself, for each of its cells from a list of what it is made of. Reducing does not smooth first (PyTorch:
/// `antialias=False`). A cell of weight 0 takes no part; PyTorch multiplies it by 0, which makes NaN of a
/// neighbour's ∞. PyTorch: `torch.nn.functional.interpolate` with `size`. Traps on illegal shapes; see
/// `interpolateOutputShape`.
///
/// - Parameters:
///   - input: (N, C, H, W); only N may be 0.
///   - size: OH×OW.
///   - mode: How.
/// - Returns: (N, C, OH, OW).
public func interpolate(_ input: Tensor, size: Size2D, mode: InterpolationMode = .nearest) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in try ResampleSizes("interpolate", input.shape, size, mode) }
    var sums = [Double](repeating: 0, count: sizes.outputShape.reduce(1, *))
    sizes.forEachTap { cell, source, weight in sums[cell] += weight * Double(input.values[source]) }
    return Tensor(checkedShape: sizes.outputShape, sums.map(Float.init))
}

/// The gradient of `interpolate` for its input: each δ goes back to the cells it was made of, by their weights.
///
/// Traps if `gradient` hasn't the shape of the output, and wherever `interpolate` does.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, OH, OW); its last two lengths are the size.
///   - inputShape: [N, C, H, W] of the forward pass.
///   - mode: As in the forward pass.
/// - Returns: ∂L/∂x, (N, C, H, W).
public func interpolateBackward(
    _ gradient: Tensor, inputShape: [Int], mode: InterpolationMode = .nearest
) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        let check = ShapeCheck("interpolateBackward", ["gradient": gradient.shape, "input": inputShape])
        try check.rank(gradient.shape, is: 4, of: "the gradient", axes: "[N, C, OH, OW]")
        let sizes = try ResampleSizes(
            "interpolateBackward", inputShape, Size2D(gradient.shape[2], gradient.shape[3]), mode)
        try check.require(
            gradient.shape == sizes.outputShape,
            "the gradient must have the output's shape [N, C, OH, OW] = \(sizes.outputShape)")
        return sizes
    }
    var sums = [Double](repeating: 0, count: inputShape.reduce(1, *))
    sizes.forEachTap { cell, source, weight in sums[source] += weight * Double(gradient.values[cell]) }
    return Tensor(checkedShape: inputShape, sums.map(Float.init))
}

/// The shape that `interpolate` gives: [N, C, OH, OW].
///
/// - Throws: `ShapeError` unless there are four axes, of which only the first may be empty, and the size is at least 1×1.
public func interpolateOutputShape(_ input: [Int], size: Size2D) throws(ShapeError) -> [Int] {
    try ResampleSizes.outputShape("interpolate", input, size)
}

/// The checked sizes of one interpolation, and what each row and each column of the result is made of.
private struct ResampleSizes {
    /// A row or column of the input, and how much of it.
    struct Tap {
        let cell: Int
        let weight: Double
    }

    let inputShape: [Int]
    let rows: [[Tap]]
    let columns: [[Tap]]

    var outputShape: [Int] { [inputShape[0], inputShape[1], rows.count, columns.count] }

    init(_ operation: String, _ input: [Int], _ size: Size2D, _ mode: InterpolationMode) throws(ShapeError) {
        _ = try ResampleSizes.outputShape(operation, input, size)
        inputShape = input
        rows = ResampleSizes.taps(input[2], size.height, mode)
        columns = ResampleSizes.taps(input[3], size.width, mode)
    }

    static func outputShape(_ operation: String, _ input: [Int], _ size: Size2D) throws(ShapeError) -> [Int] {
        let check = ShapeCheck(operation, ["input": input, "size": [size.height, size.width]])
        try check.imageBatch(input)
        try check.require(size.height >= 1 && size.width >= 1, "the size must be at least 1×1, but is \(size)")
        let output = [input[0], input[1], size.height, size.width]
        try check.count(output, of: "the output [N, C, OH, OW]")
        return output
    }

    private static func taps(_ length: Int, _ count: Int, _ mode: InterpolationMode) -> [[Tap]] {
        (0..<count).map { o in
            // h as a fraction of whole numbers, so that a whole h is one exactly.
            let (numerator, denominator): (Int, Int)
            switch mode {
            case .nearest: return [Tap(cell: o * length / count, weight: 1)]
            case .nearestExact: return [Tap(cell: (2 * o + 1) * length / (2 * count), weight: 1)]
            case .bilinear(alignCorners: false):
                (numerator, denominator) = (max(0, (2 * o + 1) * length - count), 2 * count)
            case .bilinear(alignCorners: true):
                (numerator, denominator) = (o * (length - 1), max(1, count - 1))
            }
            let first = numerator / denominator
            let weight = Double(numerator % denominator) / Double(denominator)
            // Beyond the last cell there is none to mix in.
            guard weight > 0, first + 1 < length else { return [Tap(cell: first, weight: 1)] }
            return [Tap(cell: first, weight: 1 - weight), Tap(cell: first + 1, weight: weight)]
        }
    }

    /// All cells of the output, with each cell of the input that they are made of.
    func forEachTap(_ body: (_ cell: Int, _ source: Int, _ weight: Double) -> Void) {
        var cell = 0
        for plane in 0..<(inputShape[0] * inputShape[1]) {
            for row in rows {
                for column in columns {
                    for y in row {
                        let start = (plane * inputShape[2] + y.cell) * inputShape[3]
                        for x in column { body(cell, start + x.cell, y.weight * x.weight) }
                    }
                    cell += 1
                }
            }
        }
    }
}
