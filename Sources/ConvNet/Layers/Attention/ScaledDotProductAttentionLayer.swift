/// Attention without weights of its own: `scaledDotProductAttention` as a layer that remembers where it looked.
///
/// ```swift
/// let layer = ScaledDotProductAttention(mask: .causal)
/// let y = layer.forward(Tensor.randomNormal(shape: [1, 4, 8], seed: 1))   // (1, 4, 8): self-attention
/// layer.attentionWeights?.shape                                           // [1, 4, 4]
/// ```
public final class ScaledDotProductAttention: Layer {
    /// Which keys a query may look at; nil for all.
    public var mask: AttentionMask?
    /// What the products are multiplied by; nil for 1/√E.
    public let scale: Double?
    /// How much each query looked at each key in the last forward pass, (…, L, S); nil before it.
    public private(set) var attentionWeights: Tensor?

    /// Q, K and V of the last forward pass.
    private var inputs: (query: Tensor, key: Tensor, value: Tensor)?

    /// A layer; shapes are checked when an input is known.
    public init(mask: AttentionMask? = nil, scale: Double? = nil) {
        self.mask = mask
        self.scale = scale
    }

    /// Attention of a sequence to itself: (…, L, E) is query, key and value.
    public func forward(_ input: Tensor) -> Tensor { forward(query: input, key: input, value: input) }

    /// Attention of queries to keys, see `scaledDotProductAttention`; remembers all for the backward pass.
    ///
    /// Traps on illegal shapes; see `attentionOutputShape`.
    ///
    /// - Parameters:
    ///   - query: (…, L, E).
    ///   - key: (…, S, E).
    ///   - value: (…, S, Ev).
    /// - Returns: (…, L, Ev).
    public func forward(query: Tensor, key: Tensor, value: Tensor) -> Tensor {
        let result = scaledDotProductAttentionWithWeights(query, key: key, value: value, mask: mask, scale: scale)
        inputs = (query, key, value)
        attentionWeights = result.weights
        return result.output
    }

    /// From ∂L/∂y to ∂L/∂x of `forward(_:)`: the sum of the gradients of query, key and value.
    ///
    /// Traps before the first forward pass, if query, key and value were not of one shape, and if `gradient` hasn't the
    /// shape of the result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let gradients = backwardToInputs(gradient)
        return gradients.query + gradients.key + gradients.value
    }

    /// From ∂L/∂y to the gradients of query, key and value; see `scaledDotProductAttentionBackward`.
    ///
    /// Traps before the first forward pass, and if `gradient` hasn't the shape of its result.
    public func backwardToInputs(_ gradient: Tensor) -> AttentionGradients {
        let inputs = remembered(inputs, for: gradient)
        return scaledDotProductAttentionBackward(
            gradient, query: inputs.query, key: inputs.key, value: inputs.value, mask: mask, scale: scale)
    }

    /// Multiplications of self-attention: 2·L²·E for each sequence, of the scores and of the means.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func macs(for inputShape: [Int]) -> Int {
        let shape = orTrap { () throws(ShapeError) in try outputShape(for: inputShape) }
        return 2 * shape.reduce(1, *) * shape[shape.count - 2]
    }

    /// The whole image's: every position looks at every other.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.ofWholeImage
    }

    /// The shape of `forward(_:)`'s result: the input's own.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try attentionOutputShape(query: inputShape, key: inputShape, value: inputShape, mask: mask)
    }
}
