import Glibc

/// The checked sizes of one scaled dot-product attention.
struct AttentionSizes {
    /// The product of the leading axes.
    let stacks: Int
    /// L.
    let queries: Int
    /// S.
    let keys: Int
    /// E.
    let width: Int
    /// Ev.
    let valueWidth: Int
    /// What the scores are multiplied by.
    let scale: Double
    /// [….].
    private let leading: [Int]

    var outputShape: [Int] { leading + [queries, valueWidth] }
    var scoresShape: [Int] { leading + [queries, keys] }

    init(
        _ operation: String, query: [Int], key: [Int], value: [Int], mask: AttentionMask?, scale: Double? = nil
    ) throws(ShapeError) {
        var operands = [
            ShapeError.Operand("query", query), ShapeError.Operand("key", key), ShapeError.Operand("value", value),
        ]
        if let shape = mask?.shape { operands.append(ShapeError.Operand("mask", shape)) }
        let check = ShapeCheck(operation, operands: operands)
        for (name, shape, axes) in [
            ("query", query, "[…, L, E]"), ("key", key, "[…, S, E]"), ("value", value, "[…, S, Ev]"),
        ] {
            try check.require(
                shape.count >= 2, "the \(name) must have at least 2 axes \(axes), but has \(shape.count)")
            try check.count(shape, of: "the \(name)")
        }
        let rank = query.count
        try check.require(
            key.dropLast(2) == query.dropLast(2) && value.dropLast(2) == query.dropLast(2),
            "the leading axes of query, key and value must be the same")
        let (width, keys) = (query[rank - 1], key[rank - 2])
        try check.require(
            key[rank - 1] == width && width >= 1,
            "query and key must have the same width E, at least 1, for their products q·k, "
                + "but have \(width) and \(key[rank - 1])")
        try check.require(
            value[rank - 2] == keys,
            "there must be a value for each of the S = \(keys) keys, but there are "
                + "\(value[rank - 2])")
        leading = Array(query.dropLast(2))
        stacks = leading.reduce(1, *)
        queries = query[rank - 2]
        self.keys = keys
        self.width = width
        valueWidth = value[rank - 1]
        self.scale = scale ?? 1 / Double(width).squareRoot()
        try check.count(leading + [queries, keys], of: "the scores […, L, S]")
        try check.count(leading + [queries, valueWidth], of: "the output […, L, Ev]")
        try mask?.validate(check, scores: leading + [queries, keys])
    }

    /// Also checks the gradient that a backward pass starts from.
    func requireGradient(_ gradient: [Int], _ operation: String) throws(ShapeError) {
        try ShapeCheck(operation, ["gradient": gradient, "scores": scoresShape]).require(
            gradient == outputShape, "the gradient must have the output's shape […, L, Ev] = \(outputShape)")
    }
}

/// The softmax of one row of scores; 0 everywhere where every key is left out.
func attentionSoftmax(_ scores: [Double]) -> [Double] {
    // Not by the normaliser, which would take a NaN among keys that are left out for nothing at all.
    guard !scores.allSatisfy({ $0 == -.infinity }) else { return scores.map { _ in 0 } }
    let normaliser = logSumExp(scores)
    return scores.map { exp($0 - normaliser) }
}
