/// Maxima and where they were found.
public struct MaxPoolResult: Equatable, Sendable {
    /// The largest number of each window, (N, C, OH, OW).
    public let output: Tensor
    /// For each element of `output`, in its order: the place y·W + x of the maximum in its plane of the *unpadded* input;
    /// −1 for a window that sees no cell of it.
    public let indices: [Int]
}

/// The largest number of each window.
///
///     y[n, c, oh, ow] = max over i, j of  x[n, c, oh·S − P + i·D, ow·S − P + j·D]
///
/// where x is −∞ outside the image, so that padding never wins.
///
/// ```swift
/// let x = Tensor.arange(shape: [1, 1, 4, 4])
/// maxPool2d(x, kernel: 2)
/// // [[[[ 5,  7],
/// //    [13, 15]]]]
/// ```
///
/// A NaN in a window makes its result NaN. A window whose taps all miss the image (a wide dilation over a small image)
/// gives −∞. PyTorch: `torch.nn.functional.max_pool2d`. Traps on illegal shapes; see `pool2dOutputShape`.
///
/// - Parameters:
///   - input: (N, C, H, W); only N may be 0.
///   - kernel: The window kh×kw.
///   - stride: S, from one window to the next; nil for the kernel's size, so that windows don't overlap.
///   - padding: P, cells of −∞ added on each side; at most half the effective kernel D(K − 1) + 1.
///   - dilation: D, from one tap of a window to the next.
///   - ceilMode: Whether the last window may reach beyond the padded input; see `poolingOutputSize`.
/// - Returns: (N, C, OH, OW).
public func maxPool2d(
    _ input: Tensor, kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0, dilation: Size2D = 1,
    ceilMode: Bool = false
) -> Tensor {
    maxPool2dWithIndices(
        input, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode
    ).output
}

/// As `maxPool2d`, with the place of each maximum, which is all that the backward pass needs.
///
/// The first maximum in row-major order wins a tie; of several NaN, the last one is the place.
/// PyTorch: `return_indices=True`.
///
/// - Parameters:
///   - input: (N, C, H, W).
///   - kernel: As for `maxPool2d`.
///   - stride: As for `maxPool2d`.
///   - padding: As for `maxPool2d`.
///   - dilation: As for `maxPool2d`.
///   - ceilMode: As for `maxPool2d`.
/// - Returns: The maxima and their places in the unpadded planes.
public func maxPool2dWithIndices(
    _ input: Tensor, kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0, dilation: Size2D = 1,
    ceilMode: Bool = false
) -> MaxPoolResult {
    orTrap { () throws(ShapeError) in
        try Pool2dSizes(
            "maxPool2d", input: input.shape,
            PoolGeometry(
                kernel: kernel, stride: stride ?? kernel, padding: padding, dilation: dilation, ceilMode: ceilMode))
    }.maxima(of: input)
}

/// The gradient of `maxPool2d` for its input: each δ goes to the cell that won, and the others get nothing.
///
///     ∂L/∂x[n, c, y, x] = Σ δ[n, c, oh, ow] over the windows whose maximum is at (y, x)
///
/// Traps if `gradient` hasn't the shape of the output, and wherever `maxPool2d` does.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, OH, OW).
///   - input: x of the forward pass, (N, C, H, W).
///   - kernel: As in the forward pass.
///   - stride: As in the forward pass.
///   - padding: As in the forward pass.
///   - dilation: As in the forward pass.
///   - ceilMode: As in the forward pass.
/// - Returns: ∂L/∂x, (N, C, H, W).
public func maxPool2dBackward(
    _ gradient: Tensor, input: Tensor, kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0,
    dilation: Size2D = 1, ceilMode: Bool = false
) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        let sizes = try Pool2dSizes(
            "maxPool2dBackward", input: input.shape,
            PoolGeometry(
                kernel: kernel, stride: stride ?? kernel, padding: padding, dilation: dilation, ceilMode: ceilMode))
        try sizes.requireGradient(gradient.shape, "maxPool2dBackward")
        return sizes
    }
    return sizes.scatter(gradient, to: sizes.maxima(of: input).indices)
}

/// The shape that `maxPool2d`, `avgPool2d` and `lpPool2d` give: [N, C, OH, OW].
///
/// - Throws: `ShapeError` unless there are four axes, of which only the first may be empty, and the geometry gives an
///   output.
public func pool2dOutputShape(
    _ input: [Int], kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0, dilation: Size2D = 1,
    ceilMode: Bool = false
) throws(ShapeError) -> [Int] {
    try Pool2dSizes(
        "pool2d", input: input,
        PoolGeometry(
            kernel: kernel, stride: stride ?? kernel, padding: padding, dilation: dilation, ceilMode: ceilMode)
    ).outputShape
}

extension Pool2dSizes {
    func maxima(of input: Tensor) -> MaxPoolResult {
        var output = Tensor.zeros(outputShape)
        var indices = [Int](repeating: -1, count: output.count)
        input.values.withUnsafeBufferPointer { input in
            output.values.withUnsafeMutableBufferPointer { output in
                indices.withUnsafeMutableBufferPointer { indices in
                    // Only pointers are shared by threads, and each window has its own places.
                    let (output, indices) = (output, indices)
                    forEachWindowInParallel { window in
                        var best = -Float.infinity
                        var place = window.count > 0 ? window.rows.first * window.imageWidth + window.columns.first : -1
                        window.forEachCell { cell in
                            let value = input[window.plane + cell]
                            if value > best || value.isNaN { (best, place) = (value, cell) }
                        }
                        output[window.output] = best
                        indices[window.output] = place
                    }
                }
            }
        }
        return MaxPoolResult(output: output, indices: indices)
    }

    /// Adds each number of `gradient` to its window's place in an input of zeros.
    func scatter(_ gradient: Tensor, to indices: [Int]) -> Tensor {
        // Windows overlap, so a cell's sum may have many terms: in Double, and rounded once.
        var sums = [Double](repeating: 0, count: batch * channels * input.height * input.width)
        sums.withUnsafeMutableBufferPointer { sums in
            let sums = sums
            forEachWindowInParallel { window in
                let place = indices[window.output]
                if place >= 0 { sums[window.plane + place] += Double(gradient.values[window.output]) }
            }
        }
        return Tensor(checkedShape: inputShape, sums.map(Float.init))
    }
}
