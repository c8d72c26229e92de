/// Every window of an image batch as one row of a matrix, the textbook way: (N·OH·OW, C·FH·FW).
///
/// Row (n·OH + oh)·OW + ow holds the window at output position (oh, ow) of image n; its column
/// (c·FH + fh)·FW + fw is the cell
///
///     x[n, c, oh·S − P + fh·D, ow·S − P + fw·D]
///
/// or `paddingValue` outside the image. A convolution is then one matrix product:
///
///     conv2d(x, W) = im2col(x) · W.reshape(Cout, C·FH·FW)ᵀ + b
///
/// whose result (N·OH·OW, Cout) is reshaped to (N, OH, OW, Cout) and transposed (0, 3, 1, 2) to (N, Cout, OH, OW).
///
/// The price is memory: a cell is copied into each window that covers it, about FH·FW / S² times.
///
/// ```swift
/// let x = Tensor.arange(shape: [1, 1, 3, 3])
/// im2col(x, kernel: 2)
/// // [[0, 1, 3, 4],
/// //  [1, 2, 4, 5],
/// //  [3, 4, 6, 7],
/// //  [4, 5, 7, 8]]
/// ```
///
/// **Two conventions.** Here a window is a *row*, and the batch is part of the rows (斎藤康毅『ゼロから作る Deep
/// Learning』第 7 章, CS231n). PyTorch's `Unfold` makes a window a *column* and keeps the batch: see `unfold`. The numbers
/// are the same: im2col(x) is unfold(x) transposed (0, 2, 1) and reshaped to two axes.
///
/// Traps on illegal geometry; see `im2colShape`.
///
/// - Parameters:
///   - input: (N, C, H, W).
///   - kernel: The window FH×FW.
///   - stride: S, from one window to the next.
///   - padding: P, cells added on each side.
///   - dilation: D, from one tap of a window to the next.
///   - paddingValue: What the added cells hold: 0 for a convolution, −∞ for max pooling.
/// - Returns: (N·OH·OW, C·FH·FW).
public func im2col(
    _ input: Tensor, kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0, dilation: Size2D = 1,
    paddingValue: Float = 0
) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        try ColumnSizes(
            inputShape: input.shape,
            geometry: ConvolutionGeometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation),
            check: ShapeCheck("im2col", "input", input.shape, kernel: kernel))
    }
    var columns = Tensor.zeros(sizes.textbookShape)
    sizes.forEachTextbookCell { target, n, c, y, x in
        let isInside = 0 <= y && y < sizes.input.height && 0 <= x && x < sizes.input.width
        columns.values[target] = isInside ? input[n, c, y, x] : paddingValue
    }
    return columns
}

/// The shape that `im2col` gives: [N·OH·OW, C·FH·FW].
///
/// - Throws: `ShapeError` if there aren't four axes, or the geometry gives no output.
public func im2colShape(
    _ input: [Int], kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0, dilation: Size2D = 1
) throws(ShapeError) -> [Int] {
    try ColumnSizes(
        inputShape: input,
        geometry: ConvolutionGeometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation),
        check: ShapeCheck("im2col", "input", input, kernel: kernel)
    ).textbookShape
}

/// Adds every row of a textbook column matrix back to where `im2col` took it from: (N, C, H, W).
///
/// The adjoint of `im2col`, **not its inverse**: where windows overlap, their numbers are *summed*, neither overwritten
/// nor averaged, and what falls into the padding is dropped. That is what backpropagation needs: a cell that was copied
/// into several windows collects the gradient of each copy. ⟨im2col(x), y⟩ = ⟨x, col2im(y)⟩.
///
/// ```swift
/// let ones = Tensor.ones([4, 4])                        // 4 windows of 2×2 over 3×3
/// col2im(ones, inputShape: [1, 1, 3, 3], kernel: 2)     // how many windows cover each cell
/// // [[[[1, 2, 1],
/// //    [2, 4, 2],
/// //    [1, 2, 1]]]]
/// ```
///
/// Traps if `columns` hasn't the shape that `im2col` would give; see `col2imShape`.
///
/// - Parameters:
///   - columns: (N·OH·OW, C·FH·FW).
///   - inputShape: [N, C, H, W], the shape of the result.
///   - kernel: As for `im2col`.
///   - stride: As for `im2col`.
///   - padding: As for `im2col`.
///   - dilation: As for `im2col`.
/// - Returns: (N, C, H, W).
public func col2im(
    _ columns: Tensor, inputShape: [Int], kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0,
    dilation: Size2D = 1
) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        try ColumnSizes(
            textbookColumns: columns.shape, inputShape: inputShape,
            geometry: ConvolutionGeometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation))
    }
    var image = Tensor.zeros(sizes.inputShape)
    sizes.forEachTextbookCell { source, n, c, y, x in
        if 0 <= y && y < sizes.input.height && 0 <= x && x < sizes.input.width {
            image[n, c, y, x] += columns.values[source]
        }
    }
    return image
}

/// The shape that `col2im` gives: `inputShape`, if `columns` is the shape that `im2col` makes of it.
///
/// - Throws: `ShapeError` if it isn't, or the geometry gives no output.
public func col2imShape(
    _ columns: [Int], inputShape: [Int], kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0,
    dilation: Size2D = 1
) throws(ShapeError) -> [Int] {
    try ColumnSizes(
        textbookColumns: columns, inputShape: inputShape,
        geometry: ConvolutionGeometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation)
    ).inputShape
}

extension ColumnSizes {
    fileprivate init(textbookColumns columns: [Int], inputShape: [Int], geometry: ConvolutionGeometry)
        throws(ShapeError)
    {
        let kernel = [geometry.kernel.height, geometry.kernel.width]
        let check = ShapeCheck("col2im", ["columns": columns, "inputShape": inputShape, "kernel": kernel])
        try self.init(inputShape: inputShape, geometry: geometry, check: check)
        try check.require(
            columns == textbookShape,
            """
            the columns must be [N·OH·OW, C·FH·FW] = [\(batch)·\(output.height)·\(output.width), \
            \(channels)·\(kernel[0])·\(kernel[1])] = \(textbookShape)
            """)
    }

    /// Every element of the textbook matrix in order, with the image cell (n, c, y, x) that it stands for; y and x may
    /// lie in the padding.
    fileprivate func forEachTextbookCell(_ body: (_ element: Int, _ n: Int, _ c: Int, _ y: Int, _ x: Int) -> Void) {
        var element = 0
        for n in 0..<batch {
            for oh in 0..<output.height {
                for ow in 0..<output.width {
                    for c in 0..<channels {
                        for fh in 0..<geometry.kernel.height {
                            for fw in 0..<geometry.kernel.width {
                                let y =
                                    oh * geometry.stride.height - geometry.padding.height
                                    + fh * geometry.dilation.height
                                let x =
                                    ow * geometry.stride.width - geometry.padding.width + fw * geometry.dilation.width
                                body(element, n, c, y, x)
                                element += 1
                            }
                        }
                    }
                }
            }
        }
    }
}
