import Glibc

/// What "Lp pooling" means: three definitions are in use, and they differ.
public enum LPConvention: String, CaseIterable, Sendable {
    /// PyTorch's: (k · mean(xᵖ))^(1/p), with k = kh·kw whatever the window was clipped to.
    ///
    /// No absolute value: p = 1 is the *sum*, and an odd p over negative numbers gives the root of a negative number,
    /// NaN.
    case pytorch
    /// ONNX's: (Σ|x|ᵖ)^(1/p), the norm of the window.
    case absolute
    /// (mean(|x|ᵖ))^(1/p): p = 1 is mean pooling of magnitudes, and p → ∞ is max pooling of magnitudes.
    case meanNormalised
}

/// The Lp norm of each window, by one of three named definitions; see `LPConvention`.
///
/// ```swift
/// let x = Tensor(shape: [1, 1, 1, 2], [3, 4])
/// lpPool2d(x, p: 2, kernel: Size2D(1, 2))                                // 5
/// lpPool2d(x, p: 1, kernel: Size2D(1, 2))                                // 7, the sum
/// lpPool2d(x, p: 1, kernel: Size2D(1, 2), convention: .meanNormalised)   // 3.5
/// ```
///
/// Padding and ceil mode are as in `avgPool2d`: padding is 0 and counts in the mean, what a ceil-mode window reaches
/// beyond it does not. p = ∞ is the largest magnitude, except in PyTorch's convention, where it is an error.
/// Sums are made in `Double`. PyTorch: `torch.nn.functional.lp_pool2d`, which has neither padding nor dilation. Traps on illegal
/// shapes, see `pool2dOutputShape`, and unless p > 0.
///
/// - Parameters:
///   - input: (N, C, H, W); only N may be 0.
///   - p: The exponent, greater than 0.
///   - kernel: The window kh×kw.
///   - stride: S, from one window to the next; nil for the kernel's size.
///   - padding: P, cells of 0 added on each side; at most half the effective kernel.
///   - dilation: D, from one tap of a window to the next. ONNX's (LpPool from version 18 on); PyTorch has only 1.
///   - ceilMode: Whether the last window may reach beyond the padded input; see `poolingOutputSize`.
///   - convention: Which definition.
/// - Returns: (N, C, OH, OW).
public func lpPool2d(
    _ input: Tensor, p: Double, kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0, dilation: Size2D = 1,
    ceilMode: Bool = false, convention: LPConvention = .pytorch
) -> Tensor {
    let norm = WindowNorm(p: p, convention: convention, kernel: kernel)
    let sizes = orTrap { () throws(ShapeError) in
        try norm.validate("lpPool2d", input.shape)
        return try Pool2dSizes(
            "lpPool2d", input: input.shape,
            PoolGeometry(
                kernel: kernel, stride: stride ?? kernel, padding: padding, dilation: dilation, ceilMode: ceilMode))
    }
    var output = Tensor.zeros(sizes.outputShape)
    sizes.forEachWindow { window in output.values[window.output] = Float(norm.value(input, window)) }
    return output
}

/// The gradient of `lpPool2d` for its input.
///
/// With y the norm of a window and s its scale (k / n in PyTorch's convention, 1 in the absolute one, 1 / n in the
/// mean-normalised one, n being the cells that count):
///
///     ∂y/∂x = s · (x / y)^(p − 1)               PyTorch
///     ∂y/∂x = s · sign(x) · (|x| / y)^(p − 1)   the others; 0 where x is 0
///
/// A window whose norm is 0 passes nothing back. For p = ∞ the gradient goes to the first largest magnitude.
/// Traps if `gradient` hasn't the shape of the output, and wherever `lpPool2d` does.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, OH, OW).
///   - input: x of the forward pass, (N, C, H, W).
///   - p: As in the forward pass.
///   - kernel: As in the forward pass.
///   - stride: As in the forward pass.
///   - padding: As in the forward pass.
///   - dilation: As in the forward pass.
///   - ceilMode: As in the forward pass.
///   - convention: As in the forward pass.
/// - Returns: ∂L/∂x, (N, C, H, W).
public func lpPool2dBackward(
    _ gradient: Tensor, input: Tensor, p: Double, kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0,
    dilation: Size2D = 1, ceilMode: Bool = false, convention: LPConvention = .pytorch
) -> Tensor {
    let norm = WindowNorm(p: p, convention: convention, kernel: kernel)
    let sizes = orTrap { () throws(ShapeError) in
        try norm.validate("lpPool2dBackward", input.shape)
        let sizes = try Pool2dSizes(
            "lpPool2dBackward", input: input.shape,
            PoolGeometry(
                kernel: kernel, stride: stride ?? kernel, padding: padding, dilation: dilation, ceilMode: ceilMode))
        try sizes.requireGradient(gradient.shape, "lpPool2dBackward")
        return sizes
    }
    var sums = [Double](repeating: 0, count: input.count)
    sizes.forEachWindow { window in
        norm.addGradient(Double(gradient.values[window.output]), input, window, to: &sums)
    }
    return Tensor(checkedShape: input.shape, sums.map(Float.init))
}

/// The norm of one window and its derivative.
struct WindowNorm {
    let p: Double
    let convention: LPConvention
    let kernel: Size2D

    func validate(_ operation: String, _ input: [Int]) throws(ShapeError) {
        let check = ShapeCheck(operation, ["input": input])
        try check.require(p > 0, "p must be greater than 0, but is \(p)")
        try check.require(
            p.isFinite || convention != .pytorch, "p must be finite in PyTorch's convention; the others have a limit")
    }

    /// What Σ xᵖ is multiplied by under the root.
    private func scale(_ window: Pool2dSizes.Window) -> Double {
        switch convention {
        case .pytorch: Double(kernel.height * kernel.width) / Double(window.paddedCount)
        case .absolute: 1
        case .meanNormalised: 1 / Double(window.paddedCount)
        }
    }

    func value(_ input: Tensor, _ window: Pool2dSizes.Window) -> Double {
        guard p.isFinite else { return largest(input, window).magnitude }
        var sum = 0.0
        window.forEachCell { cell in
            let x = Double(input.values[window.plane + cell])
            sum += pow(convention == .pytorch ? x : abs(x), p)
        }
        return pow(sum * scale(window), 1 / p)
    }

    func addGradient(_ delta: Double, _ input: Tensor, _ window: Pool2dSizes.Window, to sums: inout [Double]) {
        guard p.isFinite else {
            let best = largest(input, window)
            let x = best.cell.map { input.values[window.plane + $0] } ?? 0
            if let cell = best.cell, x != 0 { sums[window.plane + cell] += x < 0 ? -delta : delta }
            return
        }
        let norm = value(input, window)
        guard norm != 0 else { return }
        let scale = scale(window)
        window.forEachCell { cell in
            let x = Double(input.values[window.plane + cell])
            let slope: Double
            if convention == .pytorch {
                slope = pow(x / norm, p - 1)
            } else {
                slope = x == 0 ? 0 : (x < 0 ? -1 : 1) * pow(abs(x) / norm, p - 1)
            }
            sums[window.plane + cell] += delta * scale * slope
        }
    }

    /// The first largest magnitude; NaN if any is.
    private func largest(_ input: Tensor, _ window: Pool2dSizes.Window) -> (magnitude: Double, cell: Int?) {
        var best: (magnitude: Double, cell: Int?) = (0, nil)
        window.forEachCell { cell in
            let magnitude = Double(abs(input.values[window.plane + cell]))
            if magnitude > best.magnitude || magnitude.isNaN { best = (magnitude, cell) }
        }
        return best
    }
}
