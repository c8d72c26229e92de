/// Group normalisation: the channels of each image in groups, each with its own statistics (Wu and He 2018).
///
///     y = γ_c·(x − μ) / √(σ² + ε) + β_c      μ and the biased σ² over one image's group of C / groups channels
///
/// One group is layer normalisation over (C, H, W) with a scale a channel, C groups are instance normalisation.
/// A group of a single number becomes β, as it is its own mean (PyTorch refuses it in a batch of one).
/// PyTorch: `torch.nn.functional.group_norm`. Traps on illegal shapes; see `groupNormOutputShape`.
///
/// - Parameters:
///   - input: (N, C, H, W); only N may be 0.
///   - groups: Into how many groups the channels are split; must divide C.
///   - weight: γ, (C); nil for 1.
///   - bias: β, (C); nil for 0.
///   - epsilon: ε, at least 0.
/// - Returns: (N, C, H, W).
public func groupNorm(
    _ input: Tensor, groups: Int, weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
) -> Tensor {
    let layout = groupLayout("groupNorm", input, groups, weight, bias, nil, epsilon)
    let (mean, variance) = layout.statistics(of: input)
    return layout.normalise(
        input, mean: mean, variance: variance, weight: weight, bias: bias, epsilon: epsilon)
}

/// The gradients of `groupNorm`; the formulas are those of `batchNorm2dBackward`, with means over a group of an image.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, H, W).
///   - input: x of the forward pass.
///   - groups: As in the forward pass.
///   - weight: γ of the forward pass.
///   - epsilon: As in the forward pass.
/// - Returns: The gradients of input, weight and bias.
public func groupNormBackward(
    _ gradient: Tensor, input: Tensor, groups: Int, weight: Tensor? = nil, epsilon: Double = 1e-5
) -> NormalisationGradients {
    let layout = groupLayout("groupNormBackward", input, groups, weight, nil, gradient, epsilon)
    let (mean, variance) = layout.statistics(of: input)
    return layout.gradients(
        gradient, input: input, mean: mean, variance: variance, weight: weight, epsilon: epsilon,
        statisticsDependOnInput: true)
}

/// Instance normalisation: each plane of each image by itself, `groupNorm` with as many groups as channels.
///
/// PyTorch: `torch.nn.functional.instance_norm`. Traps on illegal shapes.
///
/// - Parameters:
///   - input: (N, C, H, W) with H·W > 1; only N may be 0.
///   - weight: γ, (C); nil for 1.
///   - bias: β, (C); nil for 0.
///   - epsilon: ε, at least 0.
/// - Returns: (N, C, H, W).
public func instanceNorm2d(
    _ input: Tensor, weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
) -> Tensor {
    _ = orTrap { () throws(ShapeError) in try instanceNorm2dOutputShape(input.shape) }
    return groupNorm(input, groups: input.shape[1], weight: weight, bias: bias, epsilon: epsilon)
}

/// The gradients of `instanceNorm2d`: those of `groupNorm` with as many groups as channels.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, H, W).
///   - input: x of the forward pass.
///   - weight: γ of the forward pass.
///   - epsilon: As in the forward pass.
/// - Returns: The gradients of input, weight and bias.
public func instanceNorm2dBackward(
    _ gradient: Tensor, input: Tensor, weight: Tensor? = nil, epsilon: Double = 1e-5
) -> NormalisationGradients {
    _ = orTrap { () throws(ShapeError) in try instanceNorm2dOutputShape(input.shape) }
    return groupNormBackward(gradient, input: input, groups: input.shape[1], weight: weight, epsilon: epsilon)
}

/// The shape that `groupNorm` gives: the input's own.
///
/// - Throws: `ShapeError` unless there are four axes, of which only the first may be empty, and the groups divide C.
public func groupNormOutputShape(_ input: [Int], groups: Int) throws(ShapeError) -> [Int] {
    let check = ShapeCheck("groupNorm", ["input": input])
    try check.imageBatch(input)
    try check.require(groups >= 1, "groups must be at least 1, but is \(groups)")
    try check.require(input[1] % groups == 0, "C = \(input[1]) channels can't be split into groups = \(groups)")
    return input
}

/// The shape that `instanceNorm2d` gives: the input's own.
///
/// - Throws: `ShapeError` unless there are four axes, of which only the first may be empty, and H·W > 1.
public func instanceNorm2dOutputShape(_ input: [Int]) throws(ShapeError) -> [Int] {
    let check = ShapeCheck("instanceNorm2d", ["input": input])
    try check.imageBatch(input)
    try check.require(input[2] * input[3] > 1, "a plane's statistics need more than 1 number, but H·W = 1")
    return input
}

private func groupLayout(
    _ operation: String, _ input: Tensor, _ groups: Int, _ weight: Tensor?, _ bias: Tensor?, _ gradient: Tensor?,
    _ epsilon: Double
) -> NormalisationLayout {
    orTrap { () throws(ShapeError) in
        let shape = try groupNormOutputShape(input.shape, groups: groups)
        let (channels, plane) = (shape[1], shape[2] * shape[3])
        let size = channels / groups * plane
        let layout = NormalisationLayout(
            sets: shape[0] * groups, parameterShape: [channels], set: { $0 / size },
            parameter: { $0 / plane % channels }, run: plane)
        try layout.require(
            ShapeCheck(operation, ["input": input.shape]), input: shape, weight: weight, bias: bias,
            gradient: gradient, epsilon: epsilon)
        return layout
    }
}
