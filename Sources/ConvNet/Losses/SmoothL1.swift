/// The smooth L1 loss: a parabola near 0, a straight line beyond β, so that one wild box can't rule the gradient.
///
/// With d = x − t and element weight w, one element's loss is w·d² / 2β if |d| < β, else w·(|d| − β/2).
///
/// The gradient is never beyond ±1. β = 0 is the absolute error. Girshick 2015 (Fast R-CNN).
///
/// ```swift
/// smoothL1(Tensor([0.5, 3]), target: Tensor([0, 0]), reduction: .sum)    // 0.125 + 2.5
/// ```
///
/// PyTorch: `torch.nn.functional.smooth_l1_loss`. The mean divides by the number of elements, whatever the weights.
/// Traps if the shapes differ or β is negative; NaN for the mean of no elements.
///
/// - Parameters:
///   - input: x, any shape.
///   - target: t, of the same shape.
///   - weight: w, of the same shape: 0 leaves an element out; nil for 1.
///   - beta: β, at least 0.
///   - reduction: The mean or the sum over the elements.
/// - Returns: The loss.
public func smoothL1(
    _ input: Tensor, target: Tensor, weight: Tensor? = nil, beta: Double = 1, reduction: LossReduction = .mean
) -> Float {
    requireSameShape("smoothL1", input, target, weight)
    requireBeta(beta)
    return reduction.reduced(input.count) { index in
        let distance = abs(Double(input.values[index]) - Double(target.values[index]))
        let loss = distance < beta ? distance * distance / (2 * beta) : distance - beta / 2
        return loss * weightAt(index, of: weight)
    }
}

/// The gradient of `smoothL1` for its input: w·d / β if |d| < β, else ±w, divided by the number of elements for a mean.
///
/// - Parameters:
///   - input: As in the forward pass.
///   - target: As in the forward pass.
///   - weight: As in the forward pass.
///   - beta: As in the forward pass.
///   - reduction: As in the forward pass.
/// - Returns: ∂L/∂x, of the input's shape.
public func smoothL1Backward(
    _ input: Tensor, target: Tensor, weight: Tensor? = nil, beta: Double = 1, reduction: LossReduction = .mean
) -> Tensor {
    requireSameShape("smoothL1Backward", input, target, weight)
    requireBeta(beta)
    return reduction.gradient(of: input) { index in
        let difference = Double(input.values[index]) - Double(target.values[index])
        let slope = abs(difference) < beta ? difference / beta : difference < 0 ? -1 : difference > 0 ? 1 : difference
        return slope * weightAt(index, of: weight)
    }
}

private func requireBeta(_ beta: Double) {
    orTrap { () throws(ShapeError) in
        try ShapeCheck("smoothL1", [:]).require(beta >= 0, "β must not be negative, but is \(beta)")
    }
}
