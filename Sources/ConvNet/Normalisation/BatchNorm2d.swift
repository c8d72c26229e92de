/// Batch normalisation with the batch's own statistics: every channel gets mean β and variance γ².
///
///     y = γ·(x − μ_c) / √(σ²_c + ε) + β
///
/// with μ_c and the *biased* variance σ²_c over the batch and all positions of channel c (Ioffe and Szegedy 2015).
///
/// PyTorch: `torch.nn.functional.batch_norm(training=True)`. Traps on illegal shapes, and unless each channel has more
/// than one number; see `batchNorm2dOutputShape`.
///
/// - Parameters:
///   - input: (N, C, H, W).
///   - weight: γ, (C); nil for 1.
///   - bias: β, (C); nil for 0.
///   - epsilon: ε, at least 0.
/// - Returns: (N, C, H, W).
public func batchNorm2d(_ input: Tensor, weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5) -> Tensor {
    let layout = checkedLayout("batchNorm2d", input, weight, bias, nil, epsilon, fromBatch: true)
    let (mean, variance) = layout.statistics(of: input)
    return layout.normalise(
        input, mean: mean, variance: variance, weight: weight, bias: bias, epsilon: epsilon)
}

/// Batch normalisation with given statistics, as in evaluation: y = γ·(x − μ_c) / √(σ²_c + ε) + β.
///
/// PyTorch: `torch.nn.functional.batch_norm(training=False)`. Traps on illegal shapes.
///
/// - Parameters:
///   - input: (N, C, H, W); only N may be 0.
///   - mean: μ, (C).
///   - variance: σ², (C).
///   - weight: γ, (C); nil for 1.
///   - bias: β, (C); nil for 0.
///   - epsilon: ε, at least 0.
/// - Returns: (N, C, H, W).
public func batchNorm2d(
    _ input: Tensor, mean: Tensor, variance: Tensor, weight: Tensor? = nil, bias: Tensor? = nil,
    epsilon: Double = 1e-5
) -> Tensor {
    let layout = checkedLayout("batchNorm2d", input, weight, bias, nil, epsilon, fromBatch: false)
    requireStatistics("batchNorm2d", input, mean, variance)
    return layout.normalise(
        input, mean: mean.values.map(Double.init), variance: variance.values.map(Double.init), weight: weight,
        bias: bias, epsilon: epsilon)
}

/// The gradients of `batchNorm2d` with the batch's own statistics, which depend on every number of the channel.
///
/// With x̂ the normalised numbers and g = γ·δ:
///
///     ∂L/∂x = (g − mean_c(g) − x̂·mean_c(g·x̂)) / √(σ²_c + ε)
///     ∂L/∂γ = Σ δ·x̂,  ∂L/∂β = Σ δ      over the batch and all positions
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, H, W).
///   - input: x of the forward pass.
///   - weight: γ of the forward pass.
///   - epsilon: As in the forward pass.
/// - Returns: The gradients of input, weight and bias.
public func batchNorm2dBackward(
    _ gradient: Tensor, input: Tensor, weight: Tensor? = nil, epsilon: Double = 1e-5
) -> NormalisationGradients {
    let layout = checkedLayout("batchNorm2dBackward", input, weight, nil, gradient, epsilon, fromBatch: true)
    let (mean, variance) = layout.statistics(of: input)
    return layout.gradients(
        gradient, input: input, mean: mean, variance: variance, weight: weight, epsilon: epsilon,
        statisticsDependOnInput: true)
}

/// The gradients of `batchNorm2d` with given statistics: ∂L/∂x = γ·δ / √(σ²_c + ε).
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, H, W).
///   - input: x of the forward pass.
///   - mean: μ of the forward pass.
///   - variance: σ² of the forward pass.
///   - weight: γ of the forward pass.
///   - epsilon: As in the forward pass.
/// - Returns: The gradients of input, weight and bias.
public func batchNorm2dBackward(
    _ gradient: Tensor, input: Tensor, mean: Tensor, variance: Tensor, weight: Tensor? = nil, epsilon: Double = 1e-5
) -> NormalisationGradients {
    let layout = checkedLayout("batchNorm2dBackward", input, weight, nil, gradient, epsilon, fromBatch: false)
    requireStatistics("batchNorm2dBackward", input, mean, variance)
    return layout.gradients(
        gradient, input: input, mean: mean.values.map(Double.init), variance: variance.values.map(Double.init),
        weight: weight, epsilon: epsilon, statisticsDependOnInput: false)
}

/// The shape that `batchNorm2d` gives: the input's own.
///
/// - Throws: `ShapeError` unless there are four axes, of which only the first may be empty, and with `fromBatch` each
///   channel has more than one number: the variance of one says nothing.
public func batchNorm2dOutputShape(_ input: [Int], fromBatch: Bool) throws(ShapeError) -> [Int] {
    let check = ShapeCheck("batchNorm2d", ["input": input])
    try check.imageBatch(input)
    let size = input[0] * input[2] * input[3]
    try check.require(
        !fromBatch || size > 1, "a channel's statistics need more than 1 number, but N·H·W = \(size)")
    return input
}

extension NormalisationLayout {
    /// A set a channel, over the batch.
    static func batch(_ shape: [Int]) -> NormalisationLayout {
        let (channels, plane) = (shape[1], shape[2] * shape[3])
        let channel = { (place: Int) in place / plane % channels }
        return NormalisationLayout(
            sets: channels, parameterShape: [channels], set: channel, parameter: channel, run: plane)
    }
}

private func checkedLayout(
    _ operation: String, _ input: Tensor, _ weight: Tensor?, _ bias: Tensor?, _ gradient: Tensor?, _ epsilon: Double,
    fromBatch: Bool
) -> NormalisationLayout {
    orTrap { () throws(ShapeError) in
        let layout = NormalisationLayout.batch(try batchNorm2dOutputShape(input.shape, fromBatch: fromBatch))
        try layout.require(
            ShapeCheck(operation, ["input": input.shape]), input: input.shape, weight: weight, bias: bias,
            gradient: gradient, epsilon: epsilon)
        return layout
    }
}

private func requireStatistics(_ operation: String, _ input: Tensor, _ mean: Tensor, _ variance: Tensor) {
    orTrap { () throws(ShapeError) in
        try ShapeCheck(operation, ["input": input.shape, "mean": mean.shape, "variance": variance.shape]).require(
            mean.shape == [input.shape[1]] && variance.shape == [input.shape[1]],
            "mean and variance must be [C] = [\(input.shape[1])]")
    }
}
