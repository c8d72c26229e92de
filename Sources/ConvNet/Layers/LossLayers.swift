/// The cross-entropy as a layer that remembers what its backward pass needs; see `crossEntropy`.
///
/// ```swift
/// let loss = CrossEntropyLoss()
/// loss.forward(Tensor([[0, 0]]), targets: [1])   // 0.693…
/// loss.backward()                                // [[0.5, −0.5]]
/// ```
public final class CrossEntropyLoss {
    /// ε.
    public let labelSmoothing: Double
    /// The target of positions without a class.
    public let ignoreIndex: Int
    /// The mean or the sum over the positions.
    public let reduction: LossReduction

    private var memory: (input: Tensor, targets: [Int])?

    /// A loss with its options.
    public init(labelSmoothing: Double = 0, ignoreIndex: Int = -100, reduction: LossReduction = .mean) {
        self.labelSmoothing = labelSmoothing
        self.ignoreIndex = ignoreIndex
        self.reduction = reduction
    }

    /// The loss of scores (N, C, …) against one class a position; traps where `crossEntropy` does.
    public func forward(_ input: Tensor, targets: [Int]) -> Float {
        memory = (input, targets)
        return crossEntropy(
            input, targets: targets, labelSmoothing: labelSmoothing, ignoreIndex: ignoreIndex, reduction: reduction)
    }

    /// ∂L/∂x of the last `forward(_:targets:)`, of the scores' shape; traps before it.
    public func backward() -> Tensor {
        let memory = remembered(memory, by: "CrossEntropyLoss", gradient: .ones([]))
        return crossEntropyBackward(
            memory.input, targets: memory.targets, labelSmoothing: labelSmoothing, ignoreIndex: ignoreIndex,
            reduction: reduction)
    }
}

/// The mean squared error as a layer that remembers what its backward pass needs; see `meanSquaredError`.
public final class MSELoss {
    /// The mean or the sum over the elements.
    public let reduction: LossReduction

    private var memory: (input: Tensor, target: Tensor)?

    /// A loss; the mean unless the sum is asked for.
    public init(reduction: LossReduction = .mean) {
        self.reduction = reduction
    }

    /// The loss of predictions against targets of the same shape; traps if the shapes differ.
    public func forward(_ input: Tensor, target: Tensor) -> Float {
        memory = (input, target)
        return meanSquaredError(input, target: target, reduction: reduction)
    }

    /// ∂L/∂x of the last `forward(_:target:)`; traps before it.
    public func backward() -> Tensor {
        let memory = remembered(memory, by: "MSELoss", gradient: .ones([]))
        return meanSquaredErrorBackward(memory.input, target: memory.target, reduction: reduction)
    }
}
