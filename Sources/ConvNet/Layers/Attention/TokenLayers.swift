/// A learnt vector added to each token, by its place: y = x + p, since attention itself knows no order.
///
/// ```swift
/// PositionEmbedding(tokens: 197, embedDim: 768).parameterCount   // 151296
/// ```
///
/// Begins normal with a deviation of 0.02, as torchvision's.
public final class PositionEmbedding: Layer {
    /// p, (1, tokens, E).
    public let parameter: Parameter

    /// The input's shape in the last `forward(_:)`.
    private var inputShape: [Int]?

    /// A layer with seeded random numbers; traps unless both sizes are at least 1.
    ///
    /// - Parameters:
    ///   - tokens: How many there are.
    ///   - embedDim: E.
    ///   - name: The parameter's.
    ///   - seed: Of the initial numbers.
    public init(tokens: Int, embedDim: Int, name: String = "pos_embedding", seed: UInt64 = 0) {
        orTrap { () throws(ShapeError) in
            try ShapeCheck("PositionEmbedding", ["tokens": [tokens], "embedDim": [embedDim]]).require(
                tokens >= 1 && embedDim >= 1, "both sizes must be at least 1")
        }
        parameter = Parameter(name, shape: [1, tokens, embedDim], .normal(deviation: 0.02, seed: seed))
    }

    /// p.
    public var state: [StateTensor] { [parameter] }

    /// x + p for each sequence of (N, tokens, E).
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        _ = orTrap { () throws(ShapeError) in try outputShape(for: input.shape) }
        inputShape = input.shape
        var result = input
        let added = parameter.value.values
        for index in result.values.indices { result.values[index] += added[index % added.count] }
        return result
    }

    /// ∂L/∂x = δ; sets ∂L/∂p = Σ δ over the batch.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        requireGradient(gradient, of: remembered(inputShape, for: gradient), in: typeName)
        var sums = [Double](repeating: 0, count: parameter.count)
        for index in gradient.values.indices { sums[index % sums.count] += Double(gradient.values[index]) }
        parameter.setGradient(Tensor(checkedShape: parameter.shape, sums.map(Float.init)))
        return gradient
    }

    /// The input's own shape.
    ///
    /// - Throws: `ShapeError` unless it is [N, tokens, E].
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        let check = ShapeCheck("PositionEmbedding", ["input": inputShape, parameter.name: parameter.shape])
        try check.count(inputShape, of: "the input")
        try check.require(
            inputShape.count == 3 && inputShape[1...] == parameter.shape[1...],
            "the input must be [N, tokens, E] with tokens = \(parameter.shape[1]) and E = \(parameter.shape[2])")
        return inputShape
    }
}

/// The first token of each sequence, (N, L, E) to (N, E): a vision transformer's class token, which the head reads.
public final class FirstToken: Layer {
    /// The input's shape in the last `forward(_:)`.
    private var inputShape: [Int]?

    /// A layer; it has nothing to set.
    public init() {}

    /// Token 0 of each sequence.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        let shape = orTrap { () throws(ShapeError) in try outputShape(for: input.shape) }
        inputShape = input.shape
        let (sequence, width) = (input.shape[1] * input.shape[2], shape[1])
        let tokens = (0..<shape[0]).flatMap { input.values[($0 * sequence)..<($0 * sequence + width)] }
        return Tensor(checkedShape: shape, tokens)
    }

    /// The gradient at token 0, and 0 at all others.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let shape = remembered(inputShape, for: gradient)
        requireGradient(gradient, of: [shape[0], shape[2]], in: typeName)
        var result = Tensor.zeros(shape)
        let (sequence, width) = (shape[1] * shape[2], shape[2])
        for index in gradient.values.indices {
            result.values[index / width * sequence + index % width] = gradient.values[index]
        }
        return result
    }

    /// [N, E].
    ///
    /// - Throws: `ShapeError` unless the input is [N, L, E] with at least 1 token.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        let check = ShapeCheck("FirstToken", ["input": inputShape])
        try check.rank(inputShape, is: 3, of: "the input", axes: "[N, L, E]")
        try check.count(inputShape, of: "the input")
        try check.require(inputShape[1] >= 1, "there must be at least 1 token")
        return [inputShape[0], inputShape[2]]
    }
}

private func requireGradient(_ gradient: Tensor, of shape: [Int], in layer: String) {
    orTrap { () throws(ShapeError) in
        try ShapeCheck("\(layer).backward", ["gradient": gradient.shape]).require(
            gradient.shape == shape, "the gradient must have the output's shape \(shape)")
    }
}
