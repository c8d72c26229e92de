/// What a transposed convolution passes back: the loss' gradient for each thing it was made of.
public struct ConvTranspose2dGradients: Equatable, Sendable {
    /// ∂L/∂x, (N, Cin, H, W).
    public let input: Tensor
    /// ∂L/∂W, (Cin, Cout / groups, kh, kw).
    public let weight: Tensor
    /// ∂L/∂b, (Cout); what it would be if there was no bias.
    public let bias: Tensor
}

/// The transposed convolution of an image batch: each input cell stamps its multiple of the kernel on the output.
///
/// It is the adjoint of `conv2d` with the same weight and options, ⟨conv2d(y), x⟩ = ⟨y, convTranspose2d(x)⟩, and that is
/// how it is computed: fold(Wᵀ · x). It is not the inverse: sizes come back, numbers don't. ("Deconvolution" is a
/// misnomer.)
///
/// ```swift
/// let x = Tensor(shape: [1, 1, 2, 2], [1, 2, 3, 4])
/// convTranspose2d(x, weight: Tensor.ones([1, 1, 2, 2]), stride: 2)
/// // [[[[1, 1, 2, 2],
/// //    [1, 1, 2, 2],
/// //    [3, 3, 4, 4],
/// //    [3, 3, 4, 4]]]]
/// ```
///
/// PyTorch: `torch.nn.functional.conv_transpose2d`. Traps on illegal shapes; see `convTranspose2dOutputShape`.
///
/// - Parameters:
///   - input: (N, Cin, H, W); only N may be 0.
///   - weight: (Cin, Cout / groups, kh, kw): the channels the other way round than in `conv2d`.
///   - bias: (Cout), or nil for none.
///   - stride: S, cells of the output from one stamp to the next.
///   - padding: P, cells *cut off* on each side of the output.
///   - outputPadding: OP, cells added to the output at the bottom and on the right only; smaller than the stride or than
///     the dilation. They hold what the stamps put there, and else the bias alone.
///   - dilation: D, cells from one tap of the kernel to the next.
///   - groups: Into how many independent operators the channels are split.
/// - Returns: (N, Cout, OH, OW) with OH = (H − 1)S − 2P + D(kh − 1) + OP + 1, and OW likewise.
public func convTranspose2d(
    _ input: Tensor, weight: Tensor, bias: Tensor? = nil, stride: Size2D = 1, padding: Size2D = 0,
    outputPadding: Size2D = 0, dilation: Size2D = 1, groups: Int = 1
) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        try ConvTranspose2dSizes(
            "convTranspose2d", input: input.shape, weight: weight.shape, bias: bias?.shape, stride: stride,
            padding: padding, outputPadding: outputPadding, dilation: dilation, groups: groups)
    }
    var output = sizes.adjoint.inputGradient(input, weight: weight)
    if let bias { output.addBias(bias) }
    return output
}

/// The gradients of `convTranspose2d`, by im2col and matrix products.
///
/// With δ the gradient of the output, and the roles of image and gradient exchanged against `conv2dBackward`:
///
///     ∂L/∂x = conv2d(δ, W)           with the same stride, padding, dilation and groups
///     ∂L/∂W = x · unfold(δ)ᵀ         summed over the batch
///     ∂L/∂b = Σ δ                    over the batch and all positions
///
/// Traps if `gradient` hasn't the shape of the output, and wherever `convTranspose2d` does.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, Cout, OH, OW).
///   - input: x of the forward pass, (N, Cin, H, W).
///   - weight: W of the forward pass, (Cin, Cout / groups, kh, kw).
///   - stride: As in the forward pass.
///   - padding: As in the forward pass.
///   - outputPadding: As in the forward pass.
///   - dilation: As in the forward pass.
///   - groups: As in the forward pass.
/// - Returns: The gradients of input, weight and bias, each of its shape.
public func convTranspose2dBackward(
    _ gradient: Tensor, input: Tensor, weight: Tensor, stride: Size2D = 1, padding: Size2D = 0,
    outputPadding: Size2D = 0, dilation: Size2D = 1, groups: Int = 1
) -> ConvTranspose2dGradients {
    let sizes = orTrap { () throws(ShapeError) in
        let operation = "convTranspose2dBackward"
        let sizes = try ConvTranspose2dSizes(
            operation, input: input.shape, weight: weight.shape, bias: nil, stride: stride, padding: padding,
            outputPadding: outputPadding, dilation: dilation, groups: groups)
        try sizes.requireGradient(gradient.shape, operation)
        return sizes
    }
    return ConvTranspose2dGradients(
        input: sizes.inputGradient(gradient, weight: weight), weight: sizes.weightGradient(gradient, input: input),
        bias: gradient.channelSums())
}

extension ConvTranspose2dSizes {
    /// conv2d(δ, W).
    func inputGradient(_ gradient: Tensor, weight: Tensor) -> Tensor {
        var result = Tensor.zeros(inputShape)
        gradient.values.withUnsafeBufferPointer { gradient in
            weight.values.withUnsafeBufferPointer { weight in
                result.values.withUnsafeMutableBufferPointer { result in
                    guard let gradient = gradient.baseAddress, let weight = weight.baseAddress,
                        let result = result.baseAddress
                    else { return }
                    adjoint.addProducts(input: gradient, weight: weight, output: result)
                }
            }
        }
        return result
    }

    /// x · unfold(δ)ᵀ.
    func weightGradient(_ gradient: Tensor, input: Tensor) -> Tensor {
        adjoint.weightGradient(input, input: gradient)
    }
}
