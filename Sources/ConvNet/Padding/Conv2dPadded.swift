/// How much a convolution pads, by name or in cells; an integer literal is cells on every side.
public enum Conv2dPadding: Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// None: every window is inside the image.
    case valid
    /// D(K − 1) cells in all, so that a stride of 1 keeps the size; an odd one more goes below and to the right.
    case same
    /// The same on both sides.
    case cells(Size2D)
    /// Side by side.
    case edges(EdgePadding)

    /// The same number of cells on all four sides.
    public init(integerLiteral value: Int) {
        self = .cells(Size2D(value))
    }

    /// The cells on each side, for a kernel and its options.
    ///
    /// - Throws: `ShapeError` for `same` with a stride other than 1, as in PyTorch, and if a number is out of its range.
    public func edges(kernel: Size2D, stride: Size2D = 1, dilation: Size2D = 1) throws(ShapeError) -> EdgePadding {
        switch self {
        case .valid: return EdgePadding(0)
        case .cells(let size): return EdgePadding(size)
        case .edges(let edges): return edges
        case .same:
            let check = ShapeCheck(
                "padding same",
                ["kernel": [kernel.height, kernel.width], "dilation": [dilation.height, dilation.width]])
            try check.require(stride == 1, "the stride must be 1, but is \(stride)")
            var totals: [Int] = []
            for (taps, distance) in [(kernel.height, dilation.height), (kernel.width, dilation.width)] {
                try check.require(taps >= 1 && distance >= 1, "kernel and dilation must be at least 1")
                let (total, overflow) = distance.multipliedReportingOverflow(by: taps - 1)
                try check.require(!overflow, "D(K − 1) = \(distance)·(\(taps) − 1) is too large")
                totals.append(total)
            }
            return EdgePadding(
                top: totals[0] / 2, bottom: totals[0] - totals[0] / 2, left: totals[1] / 2,
                right: totals[1] - totals[1] / 2)
        }
    }
}

/// As `conv2d` without a mode, over an image padded by `pad2d`: `same` and `valid`, and cells that aren't 0.
///
/// ```swift
/// conv2d(x, weight: w, padding: .same, paddingMode: .zeros)    // an output of the input's size
/// conv2d(x, weight: w, padding: 1, paddingMode: .reflect)
/// ```
///
/// PyTorch: `torch.nn.Conv2d(padding=…, padding_mode=…)`. Traps on illegal shapes.
///
/// - Parameters:
///   - input: (N, Cin, H, W).
///   - weight: (Cout, Cin / groups, kh, kw).
///   - bias: (Cout), or nil for none.
///   - stride: S; 1 with `same`.
///   - padding: How many cells.
///   - paddingMode: What they hold.
///   - dilation: D.
///   - groups: Into how many independent convolutions the channels are split.
/// - Returns: (N, Cout, OH, OW).
public func conv2d(
    _ input: Tensor, weight: Tensor, bias: Tensor? = nil, stride: Size2D = 1, padding: Conv2dPadding,
    paddingMode: PaddingMode, dilation: Size2D = 1, groups: Int = 1
) -> Tensor {
    let edges = checkedEdges(padding, weight: weight, stride: stride, dilation: dilation)
    return conv2d(
        pad2d(input, edges, mode: paddingMode), weight: weight, bias: bias, stride: stride, dilation: dilation,
        groups: groups)
}

/// The gradients of `conv2d` with a padding mode: those of the convolution, and ∂L/∂x through `pad2dBackward`.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, Cout, OH, OW).
///   - input: x of the forward pass, (N, Cin, H, W).
///   - weight: W of the forward pass.
///   - stride: As in the forward pass.
///   - padding: As in the forward pass.
///   - paddingMode: As in the forward pass.
///   - dilation: As in the forward pass.
///   - groups: As in the forward pass.
/// - Returns: The gradients of input, weight and bias, each of its shape.
public func conv2dBackward(
    _ gradient: Tensor, input: Tensor, weight: Tensor, stride: Size2D = 1, padding: Conv2dPadding,
    paddingMode: PaddingMode, dilation: Size2D = 1, groups: Int = 1
) -> Conv2dGradients {
    let edges = checkedEdges(padding, weight: weight, stride: stride, dilation: dilation)
    let gradients = conv2dBackward(
        gradient, input: pad2d(input, edges, mode: paddingMode), weight: weight, stride: stride, dilation: dilation,
        groups: groups)
    return Conv2dGradients(
        input: pad2dBackward(gradients.input, inputShape: input.shape, edges, mode: paddingMode),
        weight: gradients.weight, bias: gradients.bias)
}

private func checkedEdges(
    _ padding: Conv2dPadding, weight: Tensor, stride: Size2D, dilation: Size2D
) -> EdgePadding {
    orTrap { () throws(ShapeError) in
        try ShapeCheck("conv2d", ["weight": weight.shape])
            .rank(weight.shape, is: 4, of: "the weight", axes: "[Cout, Cin / groups, kh, kw]")
        return try padding.edges(
            kernel: Size2D(weight.shape[2], weight.shape[3]), stride: stride, dilation: dilation)
    }
}
