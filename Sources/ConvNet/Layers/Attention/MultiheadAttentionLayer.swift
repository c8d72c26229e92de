/// Attention by several heads with its projections: `multiheadAttention` with weights.
///
/// ```swift
/// let layer = MultiheadAttention(embedDim: 8, heads: 2)
/// let y = layer.forward(Tensor.randomNormal(shape: [1, 5, 8], seed: 1))   // (1, 5, 8): self-attention
/// layer.attentionWeights?.shape                                           // [1, 2, 5, 5]
/// layer.parameterCount                                                    // 4·8² + 4·8 = 288
/// ```
///
/// State by PyTorch's names: `in_proj_weight`, `in_proj_bias`, `out_proj.weight`, `out_proj.bias`. As there, the packed
/// projection begins uniform in ±√(6 / (E + 3E)) (Xavier), the output's in ±1/√E, and biases at 0.
public final class MultiheadAttention: Layer {
    /// E.
    public let embedDim: Int
    /// How many pieces each projection is cut into.
    public let heads: Int
    /// Which keys a query may look at, stretched over (N, heads, L, S); nil for all.
    public var mask: AttentionMask?
    /// (N, S), not 0 for keys that nobody may look at; nil for none.
    public var keyPaddingMask: Tensor?
    /// How much each query looked at each key in the last forward pass, (N, heads, L, S); nil before it.
    public private(set) var attentionWeights: Tensor?

    /// The projections of queries, keys and values, one below the other: (3E, E).
    public let inProjWeightParameter: Parameter
    /// Their biases, (3E); nil for a layer without.
    public let inProjBiasParameter: Parameter?
    /// The projection of the heads' results.
    public let outProj: Linear

    private var pass: MultiheadAttentionPass?

    /// A layer with seeded random weights: the same seed gives the same layer.
    ///
    /// Traps unless the heads divide E, and both are at least 1.
    public init(embedDim: Int, heads: Int, bias: Bool = true, mask: AttentionMask? = nil, seed: UInt64 = 0) {
        orTrap { () throws(ShapeError) in
            let check = ShapeCheck("MultiheadAttention", ["embedDim": [embedDim], "heads": [heads]])
            try check.require(
                embedDim >= 1 && heads >= 1 && embedDim % heads == 0,
                "the heads must divide the width: E / heads = \(embedDim) / \(heads) is no whole number of at least 1")
            try check.count([3, embedDim, embedDim], of: "the packed projection [3E, E]")
        }
        self.embedDim = embedDim
        self.heads = heads
        self.mask = mask
        var seeds = SeededGenerator(seed: seed)
        let bound = (6 / Float(4 * embedDim)).squareRoot()
        inProjWeightParameter = Parameter(
            "in_proj_weight", shape: [3 * embedDim, embedDim], .uniform(in: -bound...bound, seed: seeds.next()))
        inProjBiasParameter = bias ? Parameter("in_proj_bias", shape: [3 * embedDim], .zeros) : nil
        outProj = Linear(inFeatures: embedDim, outFeatures: embedDim, bias: bias, seed: seeds.next())
        outProj.biasParameter?.initializer = .zeros
    }

    /// The weights and biases as `multiheadAttention` takes them.
    public var attentionParameters: MultiheadAttentionParameters {
        MultiheadAttentionParameters(
            inProjWeight: inProjWeightParameter.value, inProjBias: inProjBiasParameter?.value,
            outProjWeight: outProj.weight, outProjBias: outProj.bias)
    }

    /// The packed projection and its bias; the output's projection is a child.
    public var state: [StateTensor] { [inProjWeightParameter] + (inProjBiasParameter.map { [$0] } ?? []) }

    /// `out_proj`.
    public var children: [(name: String, layer: any Layer)] { [("out_proj", outProj)] }

    /// Attention of a sequence to itself: (N, L, E) is query, key and value.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor { forward(query: input, key: input, value: input) }

    /// Attention of one sequence to another, see `multiheadAttention`; remembers all for the backward pass.
    ///
    /// Traps on illegal shapes; see `multiheadAttentionOutputShape`.
    ///
    /// - Parameters:
    ///   - query: (N, L, E).
    ///   - key: (N, S, E).
    ///   - value: (N, S, E).
    /// - Returns: (N, L, E).
    public func forward(query: Tensor, key: Tensor, value: Tensor) -> Tensor {
        let pass = MultiheadAttentionPass(
            "MultiheadAttention", query: query, key: key, value: value, parameters: attentionParameters, heads: heads,
            mask: mask, keyPaddingMask: keyPaddingMask)
        self.pass = pass
        attentionWeights = pass.result.weights
        return pass.result.output
    }

    /// From ∂L/∂y to ∂L/∂x of `forward(_:)`: the sum of the gradients of query, key and value.
    ///
    /// Sets the gradients of all parameters. Traps before the first forward pass, if query, key and value were not of
    /// one shape, and if `gradient` hasn't the shape of the result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let gradients = backwardToInputs(gradient)
        return gradients.query + gradients.key + gradients.value
    }

    /// From ∂L/∂y to the gradients of query, key and value; sets the gradients of all parameters.
    ///
    /// Traps before the first forward pass, and if `gradient` hasn't the shape of its result.
    public func backwardToInputs(_ gradient: Tensor) -> MultiheadAttentionGradients {
        let gradients = remembered(pass, for: gradient).gradients(gradient)
        inProjWeightParameter.setGradient(gradients.parameters.inProjWeight)
        if let bias = gradients.parameters.inProjBias { inProjBiasParameter?.setGradient(bias) }
        outProj.weightParameter.setGradient(gradients.parameters.outProjWeight)
        if let bias = gradients.parameters.outProjBias { outProj.biasParameter?.setGradient(bias) }
        return gradients
    }

    /// Multiplications of self-attention: 4·L·E² of the projections and 2·L²·E of the attention, for each sequence.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func macs(for inputShape: [Int]) -> Int {
        let shape = orTrap { () throws(ShapeError) in try outputShape(for: inputShape) }
        return shape[0] * shape[1] * embedDim * (4 * embedDim + 2 * shape[1])
    }

    /// The whole image's: every position looks at every other.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.ofWholeImage
    }

    /// The shape of `forward(_:)`'s result: the input's own, [N, L, E].
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        _ = try MultiheadAttentionSizes(
            "MultiheadAttention", query: inputShape, key: inputShape, value: inputShape, width: embedDim, heads: heads,
            mask: mask, keyPaddingMask: keyPaddingMask?.shape)
        return inputShape
    }
}
