/// An encoder block of a vision transformer, made of its layers; see `transformerEncoderBlock`.
///
/// ```swift
/// let block = TransformerEncoderBlock(embedDim: 768, heads: 12, mlpDim: 3072)   // ViT-B's
/// block.parameterCount                                                          // 7087872
/// ```
///
/// State by the names of `torch.nn.TransformerEncoderLayer`: `self_attn.in_proj_weight`, …, `linear1.weight`, …,
/// `linear2.weight`, …, `norm1.weight`, …, `norm2.weight`, ….
public final class TransformerEncoderBlock: Layer {
    /// The attention; its `attentionWeights` are those of the last forward pass.
    public let selfAttention: MultiheadAttention
    /// E to F.
    public let linear1: Linear
    /// F to E.
    public let linear2: Linear
    /// Before the attention.
    public let norm1: LayerNorm
    /// Before the perceptron.
    public let norm2: LayerNorm

    private let activation = GELU()

    /// A block with seeded random weights: the same seed gives the same block.
    ///
    /// Traps unless the heads divide E, and all sizes are at least 1.
    ///
    /// - Parameters:
    ///   - embedDim: E.
    ///   - heads: The attention's.
    ///   - mlpDim: F, the perceptron's width.
    ///   - mask: Which tokens a token may look at; nil for all.
    ///   - epsilon: ε of both normalisations; torchvision's ViT has 1e-6.
    ///   - seed: Of the initial weights.
    public init(
        embedDim: Int, heads: Int, mlpDim: Int, mask: AttentionMask? = nil, epsilon: Double = 1e-5, seed: UInt64 = 0
    ) {
        var seeds = SeededGenerator(seed: seed)
        selfAttention = MultiheadAttention(embedDim: embedDim, heads: heads, mask: mask, seed: seeds.next())
        linear1 = Linear(inFeatures: embedDim, outFeatures: mlpDim, seed: seeds.next())
        linear2 = Linear(inFeatures: mlpDim, outFeatures: embedDim, seed: seeds.next())
        norm1 = LayerNorm(normalizedShape: [embedDim], epsilon: epsilon)
        norm2 = LayerNorm(normalizedShape: [embedDim], epsilon: epsilon)
    }

    /// In PyTorch's order, which is not that of the computation.
    public var children: [(name: String, layer: any Layer)] {
        [
            ("self_attn", selfAttention), ("linear1", linear1), ("linear2", linear2), ("norm1", norm1),
            ("norm2", norm2),
        ]
    }

    /// x + attention, and that + perceptron: (N, L, E) to (N, L, E).
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        _ = orTrap { () throws(ShapeError) in try outputShape(for: input.shape) }
        let middle = input + selfAttention.forward(norm1.forward(input))
        return middle + linear2.forward(activation.forward(linear1.forward(norm2.forward(middle))))
    }

    /// From ∂L/∂y to ∂L/∂x; sets the gradients of all parameters.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let perceptron = linear1.backward(activation.backward(linear2.backward(gradient)))
        let middle = gradient + norm2.backward(perceptron)
        return middle + norm1.backward(selfAttention.backward(middle))
    }

    /// Multiplications: those of the attention, and 2·E·F for each token.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func macs(for inputShape: [Int]) -> Int {
        let shape = orTrap { () throws(ShapeError) in try outputShape(for: inputShape) }
        return selfAttention.macs(for: inputShape)
            + shape[0] * shape[1] * (linear1.weightParameter.count + linear2.weightParameter.count)
    }

    /// The whole image's: every position looks at every other.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.ofWholeImage
    }

    /// The shape of `forward(_:)`'s result: the input's own, [N, L, E].
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        let shape = try selfAttention.outputShape(for: inputShape)
        _ = try linear1.outputShape(for: shape)
        return shape
    }
}
