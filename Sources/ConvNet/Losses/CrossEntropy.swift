import Glibc

/// How the losses of the elements become one number.
public enum LossReduction: Sendable {
    /// Their mean.
    case mean
    /// Their sum.
    case sum
}

/// The cross-entropy of class scores (logits) against the right classes, softmax included.
///
/// With q = softmax(x), C classes, the right class t and label smoothing ε, one position's loss is
///
///     −(1 − ε)·log q_t − (ε / C)·Σ_c log q_c
///
/// Positions whose target is `ignoreIndex` are left out, of the mean's divisor too; if all are, the mean is NaN, 0/0.
/// So is the loss of a position with a score of ∞ or NaN, or with none above −∞, whatever its class: q is NaN there.
///
/// ```swift
/// crossEntropy(Tensor([[0, 0]]), targets: [1])    // log 2 = 0.693…
/// ```
///
/// PyTorch: `torch.nn.functional.cross_entropy`. Traps on illegal shapes and targets; see
/// `validateCrossEntropy(input:targets:labelSmoothing:ignoreIndex:)`.
///
/// - Parameters:
///   - input: (N, C) or (N, C, d₁, …): a score for each class.
///   - targets: The class 0..<C of each position, in the order of (N, d₁, …), or `ignoreIndex`.
///   - labelSmoothing: ε in 0...1.
///   - ignoreIndex: The target of positions without a class.
///   - reduction: The mean or the sum over the positions.
/// - Returns: The loss.
public func crossEntropy(
    _ input: Tensor, targets: [Int], labelSmoothing: Double = 0, ignoreIndex: Int = -100,
    reduction: LossReduction = .mean
) -> Float {
    orTrap { () throws(ShapeError) in
        try validateCrossEntropy(
            input: input.shape, targets: targets, labelSmoothing: labelSmoothing, ignoreIndex: ignoreIndex)
    }
    var (sum, counted) = (0.0, 0)
    forEachPosition(of: input) { position, scores in
        guard targets[position] != ignoreIndex else { return }
        let normaliser = scores.logSumExp()
        counted += 1
        sum += (1 - labelSmoothing) * (normaliser - scores[targets[position]])
        // Not unless it counts: 0 times the infinite loss of an impossible class is NaN.
        if labelSmoothing > 0 {
            var total = 0.0
            for index in 0..<scores.count { total += normaliser - scores[index] }
            sum += labelSmoothing / Double(scores.count) * total
        }
    }
    return Float(reduction == .mean ? sum / Double(counted) : sum)
}

/// The gradient of `crossEntropy` for its input.
///
///     ∂L/∂x_c = (q_c − (1 − ε)·[c = t] − ε / C) / (counted positions, or 1 for a sum)
///
/// and 0 at ignored positions: the famous "prediction minus truth".
///
/// - Parameters:
///   - input: As in the forward pass.
///   - targets: As in the forward pass.
///   - labelSmoothing: As in the forward pass.
///   - ignoreIndex: As in the forward pass.
///   - reduction: As in the forward pass.
/// - Returns: ∂L/∂x, of the input's shape.
public func crossEntropyBackward(
    _ input: Tensor, targets: [Int], labelSmoothing: Double = 0, ignoreIndex: Int = -100,
    reduction: LossReduction = .mean
) -> Tensor {
    orTrap { () throws(ShapeError) in
        try validateCrossEntropy(
            input: input.shape, targets: targets, labelSmoothing: labelSmoothing, ignoreIndex: ignoreIndex)
    }
    let classes = Double(input.shape[1])
    let counted = targets.count { $0 != ignoreIndex }
    let divisor = reduction == .mean ? Double(counted) : 1
    var result = Tensor.zeros(input.shape)
    result.values.withUnsafeMutableBufferPointer { result in
        forEachPosition(of: input) { position, scores in
            guard targets[position] != ignoreIndex else { return }
            let normaliser = scores.logSumExp()
            for index in 0..<scores.count {
                let truth = (index == targets[position] ? 1 - labelSmoothing : 0) + labelSmoothing / classes
                result[scores.start + index * scores.step] = Float((exp(scores[index] - normaliser) - truth) / divisor)
            }
        }
    }
    return result
}

/// Whether `crossEntropy` can run.
///
/// - Throws: `ShapeError` unless the input is [N, C, …] with C ≥ 1, there is one target a position, each in 0..<C or
///   `ignoreIndex`, and the smoothing is in 0...1.
public func validateCrossEntropy(
    input: [Int], targets: [Int], labelSmoothing: Double = 0, ignoreIndex: Int = -100
) throws(ShapeError) {
    let check = ShapeCheck("crossEntropy", ["input": input, "targets": [targets.count]])
    try check.count(input, of: "the input")
    try check.require(input.count >= 2, "the input must have at least 2 axes [N, C, …], but has \(input.count)")
    try check.require(input[1] >= 1, "there must be at least 1 class")
    let positions = input[0] * input[2...].reduce(1, *)
    try check.require(positions == targets.count, "there must be one target a position, \(positions) in all")
    for (position, target) in targets.enumerated() where target != ignoreIndex {
        try check.require(
            (0..<input[1]).contains(target), "target \(target) at position \(position) is not in 0..<\(input[1])")
    }
    try check.require(
        (0...1).contains(labelSmoothing), "the label smoothing must be in 0...1, but is \(labelSmoothing)")
}

/// The class scores of one position: every `step`th number from `start` on.
private struct Scores {
    let values: UnsafeBufferPointer<Float>
    let start: Int
    let step: Int
    let count: Int

    subscript(index: Int) -> Double { Double(values[start + index * step]) }

    /// log Σ eˣ, without overflow; see the function of the same name.
    func logSumExp() -> Double {
        var largest = -Double.infinity
        for index in 0..<count {
            if self[index].isNaN { return .nan }
            largest = max(largest, self[index])
        }
        // ∞ − ∞: a score of ∞, or none above −∞, gives no distribution.
        guard largest.isFinite else { return .nan }
        var sum = 0.0
        for index in 0..<count { sum += exp(self[index] - largest) }
        return largest + log(sum)
    }
}

/// The class scores of each position, positions in the order of (N, d₁, …).
private func forEachPosition(of input: Tensor, _ body: (_ position: Int, _ scores: Scores) -> Void) {
    let classes = input.shape[1]
    let inner = input.shape[2...].reduce(1, *)
    input.values.withUnsafeBufferPointer { values in
        for position in 0..<(input.shape[0] * inner) {
            let start = position / inner * classes * inner + position % inner
            body(position, Scores(values: values, start: start, step: inner, count: classes))
        }
    }
}
