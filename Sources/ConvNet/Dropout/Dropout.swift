/// Inverted dropout: each number is dropped with probability p, and the others are divided by 1 − p.
///
///     y = x·m / (1 − p),   m = 0 with probability p, else 1
///
/// So the expected value of y is x, and evaluation needs no factor (Srivastava et al. 2014 multiply by 1 − p in
/// evaluation instead: "inverted" is moving that factor into training). The same seed drops the same numbers.
///
/// ```swift
/// dropout(Tensor.ones([4]), probability: 0.5, seed: 1)   // each 0 or 2
/// ```
///
/// PyTorch: `torch.nn.functional.dropout(training=True)`. Traps unless the probability is in 0...1; with 1 all is 0.
///
/// - Parameters:
///   - input: x, any shape.
///   - probability: p, of dropping a number.
///   - seed: What decides which numbers are dropped.
/// - Returns: y, of the input's shape.
public func dropout(_ input: Tensor, probability: Double = 0.5, seed: UInt64) -> Tensor {
    input * dropoutMask(input.shape, probability: probability, seed: seed)
}

/// The gradient of `dropout` for its input: ∂L/∂x = δ·m / (1 − p), with the mask m of the same seed.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y.
///   - probability: As in the forward pass.
///   - seed: As in the forward pass.
/// - Returns: ∂L/∂x, of the gradient's shape.
public func dropoutBackward(_ gradient: Tensor, probability: Double = 0.5, seed: UInt64) -> Tensor {
    gradient * dropoutMask(gradient.shape, probability: probability, seed: seed)
}

/// What `dropout` multiplies by: 0 where a number is dropped, else 1 / (1 − p).
///
/// Traps unless the probability is in 0...1; see `validateDropout(probability:)`.
public func dropoutMask(_ shape: [Int], probability: Double = 0.5, seed: UInt64) -> Tensor {
    orTrap { () throws(ShapeError) in try validateDropout(probability: probability) }
    var generator = SeededGenerator(seed: seed)
    let kept = Float(1 / (1 - probability))
    var mask = Tensor.zeros(shape)
    for index in mask.values.indices where generator.unit() >= probability {
        mask.values[index] = kept
    }
    return mask
}

/// Whether `dropout` can run.
///
/// - Throws: `ShapeError` unless the probability is in 0...1.
public func validateDropout(probability: Double) throws(ShapeError) {
    try ShapeCheck("dropout", [:]).require(
        (0...1).contains(probability), "the probability p must be in 0...1, but is \(probability)")
}
