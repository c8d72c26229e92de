import Glibc

/// The binary cross-entropy of scores (logits) against probabilities, sigmoid included.
///
/// With σ the sigmoid, target t in 0...1, positive weight p and element weight w, one element's loss is
///
///     −w·(p·t·log σ(x) + (1 − t)·log(1 − σ(x)))
///
/// computed as w·((1 − t)·x + (1 + (p − 1)·t)·(log(1 + e^−|x|) + max(−x, 0))), which neither overflows nor takes the
/// logarithm of 0.
///
/// ```swift
/// binaryCrossEntropyWithLogits(Tensor([0]), target: Tensor([1]))    // log 2 = 0.693…
/// ```
///
/// PyTorch: `torch.nn.functional.binary_cross_entropy_with_logits`. The mean divides by the number of elements, whatever
/// the weights. Traps if the shapes differ; NaN for the mean of no elements.
///
/// - Parameters:
///   - input: x, any shape.
///   - target: t, of the same shape.
///   - weight: w, of the same shape: 0 leaves an element out; nil for 1.
///   - positiveWeight: p, how much more a missed positive costs than a false one; for rare positives.
///   - reduction: The mean or the sum over the elements.
/// - Returns: The loss.
public func binaryCrossEntropyWithLogits(
    _ input: Tensor, target: Tensor, weight: Tensor? = nil, positiveWeight: Double = 1,
    reduction: LossReduction = .mean
) -> Float {
    requireSameShape("binaryCrossEntropyWithLogits", input, target, weight)
    return reduction.reduced(input.count) { index in
        let (x, t) = (Double(input.values[index]), Double(target.values[index]))
        let softplus = log1p(exp(-abs(x))) + max(-x, 0)
        let loss = (1 - t) * x + (1 + (positiveWeight - 1) * t) * softplus
        return loss * weightAt(index, of: weight)
    }
}

/// The gradient of `binaryCrossEntropyWithLogits` for its input: w·((1 − t)·σ(x) − p·t·(1 − σ(x))), divided by the number
/// of elements for a mean.
///
/// Without weights that is σ(x) − t.
///
/// - Parameters:
///   - input: As in the forward pass.
///   - target: As in the forward pass.
///   - weight: As in the forward pass.
///   - positiveWeight: As in the forward pass.
///   - reduction: As in the forward pass.
/// - Returns: ∂L/∂x, of the input's shape.
public func binaryCrossEntropyWithLogitsBackward(
    _ input: Tensor, target: Tensor, weight: Tensor? = nil, positiveWeight: Double = 1,
    reduction: LossReduction = .mean
) -> Tensor {
    requireSameShape("binaryCrossEntropyWithLogitsBackward", input, target, weight)
    return reduction.gradient(of: input) { index in
        let (x, t) = (Double(input.values[index]), Double(target.values[index]))
        let probability = 1 / (1 + exp(-x))
        let slope = (1 - t) * probability - positiveWeight * t / (1 + exp(x))
        return slope * weightAt(index, of: weight)
    }
}
