/// The mean squared error, (1 / n)·Σ (x − t)², or the sum without its divisor.
///
/// PyTorch: `torch.nn.functional.mse_loss`. Traps if the shapes differ; NaN for tensors without elements.
///
/// - Parameters:
///   - input: Predictions, any shape.
///   - target: What they should be, of the same shape.
///   - reduction: The mean or the sum over the elements.
/// - Returns: The loss.
public func meanSquaredError(_ input: Tensor, target: Tensor, reduction: LossReduction = .mean) -> Float {
    requireSameShape("meanSquaredError", input, target)
    let sum = zip(input.values, target.values).reduce(into: 0.0) { sum, pair in
        let difference = Double(pair.0) - Double(pair.1)
        sum += difference * difference
    }
    return Float(reduction == .mean ? sum / Double(input.count) : sum)
}

/// The gradient of `meanSquaredError` for its input: 2·(x − t) / n, or without the divisor for a sum.
///
/// - Parameters:
///   - input: As in the forward pass.
///   - target: As in the forward pass.
///   - reduction: As in the forward pass.
/// - Returns: ∂L/∂x, of the input's shape.
public func meanSquaredErrorBackward(_ input: Tensor, target: Tensor, reduction: LossReduction = .mean) -> Tensor {
    requireSameShape("meanSquaredErrorBackward", input, target)
    let factor = 2 / (reduction == .mean ? Double(input.count) : 1)
    let values = zip(input.values, target.values).map { Float((Double($0) - Double($1)) * factor) }
    return Tensor(checkedShape: input.shape, values)
}
