import Glibc

/// Adam: each number has a step length of its own, from the first two moments of its gradients.
///
///     g ← g + λ·θ                                      (L2 regularisation; AdamW does otherwise)
///     m ← β₁·m + (1 − β₁)·g,   v ← β₂·v + (1 − β₂)·g²
///     θ ← θ − γ·m̂ / (√v̂ + ε)   with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)
///
/// The hats undo that m and v begin at 0; t counts steps from 1. AMSGrad puts the largest v so far in v's place.
///
/// Kingma and Ba 2015. PyTorch: `torch.optim.Adam`.
public class Adam: Optimizer {
    /// γ.
    public final var learningRate: Double
    /// β₁ and β₂.
    public final let betas: (first: Double, second: Double)
    /// ε.
    public final let epsilon: Double
    /// λ.
    public final let weightDecay: Double
    /// Whether the largest second moment so far is used.
    public final let amsgrad: Bool

    private final let decouplesDecay: Bool
    private final var memory: OptimizerMemory

    /// An optimiser with its options.
    ///
    /// Traps on options out of their range; see `validate(learningRate:betas:epsilon:weightDecay:)`.
    public convenience init(
        learningRate: Double = 1e-3, betas: (first: Double, second: Double) = (0.9, 0.999), epsilon: Double = 1e-8,
        weightDecay: Double = 0, amsgrad: Bool = false
    ) {
        self.init(learningRate, betas, epsilon, weightDecay, amsgrad, decouplesDecay: false)
    }

    fileprivate init(
        _ learningRate: Double, _ betas: (first: Double, second: Double), _ epsilon: Double, _ weightDecay: Double,
        _ amsgrad: Bool, decouplesDecay: Bool
    ) {
        orTrap { () throws(ShapeError) in
            try Adam.validate(
                learningRate: learningRate, betas: betas, epsilon: epsilon, weightDecay: weightDecay,
                of: decouplesDecay ? "AdamW" : "Adam")
        }
        self.learningRate = learningRate
        self.betas = betas
        self.epsilon = epsilon
        self.weightDecay = weightDecay
        self.amsgrad = amsgrad
        self.decouplesDecay = decouplesDecay
        memory = OptimizerMemory(decouplesDecay ? "AdamW" : "Adam", tensorCount: amsgrad ? 3 : 2)
    }

    /// Whether an optimiser can have these options.
    ///
    /// - Throws: `ShapeError` if learning rate, ε or weight decay is negative or no number, or a β is not in 0..<1.
    public static func validate(
        learningRate: Double = 1e-3, betas: (first: Double, second: Double) = (0.9, 0.999), epsilon: Double = 1e-8,
        weightDecay: Double = 0
    ) throws(ShapeError) {
        try validate(
            learningRate: learningRate, betas: betas, epsilon: epsilon, weightDecay: weightDecay, of: "Adam")
    }

    private static func validate(
        learningRate: Double, betas: (first: Double, second: Double), epsilon: Double, weightDecay: Double,
        of operation: String
    ) throws(ShapeError) {
        let check = ShapeCheck(operation, [:])
        try check.require(learningRate >= 0, "the learning rate must not be negative, but is \(learningRate)")
        try check.require(epsilon >= 0, "ε must not be negative, but is \(epsilon)")
        try check.require(weightDecay >= 0, "the weight decay must not be negative, but is \(weightDecay)")
        try check.require(
            (0..<1).contains(betas.first) && (0..<1).contains(betas.second),
            "both β must be in 0..<1, but are \(betas.first) and \(betas.second)")
    }

    /// One step of one parameter; see `Optimizer`.
    public final func update(_ value: inout Tensor, gradient: Tensor, slot: Int) {
        let (first, second) = (Float(betas.first), Float(betas.second))
        let (firstShare, secondShare) = (Float(1 - betas.first), Float(1 - betas.second))
        let decay = Float(decouplesDecay ? 0 : weightDecay)
        let shrink = Float(decouplesDecay ? 1 - learningRate * weightDecay : 1)
        let epsilon = Float(epsilon)
        memory.step(&value, gradient: gradient, slot: slot) { memory, value, gradient in
            let time = Double(memory.steps + 1)
            let length = Float(learningRate / (1 - pow(betas.first, time)))
            let root = Float((1 - pow(betas.second, time)).squareRoot())
            for index in value.indices {
                var number = value[index] * shrink
                let slope = gradient[index] + decay * number
                let m = first * memory.tensors[0][index] + firstShare * slope
                let v = second * memory.tensors[1][index] + secondShare * slope * slope
                memory.tensors[0][index] = m
                memory.tensors[1][index] = v
                var largest = v
                if amsgrad {
                    largest = max(memory.tensors[2][index], v)
                    memory.tensors[2][index] = largest
                }
                number -= length * m / (largest.squareRoot() / root + epsilon)
                value[index] = number
            }
        }
    }

    /// Forgets all moments.
    public final func reset() { memory.reset() }
}

/// Adam with decoupled weight decay: θ ← (1 − γ·λ)·θ before the step, and the moments see the gradient alone.
///
/// In Adam, a decay in the gradient is divided by √v̂ as well, so that weights with large gradients hardly decay.
///
/// Loshchilov and Hutter 2019. PyTorch: `torch.optim.AdamW`.
public final class AdamW: Adam {
    /// An optimiser with its options.
    ///
    /// Traps on options out of their range; see `validate(learningRate:betas:epsilon:weightDecay:)`.
    public init(
        learningRate: Double = 1e-3, betas: (first: Double, second: Double) = (0.9, 0.999), epsilon: Double = 1e-8,
        weightDecay: Double = 1e-2, amsgrad: Bool = false
    ) {
        super.init(learningRate, betas, epsilon, weightDecay, amsgrad, decouplesDecay: true)
    }
}
