/// Stochastic gradient descent with momentum, PyTorch's form.
///
/// With gradient g, weight decay λ, momentum μ, dampening τ and learning rate γ, step by step:
///
///     g ← g + λ·θ
///     v ← g in the first step, then μ·v + (1 − τ)·g
///     θ ← θ − γ·v            or with Nesterov  θ − γ·(g + μ·v)
///
/// The textbook's v ← μ·v − γ·g, θ ← θ + v is the same path as long as γ does not change; here a new γ acts on the
/// whole velocity at once. The first velocity is not dampened.
///
/// PyTorch: `torch.optim.SGD`.
public final class SGD: Optimizer {
    /// γ.
    public var learningRate: Double
    /// μ.
    public let momentum: Double
    /// τ.
    public let dampening: Double
    /// λ.
    public let weightDecay: Double
    /// Whether the step looks ahead along the velocity.
    public let nesterov: Bool

    private var memory: OptimizerMemory

    /// An optimiser with its options.
    ///
    /// Traps on options out of their range; see `validate(learningRate:momentum:dampening:weightDecay:nesterov:)`.
    public init(
        learningRate: Double, momentum: Double = 0, dampening: Double = 0, weightDecay: Double = 0,
        nesterov: Bool = false
    ) {
        orTrap { () throws(ShapeError) in
            try SGD.validate(
                learningRate: learningRate, momentum: momentum, dampening: dampening, weightDecay: weightDecay,
                nesterov: nesterov)
        }
        self.learningRate = learningRate
        self.momentum = momentum
        self.dampening = dampening
        self.weightDecay = weightDecay
        self.nesterov = nesterov
        memory = OptimizerMemory("SGD", tensorCount: momentum == 0 ? 0 : 1)
    }

    /// Whether an optimiser can have these options.
    ///
    /// - Throws: `ShapeError` if learning rate, momentum or weight decay is negative or no number, or Nesterov goes
    ///   without momentum or with dampening.
    public static func validate(
        learningRate: Double, momentum: Double = 0, dampening: Double = 0, weightDecay: Double = 0,
        nesterov: Bool = false
    ) throws(ShapeError) {
        let check = ShapeCheck("SGD", [:])
        try check.require(learningRate >= 0, "the learning rate must not be negative, but is \(learningRate)")
        try check.require(momentum >= 0, "the momentum must not be negative, but is \(momentum)")
        try check.require(weightDecay >= 0, "the weight decay must not be negative, but is \(weightDecay)")
        try check.require(
            !nesterov || (momentum > 0 && dampening == 0),
            "Nesterov needs a momentum above 0 and no dampening, but μ = \(momentum) and τ = \(dampening)")
    }

    /// One step of one parameter; see `Optimizer`.
    public func update(_ value: inout Tensor, gradient: Tensor, slot: Int) {
        let rate = Float(learningRate)
        let (momentum, decay, share) = (Float(momentum), Float(weightDecay), Float(1 - dampening))
        memory.step(&value, gradient: gradient, slot: slot) { memory, value, gradient in
            guard momentum != 0 else {
                for index in value.indices {
                    value[index] -= rate * (gradient[index] + decay * value[index])
                }
                return
            }
            let (isFirst, nesterov) = (memory.steps == 0, nesterov)
            memory.tensors[0].withUnsafeMutableBufferPointer { velocity in
                for index in value.indices {
                    let slope = gradient[index] + decay * value[index]
                    let speed = isFirst ? slope : momentum * velocity[index] + share * slope
                    velocity[index] = speed
                    value[index] -= rate * (nesterov ? slope + momentum * speed : speed)
                }
            }
        }
    }

    /// Forgets all velocities.
    public func reset() { memory.reset() }
}
