/// What attention gives, and where it looked.
public struct AttentionResult: Equatable, Sendable {
    /// The weighted means of the values, (…, L, Ev).
    public let output: Tensor
    /// How much each query looks at each key, (…, L, S): each row sums to 1, or is 0 where everything is masked.
    public let weights: Tensor
}

/// What attention passes back: the loss' gradient for each thing it was made of.
public struct AttentionGradients: Equatable, Sendable {
    /// ∂L/∂Q, (…, L, E).
    public let query: Tensor
    /// ∂L/∂K, (…, S, E).
    public let key: Tensor
    /// ∂L/∂V, (…, S, Ev).
    public let value: Tensor
    /// ∂L/∂M of an `adding` mask, of its shape; nil for the others, in which there is nothing to learn.
    public let mask: Tensor?
}

/// Scaled dot-product attention: for each query a mean of the values, weighted by how well their keys fit it.
///
///     softmax(Q·Kᵀ / √E + M)·V
///
/// (Vaswani et al. 2017, "Attention Is All You Need".) √E keeps the variance of the products at 1, so that the softmax
/// doesn't saturate.
///
/// ```swift
/// let key = Tensor([[10, 0], [0, 10]])
/// scaledDotProductAttention(Tensor([[10, 0]]), key: key, value: Tensor([[1], [2]]))   // [[1]]: the first key fits
/// ```
///
/// Made of matrix products, the softmax in `Double`. PyTorch: `torch.nn.functional.scaled_dot_product_attention` without
/// dropout and grouped queries. Traps on illegal shapes; see `attentionOutputShape`.
///
/// - Parameters:
///   - query: Q, (…, L, E).
///   - key: K, (…, S, E), with the same leading axes.
///   - value: V, (…, S, Ev), with the same leading axes.
///   - mask: Which keys a query may look at; nil for all.
///   - scale: What the products are multiplied by; nil for 1/√E.
/// - Returns: (…, L, Ev).
public func scaledDotProductAttention(
    _ query: Tensor, key: Tensor, value: Tensor, mask: AttentionMask? = nil, scale: Double? = nil
) -> Tensor {
    scaledDotProductAttentionWithWeights(query, key: key, value: value, mask: mask, scale: scale).output
}

/// As `scaledDotProductAttention`, with the weights: a picture of where each query looks.
///
/// - Parameters:
///   - query: Q, (…, L, E).
///   - key: K, (…, S, E).
///   - value: V, (…, S, Ev).
///   - mask: As for `scaledDotProductAttention`.
///   - scale: As for `scaledDotProductAttention`.
/// - Returns: The means and the weights.
public func scaledDotProductAttentionWithWeights(
    _ query: Tensor, key: Tensor, value: Tensor, mask: AttentionMask? = nil, scale: Double? = nil
) -> AttentionResult {
    let sizes = orTrap { () throws(ShapeError) in
        try AttentionSizes(
            "scaledDotProductAttention", query: query.shape, key: key.shape, value: value.shape, mask: mask,
            scale: scale)
    }
    let weights = sizes.weights(query, key, mask)
    return AttentionResult(output: batchedProduct(weights, value), weights: weights)
}

/// The gradients of `scaledDotProductAttention`.
///
/// With A the weights, s the scale and δ the gradient of the output:
///
///     ∂L/∂V = Aᵀ·δ
///     ∂L/∂A = δ·Vᵀ
///     ∂L/∂Z = A ∘ (∂L/∂A − Σ_j ∂L/∂A_j·A_j)     the softmax' own, row by row; Z = s·Q·Kᵀ + M
///     ∂L/∂Q = s·∂L/∂Z·K
///     ∂L/∂K = s·(∂L/∂Z)ᵀ·Q
///     ∂L/∂M = ∂L/∂Z                             summed over what M was stretched over
///
/// Traps if `gradient` hasn't the shape of the output, and wherever `scaledDotProductAttention` does.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (…, L, Ev).
///   - query: As in the forward pass.
///   - key: As in the forward pass.
///   - value: As in the forward pass.
///   - mask: As in the forward pass.
///   - scale: As in the forward pass.
/// - Returns: The gradients of query, key, value and an added mask, each of its shape.
public func scaledDotProductAttentionBackward(
    _ gradient: Tensor, query: Tensor, key: Tensor, value: Tensor, mask: AttentionMask? = nil, scale: Double? = nil
) -> AttentionGradients {
    let sizes = orTrap { () throws(ShapeError) in
        let operation = "scaledDotProductAttentionBackward"
        let sizes = try AttentionSizes(
            operation, query: query.shape, key: key.shape, value: value.shape, mask: mask, scale: scale)
        try sizes.requireGradient(gradient.shape, operation)
        return sizes
    }
    return sizes.gradients(
        gradient, query: query, key: key, value: value, mask: mask, weights: sizes.weights(query, key, mask))
}

/// The shape that `scaledDotProductAttention` gives: […, L, Ev].
///
/// - Throws: `ShapeError` unless query, key and value are […, L, E], […, S, E] and […, S, Ev] with the same leading axes
///   and E ≥ 1, and the mask can be stretched over […, L, S].
public func attentionOutputShape(
    query: [Int], key: [Int], value: [Int], mask: AttentionMask? = nil
) throws(ShapeError) -> [Int] {
    try AttentionSizes("scaledDotProductAttention", query: query, key: key, value: value, mask: mask).outputShape
}

extension AttentionSizes {
    /// softmax(s·Q·Kᵀ + M), row by row.
    func weights(_ query: Tensor, _ key: Tensor, _ mask: AttentionMask?) -> Tensor {
        var weights = batchedProduct(query, key, bTransposed: true)
        let addends = mask?.addends(for: scoresShape)
        for start in stride(from: 0, to: weights.count, by: max(keys, 1)) {
            let row = attentionSoftmax(
                (start..<(start + keys)).map { Double(weights.values[$0]) * scale + (addends?[$0] ?? 0) })
            for (offset, weight) in row.enumerated() { weights.values[start + offset] = Float(weight) }
        }
        return weights
    }

    func gradients(
        _ gradient: Tensor, query: Tensor, key: Tensor, value: Tensor, mask: AttentionMask?, weights: Tensor
    ) -> AttentionGradients {
        var scores = batchedProduct(gradient, value, bTransposed: true)
        for start in stride(from: 0, to: scores.count, by: max(keys, 1)) {
            var mean = 0.0
            for place in start..<(start + keys) { mean += Double(scores.values[place]) * Double(weights.values[place]) }
            for place in start..<(start + keys) {
                scores.values[place] = Float(Double(weights.values[place]) * (Double(scores.values[place]) - mean))
            }
        }
        let factor = Float(scale)
        return AttentionGradients(
            query: batchedProduct(scores, key) * factor, key: batchedProduct(scores, query, aTransposed: true) * factor,
            value: batchedProduct(weights, gradient, aTransposed: true),
            mask: maskGradient(scores.values.map(Double.init), mask))
    }

    /// The gradient of an added mask: that of the scores, summed over what it was stretched over.
    func maskGradient(_ scores: [Double], _ mask: AttentionMask?) -> Tensor? {
        guard case .adding(let mask) = mask else { return nil }
        var sums = [Double](repeating: 0, count: mask.count)
        for (place, score) in zip(stretchedPlaces(of: mask.shape, over: scoresShape), scores) { sums[place] += score }
        return Tensor(checkedShape: mask.shape, sums.map(Float.init))
    }
}
