/// What a transformer's encoder block learns, named as in `torch.nn.TransformerEncoderLayer`; also a gradient for each.
public struct TransformerEncoderBlockParameters: Equatable, Sendable {
    /// The γ of the normalisation before the attention, (E); PyTorch's `norm1.weight`.
    public var norm1Weight: Tensor
    /// Its β, (E); PyTorch's `norm1.bias`.
    public var norm1Bias: Tensor
    /// The attention's; PyTorch's `self_attn.…`.
    public var selfAttention: MultiheadAttentionParameters
    /// The γ of the normalisation before the perceptron, (E); PyTorch's `norm2.weight`.
    public var norm2Weight: Tensor
    /// Its β, (E); PyTorch's `norm2.bias`.
    public var norm2Bias: Tensor
    /// The perceptron's first layer, (F, E); PyTorch's `linear1.weight`.
    public var linear1Weight: Tensor
    /// Its bias, (F); PyTorch's `linear1.bias`.
    public var linear1Bias: Tensor
    /// The perceptron's second layer, (E, F); PyTorch's `linear2.weight`.
    public var linear2Weight: Tensor
    /// Its bias, (E); PyTorch's `linear2.bias`.
    public var linear2Bias: Tensor

    /// Weights and biases; their shapes are checked when they are used.
    public init(
        norm1Weight: Tensor, norm1Bias: Tensor, selfAttention: MultiheadAttentionParameters, norm2Weight: Tensor,
        norm2Bias: Tensor, linear1Weight: Tensor, linear1Bias: Tensor, linear2Weight: Tensor, linear2Bias: Tensor
    ) {
        (self.norm1Weight, self.norm1Bias) = (norm1Weight, norm1Bias)
        self.selfAttention = selfAttention
        (self.norm2Weight, self.norm2Bias) = (norm2Weight, norm2Bias)
        (self.linear1Weight, self.linear1Bias) = (linear1Weight, linear1Bias)
        (self.linear2Weight, self.linear2Bias) = (linear2Weight, linear2Bias)
    }

    /// Learnable numbers: 4E² + 4E of the attention, 2EF + F + E of the perceptron, 4E of the normalisations.
    public var count: Int {
        let others = [
            norm1Weight, norm1Bias, norm2Weight, norm2Bias, linear1Weight, linear1Bias, linear2Weight, linear2Bias,
        ]
        return others.reduce(selfAttention.count) { $0 + $1.count }
    }
}

/// What a transformer's encoder block passes back.
public struct TransformerEncoderBlockGradients: Equatable, Sendable {
    /// ∂L/∂x, (N, L, E).
    public let input: Tensor
    /// The gradients of weights and biases.
    public let parameters: TransformerEncoderBlockParameters
}

/// A transformer's encoder block as the vision transformer's: each half normalises *before* it works (pre-norm) and
/// adds what it makes to what came in.
///
///     h = x + attention(norm₁(x))                        every token looks at every token
///     y = h + W₂·gelu(W₁·norm₂(h) + b₁) + b₂             each token by itself
///
/// PyTorch: `torch.nn.TransformerEncoderLayer` with `norm_first=True`, `activation="gelu"`, `batch_first=True` and no
/// dropout. torchvision's `EncoderBlock` is the same with ε = 1e-6. Traps on illegal shapes; see
/// `transformerEncoderBlockOutputShape`.
///
/// - Parameters:
///   - input: (N, L, E).
///   - parameters: Weights and biases.
///   - heads: The attention's; they must divide E.
///   - mask: Which tokens a token may look at; nil for all.
///   - epsilon: ε of both normalisations.
/// - Returns: The result (N, L, E), and the attention's weights (N, heads, L, L).
public func transformerEncoderBlock(
    _ input: Tensor, parameters: TransformerEncoderBlockParameters, heads: Int, mask: AttentionMask? = nil,
    epsilon: Double = 1e-5
) -> AttentionResult {
    TransformerEncoderBlockPass("transformerEncoderBlock", input, parameters, heads, mask, epsilon).result
}

/// The gradients of `transformerEncoderBlock`: those of its steps, in reverse; at each sum the gradient goes both ways.
///
/// Traps if `gradient` hasn't the shape of the input, and wherever `transformerEncoderBlock` does.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, L, E).
///   - input: As in the forward pass.
///   - parameters: As in the forward pass.
///   - heads: As in the forward pass.
///   - mask: As in the forward pass.
///   - epsilon: As in the forward pass.
/// - Returns: The gradients of input and parameters.
public func transformerEncoderBlockBackward(
    _ gradient: Tensor, input: Tensor, parameters: TransformerEncoderBlockParameters, heads: Int,
    mask: AttentionMask? = nil, epsilon: Double = 1e-5
) -> TransformerEncoderBlockGradients {
    TransformerEncoderBlockPass("transformerEncoderBlockBackward", input, parameters, heads, mask, epsilon)
        .gradients(gradient)
}

/// `transformerEncoderBlock` of the plain-loop forms of its steps.
public func transformerEncoderBlockDirect(
    _ input: Tensor, parameters: TransformerEncoderBlockParameters, heads: Int, mask: AttentionMask? = nil,
    epsilon: Double = 1e-5
) -> AttentionResult {
    _ = orTrap { () throws(ShapeError) in
        try transformerEncoderBlockOutputShape(input.shape, parameters: parameters, heads: heads, mask: mask)
    }
    let width = input.shape[2]
    let norm1 = layerNormDirect(
        input, normalizedShape: [width], weight: parameters.norm1Weight, bias: parameters.norm1Bias, epsilon: epsilon)
    let attention = multiheadAttentionDirect(
        query: norm1, key: norm1, value: norm1, parameters: parameters.selfAttention, heads: heads, mask: mask)
    let middle = input + attention.output
    let norm2 = layerNormDirect(
        middle, normalizedShape: [width], weight: parameters.norm2Weight, bias: parameters.norm2Bias, epsilon: epsilon)
    let hidden = linearDirect(norm2, weight: parameters.linear1Weight, bias: parameters.linear1Bias)
    let output = middle + linearDirect(gelu(hidden), weight: parameters.linear2Weight, bias: parameters.linear2Bias)
    return AttentionResult(output: output, weights: attention.weights)
}

/// The shape that `transformerEncoderBlock` gives: the input's own, [N, L, E].
///
/// - Throws: `ShapeError` unless the input is [N, L, E], the parameters have the shapes that E and F ask for, the heads
///   divide E, and the mask fits.
public func transformerEncoderBlockOutputShape(
    _ input: [Int], parameters: TransformerEncoderBlockParameters, heads: Int, mask: AttentionMask? = nil
) throws(ShapeError) -> [Int] {
    try TransformerEncoderBlockPass.validate("transformerEncoderBlock", input, parameters, heads, mask)
    return input
}
