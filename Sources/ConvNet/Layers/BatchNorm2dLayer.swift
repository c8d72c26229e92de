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
public final class BatchNorm2d: Layer {
    /// ε.
    public let epsilon: Double
    /// m: the share of the newest batch.
    public let momentum: Double
    /// Whether the batch's own statistics are used, and the running ones moved.
    public var isTraining = true

    /// γ, (C).
    public let weightParameter: Parameter
    /// β, (C).
    public let biasParameter: Parameter
    private let meanState: StateTensor
    private let varianceState: StateTensor

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
        weightParameter = Parameter("weight", shape: [channels], .ones)
        biasParameter = Parameter("bias", shape: [channels], .zeros)
        meanState = StateTensor("running_mean", shape: [channels], .zeros)
        varianceState = StateTensor("running_var", shape: [channels], .ones)
    }

    /// γ and β, the running mean and the running variance.
    public var state: [StateTensor] { [weightParameter, biasParameter, meanState, varianceState] }

    /// γ, (C).
    public var weight: Tensor {
        get { weightParameter.value }
        set { weightParameter.value = newValue }
    }

    /// β, (C).
    public var bias: Tensor {
        get { biasParameter.value }
        set { biasParameter.value = newValue }
    }

    /// ∂L/∂γ of the last `backward(_:)`; zeros before it.
    public var weightGradient: Tensor { weightParameter.gradient }

    /// ∂L/∂β of the last `backward(_:)`; zeros before it.
    public var biasGradient: Tensor { biasParameter.gradient }

    /// The running mean, (C).
    public var runningMean: Tensor {
        get { meanState.value }
        set { meanState.value = newValue }
    }

    /// The running, unbiased variance, (C).
    public var runningVariance: Tensor {
        get { varianceState.value }
        set { varianceState.value = newValue }
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
        let unbiased = variance.map { $0 * size / (size - 1) }
        meanState.update { old in
            for channel in mean.indices { old.values[channel] = moved(old.values[channel], to: mean[channel]) }
        }
        varianceState.update { old in
            for channel in mean.indices { old.values[channel] = moved(old.values[channel], to: unbiased[channel]) }
        }
        return layout.normalise(
            input, mean: mean, variance: variance, weight: weight, bias: bias, epsilon: epsilon)
    }

    private func moved(_ old: Float, to new: Double) -> Float {
        Float((1 - momentum) * Double(old) + momentum * new)
    }

    /// From ∂L/∂y to ∂L/∂x, see `batchNorm2dBackward`; sets the gradients of weight and bias.
    ///
    /// In the mode of the last `forward(_:)`. Gradients are replaced, not added up. Traps before the first
    /// `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let memory = remembered(memory, for: gradient)
        let gradients =
            if let statistics = memory.statistics {
                batchNorm2dBackward(
                    gradient, input: memory.input, mean: statistics.mean, variance: statistics.variance,
                    weight: weight, epsilon: epsilon)
            } else {
                batchNorm2dBackward(gradient, input: memory.input, weight: weight, epsilon: epsilon)
            }
        weightParameter.setGradient(gradients.weight)
        biasParameter.setGradient(gradients.bias)
        return gradients.input
    }

    /// The input's own shape.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape in its present mode.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        let shape = try batchNorm2dOutputShape(inputShape, fromBatch: isTraining)
        try ShapeCheck("BatchNorm2d", ["input": inputShape]).require(
            shape[1] == weightParameter.count,
            "the layer has C = \(weightParameter.count) channels, but the input has \(shape[1])")
        return shape
    }
}
