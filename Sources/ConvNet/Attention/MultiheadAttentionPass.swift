/// The checked sizes of one multi-head attention.
struct MultiheadAttentionSizes {
    /// N.
    let batch: Int
    /// L.
    let queries: Int
    /// S.
    let keys: Int
    /// E.
    let width: Int
    let heads: Int

    var weightsShape: [Int] { [batch, heads, queries, keys] }

    /// Sizes for parameters of width E, which are not looked at.
    init(
        _ operation: String, query: [Int], key: [Int], value: [Int], width: Int, heads: Int, mask: AttentionMask?,
        keyPaddingMask: [Int]?
    ) throws(ShapeError) {
        var operands = [
            ShapeError.Operand("query", query), ShapeError.Operand("key", key), ShapeError.Operand("value", value),
        ]
        if let shape = mask?.shape { operands.append(ShapeError.Operand("mask", shape)) }
        if let keyPaddingMask { operands.append(ShapeError.Operand("keyPaddingMask", keyPaddingMask)) }
        let check = ShapeCheck(operation, operands: operands)
        for (name, shape, axes) in [
            ("query", query, "[N, L, E]"), ("key", key, "[N, S, E]"), ("value", value, "[N, S, E]"),
        ] {
            try check.rank(shape, is: 3, of: "the \(name)", axes: axes)
            try check.count(shape, of: "the \(name)")
        }
        try check.require(
            query[2] == width && key == [query[0], key[1], width] && value == key,
            "query, key and value must have one N, and the weights' width E = \(width); key and value one S")
        try check.require(
            heads >= 1 && width % heads == 0,
            "the heads must divide the width: E / heads = \(width) / \(heads) is no whole number")
        (batch, queries, keys) = (query[0], query[1], key[1])
        self.width = width
        self.heads = heads
        let weightsShape = [query[0], heads, query[1], key[1]]
        try check.count(weightsShape, of: "the weights [N, heads, L, S]")
        try mask?.validate(check, scores: weightsShape)
        try check.require(
            keyPaddingMask == nil || keyPaddingMask == [query[0], key[1]],
            "the key padding mask must be [N, S] = [\(query[0]), \(key[1])]")
    }

    /// Both masks as one.
    func combined(_ mask: AttentionMask?, _ keyPaddingMask: Tensor?) -> AttentionMask? {
        guard let keyPaddingMask else { return mask }
        let padding = AttentionMask.blocking(Tensor(checkedShape: [batch, 1, 1, keys], keyPaddingMask.values))
        guard let mask else { return padding }
        let sums = zip(mask.addends(for: weightsShape), padding.addends(for: weightsShape)).map { Float($0 + $1) }
        return .adding(Tensor(checkedShape: weightsShape, sums))
    }
}

/// A forward pass with everything that its backward pass needs.
struct MultiheadAttentionPass {
    let result: AttentionResult
    private let inputs: [Tensor]
    /// q, k and v, head by head: (N, heads, L or S, d).
    private let projected: [Tensor]
    /// The heads' results side by side, (N, L, E).
    private let concatenated: Tensor
    private let parameters: MultiheadAttentionParameters
    private let heads: Int
    private let mask: AttentionMask?

    init(
        _ operation: String, query: Tensor, key: Tensor, value: Tensor, parameters: MultiheadAttentionParameters,
        heads: Int, mask: AttentionMask?, keyPaddingMask: Tensor?
    ) {
        let sizes = orTrap { () throws(ShapeError) in
            try MultiheadAttentionSizes(
                operation, query: query.shape, key: key.shape, value: value.shape,
                width: try parameters.checkedWidth(operation), heads: heads, mask: mask,
                keyPaddingMask: keyPaddingMask?.shape)
        }
        inputs = [query, key, value]
        projected = inputs.enumerated().map { index, input in
            linear(input, weight: parameters.inWeight(index), bias: parameters.inBias(index)).split(heads: heads)
        }
        self.mask = sizes.combined(mask, keyPaddingMask)
        let attention = scaledDotProductAttentionWithWeights(
            projected[0], key: projected[1], value: projected[2], mask: self.mask)
        concatenated = attention.output.joinedHeads
        result = AttentionResult(
            output: linear(concatenated, weight: parameters.outProjWeight, bias: parameters.outProjBias),
            weights: attention.weights)
        self.parameters = parameters
        self.heads = heads
    }

