/// What a multi-head attention learns, packed and named as in the state dict of `torch.nn.MultiheadAttention`; also a
/// gradient for each of them.
public struct MultiheadAttentionParameters: Equatable, Sendable {
    /// The projections of queries, keys and values, one below the other: (3E, E); PyTorch's `in_proj_weight`.
    public var inProjWeight: Tensor
    /// Their biases: (3E), or nil for none; PyTorch's `in_proj_bias`.
    public var inProjBias: Tensor?
    /// The projection of the heads' results: (E, E); PyTorch's `out_proj.weight`.
    public var outProjWeight: Tensor
    /// Its bias: (E), or nil for none; PyTorch's `out_proj.bias`.
    public var outProjBias: Tensor?

    /// Weights and biases; their shapes are checked when they are used.
    public init(inProjWeight: Tensor, inProjBias: Tensor?, outProjWeight: Tensor, outProjBias: Tensor?) {
        self.inProjWeight = inProjWeight
        self.inProjBias = inProjBias
        self.outProjWeight = outProjWeight
        self.outProjBias = outProjBias
    }

    /// Learnable numbers: 4E², and 4E more with biases.
    public var count: Int {
        inProjWeight.count + (inProjBias?.count ?? 0) + outProjWeight.count + (outProjBias?.count ?? 0)
    }
}

/// What a multi-head attention passes back: the loss' gradient for each thing it was made of.
public struct MultiheadAttentionGradients: Equatable, Sendable {
    /// ∂L/∂query, (N, L, E).
    public let query: Tensor
    /// ∂L/∂key, (N, S, E).
    public let key: Tensor
    /// ∂L/∂value, (N, S, E).
    public let value: Tensor
    /// The gradients of weights and biases; nil for a bias that there wasn't.
    public let parameters: MultiheadAttentionParameters
}

/// Attention by several heads, each over its own piece of a projection.
///
///     q = query·Wqᵀ + bq,  k = key·Wkᵀ + bk,  v = value·Wvᵀ + bv
///     headₕ = attention(q, k, v, each the columns h·d ..< (h + 1)·d),  d = E / heads
///     y = concatenated heads · Woᵀ + bo
///
/// PyTorch: `torch.nn.MultiheadAttention` with `batch_first=True`, `average_attn_weights=False`, keys and values as wide
/// as queries, without dropout and its extra `bias_kv`. Traps on illegal shapes; see `multiheadAttentionOutputShape`.
///
/// - Parameters:
///   - query: (N, L, E).
///   - key: (N, S, E); the query itself in self-attention.
///   - value: (N, S, E); the query itself in self-attention.
///   - parameters: Weights and biases.
///   - heads: How many; they must divide E.
///   - mask: Which keys a query may look at, stretched over (N, heads, L, S); nil for all.
///   - keyPaddingMask: (N, S), not 0 for keys that nobody may look at, such as the filling of a shorter sequence; nil
///     for none. PyTorch: `key_padding_mask`.
/// - Returns: The result (N, L, E), and the weights (N, heads, L, S).
public func multiheadAttention(
    query: Tensor, key: Tensor, value: Tensor, parameters: MultiheadAttentionParameters, heads: Int,
    mask: AttentionMask? = nil, keyPaddingMask: Tensor? = nil
) -> AttentionResult {
    MultiheadAttentionPass(
        "multiheadAttention", query: query, key: key, value: value, parameters: parameters, heads: heads, mask: mask,
        keyPaddingMask: keyPaddingMask
    ).result
}

