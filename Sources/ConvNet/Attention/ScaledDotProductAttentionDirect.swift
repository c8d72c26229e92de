/// `scaledDotProductAttention` as its definition says it, in plain loops.
///
///     z[i, j] = s·Σ_e q[i, e]·k[j, e] + m[i, j]
///     a[i, j] = exp(z[i, j]) / Σ_l exp(z[i, l])
///     y[i, d] = Σ_j a[i, j]·v[j, d]
///
/// All in `Double` and rounded once. `scaledDotProductAttention` gives the same numbers faster, and has the parameters
/// explained.
public func scaledDotProductAttentionDirect(
    _ query: Tensor, key: Tensor, value: Tensor, mask: AttentionMask? = nil, scale: Double? = nil
) -> AttentionResult {
    let sizes = orTrap { () throws(ShapeError) in
        try AttentionSizes(
            "scaledDotProductAttentionDirect", query: query.shape, key: key.shape, value: value.shape, mask: mask,
            scale: scale)
    }
    var output = Tensor.zeros(sizes.outputShape)
    var weights = Tensor.zeros(sizes.scoresShape)
    sizes.forEachQueryDirect(query, key, mask) { stack, i, row in
        for (j, weight) in row.enumerated() {
            weights.values[(stack * sizes.queries + i) * sizes.keys + j] = Float(weight)
        }
        for d in 0..<sizes.valueWidth {
            var sum = 0.0
            for j in 0..<sizes.keys {
                sum += row[j] * Double(value.values[(stack * sizes.keys + j) * sizes.valueWidth + d])
            }
            output.values[(stack * sizes.queries + i) * sizes.valueWidth + d] = Float(sum)
        }
    }
    return AttentionResult(output: output, weights: weights)
}

/// The gradients of `scaledDotProductAttentionDirect`, in plain loops; `scaledDotProductAttentionBackward` has the
/// formulas and the parameters.
public func scaledDotProductAttentionBackwardDirect(
    _ gradient: Tensor, query: Tensor, key: Tensor, value: Tensor, mask: AttentionMask? = nil, scale: Double? = nil
) -> AttentionGradients {
    let sizes = orTrap { () throws(ShapeError) in
        let operation = "scaledDotProductAttentionBackwardDirect"
        let sizes = try AttentionSizes(
            operation, query: query.shape, key: key.shape, value: value.shape, mask: mask, scale: scale)
        try sizes.requireGradient(gradient.shape, operation)
        return sizes
    }
    var queryGradient = [Double](repeating: 0, count: query.count)
    var keyGradient = [Double](repeating: 0, count: key.count)
    var valueGradient = [Double](repeating: 0, count: value.count)
    var scoreGradient: [Double] = []
    sizes.forEachQueryDirect(query, key, mask) { stack, i, row in
        let delta = (0..<sizes.valueWidth).map {
            Double(gradient.values[(stack * sizes.queries + i) * sizes.valueWidth + $0])
        }
        var weightGradient = [Double](repeating: 0, count: sizes.keys)
        for j in 0..<sizes.keys {
            for d in 0..<sizes.valueWidth {
                let place = (stack * sizes.keys + j) * sizes.valueWidth + d
                weightGradient[j] += delta[d] * Double(value.values[place])
                valueGradient[place] += row[j] * delta[d]
            }
        }
        let mean = zip(weightGradient, row).reduce(0) { $0 + $1.0 * $1.1 }
        for j in 0..<sizes.keys {
            let score = row[j] * (weightGradient[j] - mean)
            scoreGradient.append(score)
            for e in 0..<sizes.width {
                let q = (stack * sizes.queries + i) * sizes.width + e
                let k = (stack * sizes.keys + j) * sizes.width + e
                queryGradient[q] += sizes.scale * score * Double(key.values[k])
                keyGradient[k] += sizes.scale * score * Double(query.values[q])
            }
        }
    }
    return AttentionGradients(
        query: Tensor(checkedShape: query.shape, queryGradient.map(Float.init)),
        key: Tensor(checkedShape: key.shape, keyGradient.map(Float.init)),
        value: Tensor(checkedShape: value.shape, valueGradient.map(Float.init)),
        mask: sizes.maskGradient(scoreGradient, mask))
}

extension AttentionSizes {
    /// Each query of each stack with its row of weights.
    fileprivate func forEachQueryDirect(
        _ query: Tensor, _ key: Tensor, _ mask: AttentionMask?,
        _ body: (_ stack: Int, _ i: Int, _ row: [Double]) -> Void
    ) {
        let addends = mask?.addends(for: scoresShape)
        for stack in 0..<stacks {
            for i in 0..<queries {
                var scores = [Double](repeating: 0, count: keys)
                for j in 0..<keys {
                    var product = 0.0
                    for e in 0..<width {
                        product +=
                            Double(query.values[(stack * queries + i) * width + e])
                            * Double(key.values[(stack * keys + j) * width + e])
                    }
                    scores[j] = scale * product + (addends?[(stack * queries + i) * keys + j] ?? 0)
                }
                body(stack, i, attentionSoftmax(scores))
            }
        }
    }
}
