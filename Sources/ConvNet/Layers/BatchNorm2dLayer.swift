/// A batch normalisation layer: `batchNorm2d` with learnable γ and β and running statistics for evaluation.
///
/// ```swift
/// let layer = BatchNorm2d(channels: 64)
/// layer.parameterCount          // 128: γ and β; the running statistics are not learnt
/// layer.isTraining = false      // from now on, with the running statistics
/// ```
///
/// While training, each `forward(_:)` moves the running statistics: new = (1 − m)·old + m·(the batch's), with the
/// *unbiased* variance, although the biased one normalises. γ starts at 1, β at 0, the running mean at 0, the running
/// variance at 1. PyTorch: `torch.nn.BatchNorm2d`.
public final class BatchNorm2d {
    /// ε.
    public let epsilon: Double
    /// m: the share of the newest batch.
    public let momentum: Double
    /// Whether the batch's own statistics are used, and the running ones moved.
    public var isTraining = true

    /// γ, (C).
    public var weight: Tensor
    /// β, (C).
    public var bias: Tensor
    /// ∂L/∂γ of the last `backward(_:)`; zeros before it.
    public private(set) var weightGradient: Tensor
    /// ∂L/∂β of the last `backward(_:)`; zeros before it.
    public private(set) var biasGradient: Tensor
    /// The running mean, (C).
    public var runningMean: Tensor
    /// The running, unbiased variance, (C).
    public var runningVariance: Tensor

    private var memory: (input: Tensor, statistics: (mean: Tensor, variance: Tensor)?)?

    /// A layer for so many channels; traps unless there is at least one.
    public init(channels: Int, epsilon: Double = 1e-5, momentum: Double = 0.1) {
        orTrap { () throws(ShapeError) in
            let check = ShapeCheck("BatchNorm2d", ["channels": [channels]])
            try check.require(channels >= 1, "there must be at least 1 channel")
            try check.require(epsilon >= 0, "ε must not be negative, but is \(epsilon)")
            try check.count([channels], of: "the weight")
        }
        self.epsilon = epsilon
        self.momentum = momentum
        weight = .ones([channels])
        bias = .zeros([channels])
        weightGradient = .zeros([channels])
        biasGradient = .zeros([channels])
        runningMean = .zeros([channels])
        runningVariance = .ones([channels])
    }

    /// `batchNorm2d` of `input`, which it remembers for `backward(_:)`; moves the running statistics while training.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        _ = orTrap { () throws(ShapeError) in try outputShape(for: input.shape) }
        guard isTraining else {
            memory = (input, (runningMean, runningVariance))
            return batchNorm2d(
                input, mean: runningMean, variance: runningVariance, weight: weight, bias: bias, epsilon: epsilon)
        }
        memory = (input, nil)
        let layout = NormalisationLayout.batch(input.shape)
        let (mean, variance) = layout.statistics(of: input)
        let size = Double(input.count / layout.sets)
        for channel in mean.indices {
            let unbiased = variance[channel] * size / (size - 1)
            runningMean.values[channel] = moved(runningMean.values[channel], to: mean[channel])
            runningVariance.values[channel] = moved(runningVariance.values[channel], to: unbiased)
        }
        return layout.normalise(
            input, mean: mean, variance: variance, weight: weight, bias: bias, epsilon: epsilon)
    }

    private func moved(_ old: Float, to new: Double) -> Float {
        Float((1 - momentum) * Double(old) + momentum * new)
    }

    /// From ∂L/∂y to ∂L/∂x, see `batchNorm2dBackward`; sets `weightGradient` and `biasGradient`.
    ///
    /// In the mode of the last `forward(_:)`. Gradients are replaced, not added up. Traps before the first
    /// `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let memory = remembered(memory, by: "BatchNorm2d", gradient: gradient)
        let gradients =
            if let statistics = memory.statistics {
                batchNorm2dBackward(
                    gradient, input: memory.input, mean: statistics.mean, variance: statistics.variance,
                    weight: weight, epsilon: epsilon)
            } else {
                batchNorm2dBackward(gradient, input: memory.input, weight: weight, epsilon: epsilon)
            }
        weightGradient = gradients.weight
        biasGradient = gradients.bias
        return gradients.input
    }

    /// 2C: γ and β.
    public var parameterCount: Int { weight.count + bias.count }

    /// 0: by convention, normalisations are not counted; in evaluation they can be folded into a convolution.
    public func macs(for inputShape: [Int]) -> Int { 0 }

    /// The input's own shape.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape in its present mode.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        let shape = try batchNorm2dOutputShape(inputShape, fromBatch: isTraining)
        try ShapeCheck("BatchNorm2d", ["input": inputShape]).require(
            shape[1] == weight.count, "the layer has C = \(weight.count) channels, but the input has \(shape[1])")
        return shape
    }
}
