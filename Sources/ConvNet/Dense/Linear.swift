/// What a fully connected layer passes back: the loss' gradient for each thing it was made of.
public struct LinearGradients: Equatable, Sendable {
    /// ∂L/∂x, (…, in).
    public let input: Tensor
    /// ∂L/∂W, (out, in).
    public let weight: Tensor
    /// ∂L/∂b, (out); what it would be if there was no bias.
    public let bias: Tensor
}

/// The fully connected layer y = x·Wᵀ + b, for each vector along the last axis.
///
/// ```swift
/// linear(Tensor([[1, 2]]), weight: Tensor([[1, 0], [0, 1], [1, 1]]))   // [[1, 2, 3]]
/// ```
///
/// PyTorch: `torch.nn.functional.linear`. Traps on illegal shapes; see `linearOutputShape`.
///
/// - Parameters:
///   - input: (…, in); at least one axis.
///   - weight: (out, in).
///   - bias: (out), or nil for none.
/// - Returns: (…, out).
public func linear(_ input: Tensor, weight: Tensor, bias: Tensor? = nil) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in
        try linearOutputShape(input: input.shape, weight: weight.shape, bias: bias?.shape)
    }
    let (inputs, outputs) = (weight.shape[1], weight.shape[0])
    var result = matmul(input.reshaped(to: [input.count / inputs, inputs]), weight.transposed)
    if let bias {
        for index in result.values.indices { result.values[index] += bias.values[index % outputs] }
    }
    return result.reshaped(to: shape)
}

/// `linear` as its definition says it, in plain loops; each sum is made in `Double` and rounded once.
///
///     y[r, o] = b[o] + Σ_i W[o, i] · x[r, i]
public func linearDirect(_ input: Tensor, weight: Tensor, bias: Tensor? = nil) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in
        try linearOutputShape(input: input.shape, weight: weight.shape, bias: bias?.shape)
    }
    let (inputs, outputs) = (weight.shape[1], weight.shape[0])
    var values: [Float] = []
    for row in 0..<(input.count / inputs) {
        for output in 0..<outputs {
            var sum = Double(bias?.values[output] ?? 0)
            for index in 0..<inputs {
                sum += Double(weight[output, index]) * Double(input.values[row * inputs + index])
            }
            values.append(Float(sum))
        }
    }
    return Tensor(checkedShape: shape, values)
}

/// The gradients of `linear`. With the leading axes of x and δ made one of length R:
///
///     ∂L/∂x = δ · W        (R, in)
///     ∂L/∂W = δᵀ · x       (out, in)
///     ∂L/∂b = Σ δ          over R
///
/// Traps if `gradient` hasn't the shape of the output, and wherever `linear` does.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (…, out).
///   - input: x of the forward pass, (…, in).
///   - weight: W of the forward pass, (out, in).
/// - Returns: The gradients of input, weight and bias, each of its shape.
public func linearBackward(_ gradient: Tensor, input: Tensor, weight: Tensor) -> LinearGradients {
    let pass = LinearBackward("linearBackward", gradient, input: input, weightShape: weight.shape)
    return LinearGradients(input: pass.input(weight: weight), weight: pass.weight, bias: pass.bias)
}

/// The gradients of `linear`, each by itself.
struct LinearBackward {
    /// x of the forward pass.
    private let input: Tensor
    /// δ as (R, out).
    private let delta: Tensor
    private var rows: Int { delta.shape[0] }

    /// Traps if `gradient` hasn't the shape of the output.
    init(_ operation: String, _ gradient: Tensor, input: Tensor, weightShape: [Int]) {
        orTrap { () throws(ShapeError) in
            let shape = try linearOutputShape(input: input.shape, weight: weightShape)
            try ShapeCheck(
                operation, ["gradient": gradient.shape, "input": input.shape, "weight": weightShape]
            ).require(gradient.shape == shape, "the gradient must have the output's shape \(shape)")
        }
        self.input = input
        delta = gradient.reshaped(to: [input.count / weightShape[1], weightShape[0]])
    }

    /// δ · W.
    func input(weight: Tensor) -> Tensor { matmul(delta, weight).reshaped(to: input.shape) }

    /// δᵀ · x.
    var weight: Tensor { matmul(delta.transposed, input.reshaped(to: [rows, input.shape[input.rank - 1]])) }

    /// Σ δ.
    var bias: Tensor { delta.reshaped(to: [rows, delta.shape[1], 1, 1]).channelSums() }
}

/// The shape that `linear` gives: the input's, with `out` in place of `in`.
///
/// - Throws: `ShapeError` unless the weight is [out, in] with lengths of at least 1, the input's last length is `in`,
///   and the bias is [out].
public func linearOutputShape(input: [Int], weight: [Int], bias: [Int]? = nil) throws(ShapeError) -> [Int] {
    var operands = [ShapeError.Operand("input", input), ShapeError.Operand("weight", weight)]
    if let bias { operands.append(ShapeError.Operand("bias", bias)) }
    let check = ShapeCheck("linear", operands: operands)
    try check.rank(weight, is: 2, of: "the weight", axes: "[out, in]")
    try check.count(weight, of: "the weight")
    try check.count(input, of: "the input")
    try check.require(!weight.contains(0), "every length of the weight must be at least 1")
    try check.require(
        input.last == weight[1], "the input's last length must be the weight's in = \(weight[1])")
    try check.require(bias == nil || bias == [weight[0]], "the bias must be [out] = [\(weight[0])]")
    let shape = input.dropLast() + [weight[0]]
    try check.count(Array(shape), of: "the output")
    return Array(shape)
}
