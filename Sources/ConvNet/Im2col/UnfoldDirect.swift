/// `unfold` as its definition says it, in plain loops; `unfold` gives the same numbers faster, and has the parameters
/// explained.
public func unfoldDirect(
    _ input: Tensor, kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0, dilation: Size2D = 1,
    paddingValue: Float = 0
) -> Tensor {
    let geometry = ConvolutionGeometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation)
    let sizes = orTrap { () throws(ShapeError) in
        try ColumnSizes(
            inputShape: input.shape, geometry: geometry,
            check: ShapeCheck("unfoldDirect", "input", input.shape, kernel: kernel))
    }
    var columns = Tensor.zeros(sizes.unfoldShape)
    sizes.forEachUnfoldedCell { element, n, c, y, x in
        let isInside = 0 <= y && y < input.shape[2] && 0 <= x && x < input.shape[3]
        columns.values[element] = isInside ? input[n, c, y, x] : paddingValue
    }
    return columns
}

/// `fold` as its definition says it, in plain loops; each sum is made in `Double` and rounded once.
///
/// `fold` gives the same numbers faster, and has the parameters explained.
public func foldDirect(
    _ columns: Tensor, outputSize: Size2D, kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0,
    dilation: Size2D = 1
) -> Tensor {
    let geometry = ConvolutionGeometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation)
    let sizes = orTrap { () throws(ShapeError) in
        try ColumnSizes(unfoldColumns: columns.shape, outputSize: outputSize, geometry: geometry)
    }
    var sums = [Double](repeating: 0, count: sizes.inputShape.reduce(1, *))
    sizes.forEachUnfoldedCell { element, n, c, y, x in
        guard 0 <= y, y < outputSize.height, 0 <= x, x < outputSize.width else { return }
        sums[((n * sizes.channels + c) * outputSize.height + y) * outputSize.width + x] += Double(
            columns.values[element])
    }
    return Tensor(checkedShape: sizes.inputShape, sums.map(Float.init))
}

extension ColumnSizes {
    /// Every element of PyTorch's matrix in order, with the image cell (n, c, y, x) that it stands for; y and x may lie
    /// in the padding.
    fileprivate func forEachUnfoldedCell(_ body: (_ element: Int, _ n: Int, _ c: Int, _ y: Int, _ x: Int) -> Void) {
        var element = 0
        for n in 0..<batch {
            for c in 0..<channels {
                for i in 0..<geometry.kernel.height {
                    for j in 0..<geometry.kernel.width {
                        for oh in 0..<output.height {
                            for ow in 0..<output.width {
                                body(
                                    element, n, c,
                                    oh * geometry.stride.height - geometry.padding.height + i
                                        * geometry.dilation.height,
                                    ow * geometry.stride.width - geometry.padding.width + j * geometry.dilation.width)
                                element += 1
                            }
                        }
                    }
                }
            }
        }
    }
}