/// The gradients of `multiheadAttention`: those of its steps, in reverse.
///
/// In self-attention, where one tensor is query, key and value, its gradient is the sum of the three. Traps if
/// `gradient` hasn't the shape of the output, and wherever `multiheadAttention` does.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, L, E).
///   - query: As in the forward pass.
///   - key: As in the forward pass.
///   - value: As in the forward pass.
///   - parameters: As in the forward pass.
///   - heads: As in the forward pass.
///   - mask: As in the forward pass; its own gradient is not made.
///   - keyPaddingMask: As in the forward pass.
/// - Returns: The gradients of query, key, value and all parameters.
public func multiheadAttentionBackward(
    _ gradient: Tensor, query: Tensor, key: Tensor, value: Tensor, parameters: MultiheadAttentionParameters,
    heads: Int, mask: AttentionMask? = nil, keyPaddingMask: Tensor? = nil
) -> MultiheadAttentionGradients {
    MultiheadAttentionPass(
        "multiheadAttentionBackward", query: query, key: key, value: value, parameters: parameters, heads: heads,
        mask: mask, keyPaddingMask: keyPaddingMask
    ).gradients(gradient)
}

/// `multiheadAttention` in plain loops: the projections by `linearDirect`, then head by head over the columns h·d + e.
public func multiheadAttentionDirect(
    query: Tensor, key: Tensor, value: Tensor, parameters: MultiheadAttentionParameters, heads: Int,
    mask: AttentionMask? = nil, keyPaddingMask: Tensor? = nil
) -> AttentionResult {
    let sizes = orTrap { () throws(ShapeError) in
        try MultiheadAttentionSizes(
            "multiheadAttentionDirect", query: query.shape, key: key.shape, value: value.shape,
            width: try parameters.checkedWidth("multiheadAttentionDirect"), heads: heads, mask: mask,
            keyPaddingMask: keyPaddingMask?.shape)
    }
    let inputs = [query, key, value].enumerated().map { index, input in
        linearDirect(input, weight: parameters.inWeight(index), bias: parameters.inBias(index))
    }
    let (q, k, v) = (inputs[0], inputs[1], inputs[2])
    let mask = sizes.combined(mask, keyPaddingMask)?.addends(for: sizes.weightsShape)
    let d = sizes.width / heads
    var weights = Tensor.zeros(sizes.weightsShape)
    var concatenated = Tensor.zeros(query.shape)
    for n in 0..<sizes.batch {
        for head in 0..<heads {
            for i in 0..<sizes.queries {
                let row = ((n * heads + head) * sizes.queries + i) * sizes.keys
                let scores = (0..<sizes.keys).map { j in
                    var product = 0.0
                    for e in (head * d)..<((head + 1) * d) { product += Double(q[n, i, e]) * Double(k[n, j, e]) }
                    return product / Double(d).squareRoot() + (mask?[row + j] ?? 0)
                }
                let attention = attentionSoftmax(scores)
                for (j, weight) in attention.enumerated() { weights[n, head, i, j] = Float(weight) }
                for e in (head * d)..<((head + 1) * d) {
                    var sum = 0.0
                    for j in 0..<sizes.keys { sum += attention[j] * Double(v[n, j, e]) }
                    concatenated[n, i, e] = Float(sum)
                }
            }
        }
    }
    let output = linearDirect(concatenated, weight: parameters.outProjWeight, bias: parameters.outProjBias)
    return AttentionResult(output: output, weights: weights)
}

/// The shape that `multiheadAttention` gives: the query's, [N, L, E].
///
/// - Throws: `ShapeError` unless query, key and value are [N, L, E], [N, S, E] and [N, S, E], the parameters have the
///   shapes that E asks for, the heads divide E, and the masks fit.
public func multiheadAttentionOutputShape(
    query: [Int], key: [Int], value: [Int], parameters: MultiheadAttentionParameters, heads: Int,
    mask: AttentionMask? = nil, keyPaddingMask: [Int]? = nil
) throws(ShapeError) -> [Int] {
    _ = try MultiheadAttentionSizes(
        "multiheadAttention", query: query, key: key, value: value,
        width: try parameters.checkedWidth("multiheadAttention"), heads: heads, mask: mask,
        keyPaddingMask: keyPaddingMask)
    return query
}