    func gradients(_ gradient: Tensor) -> MultiheadAttentionGradients {
        let out = linearBackward(gradient, input: concatenated, weight: parameters.outProjWeight)
        let (query, key, value) = (projected[0], projected[1], projected[2])
        let sizes = orTrap { () throws(ShapeError) in
            try AttentionSizes(
                "multiheadAttentionBackward", query: query.shape, key: key.shape, value: value.shape, mask: nil)
        }
        let attention = sizes.gradients(
            out.input.split(heads: heads), query: query, key: key, value: value, mask: nil, weights: result.weights)
        let deltas = [attention.query, attention.key, attention.value]
        let projections = inputs.indices.map { index in
            linearBackward(deltas[index].joinedHeads, input: inputs[index], weight: parameters.inWeight(index))
        }
        let width = parameters.outProjWeight.shape[0]
        return MultiheadAttentionGradients(
            query: projections[0].input, key: projections[1].input, value: projections[2].input,
            parameters: MultiheadAttentionParameters(
                inProjWeight: Tensor(checkedShape: [3 * width, width], projections.flatMap(\.weight.values)),
                inProjBias: parameters.inProjBias.map { _ in
                    Tensor(checkedShape: [3 * width], projections.flatMap(\.bias.values))
                },
                outProjWeight: out.weight, outProjBias: parameters.outProjBias.map { _ in out.bias }))
    }
}

extension MultiheadAttentionParameters {
    /// E, if all shapes are those that it asks for.
    func checkedWidth(_ operation: String) throws(ShapeError) -> Int {
        let check = ShapeCheck(operation, ["inProjWeight": inProjWeight.shape, "outProjWeight": outProjWeight.shape])
        let width = inProjWeight.shape.last ?? 0
        try check.require(
            width >= 1 && inProjWeight.shape == [3 * width, width],
            "inProjWeight must be [3E, E] with E at least 1: queries, keys and values one below the other")
        for (name, shape, expected) in [
            ("inProjBias", inProjBias?.shape ?? [3 * width], [3 * width]),
            ("outProjWeight", outProjWeight.shape, [width, width]),
            ("outProjBias", outProjBias?.shape ?? [width], [width]),
        ] {
            try check.require(shape == expected, "\(name) must be \(expected) for E = \(width), but is \(shape)")
        }
        return width
    }

    /// The weight of queries (0), keys (1) or values (2): a third of the packed one.
    func inWeight(_ index: Int) -> Tensor {
        let width = outProjWeight.shape[0]
        let size = width * width
        return Tensor(
            checkedShape: [width, width], Array(inProjWeight.values[(index * size)..<((index + 1) * size)]))
    }

    /// The bias of queries (0), keys (1) or values (2).
    func inBias(_ index: Int) -> Tensor? {
        let width = outProjWeight.shape[0]
        return inProjBias.map {
            Tensor(checkedShape: [width], Array($0.values[(index * width)..<((index + 1) * width)]))
        }
    }
}

extension Tensor {
    /// (N, L, E) to (N, heads, L, E / heads).
    fileprivate func split(heads: Int) -> Tensor {
        Tensor(checkedShape: [shape[0], shape[1], heads, shape[2] / heads], values).transposed(0, 2, 1, 3)
    }

    /// (N, heads, L, d) to (N, L, heads·d).
    fileprivate var joinedHeads: Tensor {
        Tensor(checkedShape: [shape[0], shape[2], shape[1] * shape[3]], transposed(0, 2, 1, 3).values)
    }
}
