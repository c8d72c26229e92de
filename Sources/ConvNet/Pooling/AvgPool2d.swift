/// The mean of each window.
///
///     y[n, c, oh, ow] = (1 / d) · Σ_i Σ_j  x[n, c, oh·S − P + i·D, ow·S − P + j·D]
///
/// where x is 0 outside the image, and the divisor d is
///
/// - `divisorOverride` if it is given, else
/// - with `countIncludePad`, the window's cells inside the *padded* image (H + 2P by W + 2P): padding counts, what a
///   ceil-mode window reaches beyond it does not;
/// - without, the window's cells inside the image.
///
/// ```swift
/// let x = Tensor.ones([1, 1, 2, 2])
/// avgPool2d(x, kernel: 2, padding: 1)                            // four corners of 0.25: one real cell of four
/// avgPool2d(x, kernel: 2, padding: 1, countIncludePad: false)    // four corners of 1
/// ```
///
/// Sums are made in `Double` and rounded once. PyTorch: `torch.nn.functional.avg_pool2d`. Traps on illegal shapes, see
/// `pool2dOutputShape`, and on a divisor of 0.
///
/// - Parameters:
///   - input: (N, C, H, W); only N may be 0.
///   - kernel: The window kh×kw.
///   - stride: S, from one window to the next; nil for the kernel's size.
///   - padding: P, cells of 0 added on each side; at most half the effective kernel.
///   - dilation: D, from one tap of a window to the next. ONNX's (AveragePool from version 19 on); PyTorch has only 1.
///   - ceilMode: Whether the last window may reach beyond the padded input; see `poolingOutputSize`.
///   - countIncludePad: Whether padding counts in the divisor.
///   - divisorOverride: The divisor, whatever the window; not 0.
/// - Returns: (N, C, OH, OW).
public func avgPool2d(
    _ input: Tensor, kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0, dilation: Size2D = 1,
    ceilMode: Bool = false, countIncludePad: Bool = true, divisorOverride: Int? = nil
) -> Tensor {
    let divisor = PoolDivisor(countIncludePad: countIncludePad, override: divisorOverride)
    let sizes = orTrap { () throws(ShapeError) in
        try divisor.validate("avgPool2d", input.shape)
        return try Pool2dSizes(
            "avgPool2d", input: input.shape,
            PoolGeometry(
                kernel: kernel, stride: stride ?? kernel, padding: padding, dilation: dilation, ceilMode: ceilMode))
    }
    return sizes.means(of: input, divisor)
}

/// The gradient of `avgPool2d` for its input: each δ is shared out evenly over its window.
///
///     ∂L/∂x[n, c, y, x] = Σ δ[n, c, oh, ow] / d over the windows that see (y, x)
///
/// Traps if `gradient` hasn't the shape of the output, and wherever `avgPool2d` does.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, OH, OW).
///   - inputShape: [N, C, H, W] of the forward pass; its numbers are not needed.
///   - kernel: As in the forward pass.
///   - stride: As in the forward pass.
///   - padding: As in the forward pass.
///   - dilation: As in the forward pass.
///   - ceilMode: As in the forward pass.
///   - countIncludePad: As in the forward pass.
///   - divisorOverride: As in the forward pass.
/// - Returns: ∂L/∂x, (N, C, H, W).
public func avgPool2dBackward(
    _ gradient: Tensor, inputShape: [Int], kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0,
    dilation: Size2D = 1, ceilMode: Bool = false, countIncludePad: Bool = true, divisorOverride: Int? = nil
) -> Tensor {
    let divisor = PoolDivisor(countIncludePad: countIncludePad, override: divisorOverride)
    let sizes = orTrap { () throws(ShapeError) in
        try divisor.validate("avgPool2dBackward", inputShape)
        let sizes = try Pool2dSizes(
            "avgPool2dBackward", input: inputShape,
            PoolGeometry(
                kernel: kernel, stride: stride ?? kernel, padding: padding, dilation: dilation, ceilMode: ceilMode))
        try sizes.requireGradient(gradient.shape, "avgPool2dBackward")
        return sizes
    }
    return sizes.spread(gradient, divisor)
}

/// What an average divides by.
struct PoolDivisor {
    var countIncludePad = true
    var override: Int?

    func validate(_ operation: String, _ input: [Int]) throws(ShapeError) {
        try ShapeCheck(operation, ["input": input]).require(override != 0, "the divisor must not be 0")
    }

    func value(for window: Pool2dSizes.Window) -> Double {
        Double(override ?? (countIncludePad ? window.paddedCount : window.count))
    }
}

extension Pool2dSizes {
    func means(of input: Tensor, _ divisor: PoolDivisor) -> Tensor {
        var output = Tensor.zeros(outputShape)
        input.values.withUnsafeBufferPointer { input in
            output.values.withUnsafeMutableBufferPointer { output in
                let output = output
                forEachWindowInParallel { window in
                    // A window of padding alone has a mean of 0, whatever is counted.
                    guard window.count > 0 else { return }
                    var sum = 0.0
                    window.forEachCell { sum += Double(input[window.plane + $0]) }
                    output[window.output] = Float(sum / divisor.value(for: window))
                }
            }
        }
        return output
    }

    /// The adjoint of `means`.
    func spread(_ gradient: Tensor, _ divisor: PoolDivisor) -> Tensor {
        var sums = [Double](repeating: 0, count: batch * channels * input.height * input.width)
        sums.withUnsafeMutableBufferPointer { sums in
            let sums = sums
            forEachWindowInParallel { window in
                guard window.count > 0 else { return }
                let share = Double(gradient.values[window.output]) / divisor.value(for: window)
                window.forEachCell { sums[window.plane + $0] += share }
            }
        }
        return Tensor(checkedShape: inputShape, sums.map(Float.init))
    }
}
