/// Layer normalisation: the last axes of each example by themselves (Ba, Kiros and Hinton 2016).
///
///     y = γ·(x − μ) / √(σ² + ε) + β      μ and the biased σ² over the last axes, γ and β one an element of them
///
/// PyTorch: `torch.nn.functional.layer_norm`. Traps on illegal shapes; see `layerNormOutputShape`.
///
/// - Parameters:
///   - input: (…, normalised axes).
///   - normalizedShape: The lengths of the last axes, which are normalised together.
///   - weight: γ, of `normalizedShape`; nil for 1.
///   - bias: β, of `normalizedShape`; nil for 0.
///   - epsilon: ε, at least 0.
/// - Returns: The input's shape.
public func layerNorm(
    _ input: Tensor, normalizedShape: [Int], weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
) -> Tensor {
    let layout = layerLayout("layerNorm", input, normalizedShape, weight, bias, nil, epsilon)
    let (mean, variance) = layout.statistics(of: input)
    return layout.normalise(
        input, mean: mean, variance: variance, weight: weight, bias: bias, epsilon: epsilon)
}

/// The gradients of `layerNorm`; the formulas are those of `batchNorm2dBackward`, with means over the last axes.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, of the input's shape.
///   - input: x of the forward pass.
///   - normalizedShape: As in the forward pass.
///   - weight: γ of the forward pass.
///   - epsilon: As in the forward pass.
/// - Returns: The gradients of input, weight and bias.
public func layerNormBackward(
    _ gradient: Tensor, input: Tensor, normalizedShape: [Int], weight: Tensor? = nil, epsilon: Double = 1e-5
) -> NormalisationGradients {
    let layout = layerLayout("layerNormBackward", input, normalizedShape, weight, nil, gradient, epsilon)
    let (mean, variance) = layout.statistics(of: input)
    return layout.gradients(
        gradient, input: input, mean: mean, variance: variance, weight: weight, epsilon: epsilon,
        statisticsDependOnInput: true)
}

/// The shape that `layerNorm` gives: the input's own.
///
/// - Throws: `ShapeError` unless the input's last axes are `normalizedShape`, which has at least one axis and none empty.
public func layerNormOutputShape(_ input: [Int], normalizedShape: [Int]) throws(ShapeError) -> [Int] {
    let check = ShapeCheck("layerNorm", ["input": input, "normalizedShape": normalizedShape])
    try check.count(input, of: "the input")
    try check.require(
        !normalizedShape.isEmpty && !normalizedShape.contains(0), "at least one number must be normalised")
    try check.require(
        input.count >= normalizedShape.count && Array(input.suffix(normalizedShape.count)) == normalizedShape,
        "the input's last axes must be \(normalizedShape)")
    return input
}

private func layerLayout(
    _ operation: String, _ input: Tensor, _ normalizedShape: [Int], _ weight: Tensor?, _ bias: Tensor?,
    _ gradient: Tensor?, _ epsilon: Double
) -> NormalisationLayout {
    orTrap { () throws(ShapeError) in
        let shape = try layerNormOutputShape(input.shape, normalizedShape: normalizedShape)
        let size = normalizedShape.reduce(1, *)
        let layout = NormalisationLayout(
            sets: input.count / size, parameterShape: normalizedShape, set: { $0 / size }, parameter: { $0 % size },
            run: 1)
        try layout.require(
            ShapeCheck(operation, ["input": shape]), input: shape, weight: weight, bias: bias, gradient: gradient,
            epsilon: epsilon)
        return layout
    }
}
