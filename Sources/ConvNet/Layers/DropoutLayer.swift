/// A dropout layer: `dropout` while training, nothing at all in evaluation.
///
/// ```swift
/// let layer = Dropout(probability: 0.5, seed: 3)
/// layer.forward(x)              // about half of it, doubled; other places each time
/// layer.isTraining = false
/// layer.forward(x) == x         // true
/// ```
///
/// The layer's seed decides the whole sequence of masks. PyTorch: `torch.nn.Dropout`.
public final class Dropout: Layer {
    /// p, of dropping a number.
    public let probability: Double
    /// Whether numbers are dropped.
    public var isTraining = true

    /// One seed a forward pass.
    private var seeds: SeededGenerator
    /// What the last `forward(_:)` multiplied by; nil inside for nothing.
    private var mask: Tensor??

    /// A layer; traps unless the probability is in 0...1.
    public init(probability: Double = 0.5, seed: UInt64 = 0) {
        orTrap { () throws(ShapeError) in try validateDropout(probability: probability) }
        self.probability = probability
        seeds = SeededGenerator(seed: seed)
    }

    /// The input with numbers dropped and the others enlarged, or in evaluation the input itself; any shape.
    public func forward(_ input: Tensor) -> Tensor {
        guard isTraining else {
            mask = .some(nil)
            return input
        }
        let mask = dropoutMask(input.shape, probability: probability, seed: seeds.next())
        self.mask = mask
        return input * mask
    }

    /// From ∂L/∂y to ∂L/∂x: through the same mask.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        guard let mask = remembered(mask, for: gradient) else { return gradient }
        return gradient * mask
    }

    /// The input's own shape.
    ///
    /// - Throws: `ShapeError` if there can be no tensor of it.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try ShapeCheck("Dropout", ["input": inputShape]).count(inputShape, of: "the input")
        return inputShape
    }
}
