/// Every window of an image batch as one column, PyTorch's way: (N, C·kh·kw, L) with L = OH·OW.
///
/// Element [n, (c·kh + i)·kw + j, oh·OW + ow] is the cell
///
///     x[n, c, oh·S − P + i·D, ow·S − P + j·D]
///
/// or `paddingValue` outside the image. Because a row of it is one tap seen from every window, the product
/// W.reshape(Cout, C·kh·kw) · unfold(x)[n] is already (Cout, OH·OW): no transposition is needed, and `conv2d` works
/// this way.
///
/// ```swift
/// let x = Tensor.arange(shape: [1, 1, 3, 3])
/// unfold(x, kernel: 2)
/// // [[[0, 1, 3, 4],
/// //   [1, 2, 4, 5],
/// //   [3, 4, 6, 7],
/// //   [4, 5, 7, 8]]]
/// ```
///
/// (This example is symmetric: its transpose, the textbook matrix, looks the same. In general it does not; see `im2col`
/// for the other convention.) PyTorch: `torch.nn.Unfold`, `torch.nn.functional.unfold`, which has no `paddingValue`.
///
/// Traps on illegal geometry; see `unfoldShape`.
///
/// - Parameters:
///   - input: (N, C, H, W).
///   - kernel: The window kh×kw.
///   - stride: S, from one window to the next.
///   - padding: P, cells added on each side.
///   - dilation: D, from one tap of a window to the next.
///   - paddingValue: What the added cells hold.
/// - Returns: (N, C·kh·kw, OH·OW).
public func unfold(
    _ input: Tensor, kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0, dilation: Size2D = 1,
    paddingValue: Float = 0
) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        try ColumnSizes(
            inputShape: input.shape,
            geometry: ConvolutionGeometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation),
            check: ShapeCheck("unfold", "input", input.shape, kernel: kernel))
    }
    var columns = Tensor.zeros(sizes.unfoldShape)
    let imageCount = sizes.channels * sizes.input.height * sizes.input.width
    input.values.withUnsafeBufferPointer { input in
        columns.values.withUnsafeMutableBufferPointer { columns in
            guard let columns = columns.baseAddress, let input = input.baseAddress else { return }
            for n in 0..<sizes.batch {
                sizes.walk.copy(
                    0..<sizes.output.height, of: input + n * imageCount,
                    into: columns + n * sizes.patchLength * sizes.positions, rowStride: sizes.positions,
                    paddingValue: paddingValue)
            }
        }
    }
    return columns
}

/// The shape that `unfold` gives: [N, C·kh·kw, OH·OW].
///
/// - Throws: `ShapeError` if there aren't four axes, or the geometry gives no output.
public func unfoldShape(
    _ input: [Int], kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0, dilation: Size2D = 1
) throws(ShapeError) -> [Int] {
    try ColumnSizes(
        inputShape: input,
        geometry: ConvolutionGeometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation),
        check: ShapeCheck("unfold", "input", input, kernel: kernel)
    ).unfoldShape
}

/// Adds every column back to where `unfold` took it from: (N, C, H, W).
///
/// The adjoint of `unfold`, not its inverse: overlaps are summed, and what falls into the padding is dropped. So
/// fold(unfold(x)) is x times a *divisor*, namely fold(unfold(ones)): the number of windows that cover each cell.
///
/// ```swift
/// fold(Tensor.ones([1, 4, 4]), outputSize: 3, kernel: 2)
/// // [[[[1, 2, 1],
/// //    [2, 4, 2],
/// //    [1, 2, 1]]]]
/// ```
///
/// PyTorch: `torch.nn.Fold`, `torch.nn.functional.fold`; `outputSize` is its `output_size`, the image to fill.
/// Traps unless `columns` is (N, C·kh·kw, L) with L the number of windows over `outputSize`; see `foldShape`.
///
/// - Parameters:
///   - columns: (N, C·kh·kw, L).
///   - outputSize: Height and width of the result.
///   - kernel: As for `unfold`.
///   - stride: As for `unfold`.
///   - padding: As for `unfold`.
///   - dilation: As for `unfold`.
/// - Returns: (N, C, H, W).
public func fold(
    _ columns: Tensor, outputSize: Size2D, kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0,
    dilation: Size2D = 1
) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        try ColumnSizes(
            unfoldColumns: columns.shape, outputSize: outputSize,
            geometry: ConvolutionGeometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation))
    }
    var image = Tensor.zeros(sizes.inputShape)
    let imageCount = sizes.channels * sizes.input.height * sizes.input.width
    columns.values.withUnsafeBufferPointer { columns in
        image.values.withUnsafeMutableBufferPointer { image in
            guard let columns = columns.baseAddress, let image = image.baseAddress else { return }
            for n in 0..<sizes.batch {
                sizes.walk.add(
                    0..<sizes.output.height, of: columns + n * sizes.patchLength * sizes.positions,
                    rowStride: sizes.positions, to: image + n * imageCount)
            }
        }
    }
    return image
}

/// The shape that `fold` gives: [N, C, H, W].
///
/// - Throws: `ShapeError` unless `columns` is [N, C·kh·kw, L] with L the number of windows over `outputSize`.
public func foldShape(
    _ columns: [Int], outputSize: Size2D, kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0,
    dilation: Size2D = 1
) throws(ShapeError) -> [Int] {
    try ColumnSizes(
        unfoldColumns: columns, outputSize: outputSize,
        geometry: ConvolutionGeometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation)
    ).inputShape
}

extension ColumnSizes {
    init(unfoldColumns columns: [Int], outputSize: Size2D, geometry: ConvolutionGeometry)
        throws(ShapeError)
    {
        let kernel = geometry.kernel
        let check = ShapeCheck(
            "fold",
            [
                "columns": columns, "outputSize": [outputSize.height, outputSize.width],
                "kernel": [kernel.height, kernel.width],
            ])
        try check.rank(columns, is: 3, of: "the columns", axes: "[N, C·kh·kw, L]")
        try check.require(kernel.height >= 1 && kernel.width >= 1, "the kernel must be at least 1×1, but is \(kernel)")
        let taps = try check.count([kernel.height, kernel.width], of: "the kernel")
        try check.require(
            columns[1] % taps == 0,
            "C·kh·kw = \(columns[1]) must be a multiple of kh·kw = \(kernel.height)·\(kernel.width) = \(taps)")
        try self.init(
            inputShape: [columns[0], columns[1] / taps, outputSize.height, outputSize.width], geometry: geometry,
            check: check)
        try check.require(
            columns[2] == positions,
            "L must be OH·OW = \(output.height)·\(output.width) = \(positions), but is \(columns[2])")
    }
}
