/// `crossEntropy` as its definition says it: −Σ_c t_c·log q_c with the smoothed truth t and q = `softmaxDirect`.
///
///     t_c = (1 − ε)·[c is the target] + ε / C
///
/// `crossEntropy` gives the same without overflow, and has the parameters explained.
public func crossEntropyDirect(
    _ input: Tensor, targets: [Int], labelSmoothing: Double = 0, ignoreIndex: Int = -100,
    reduction: LossReduction = .mean
) -> Float {
    orTrap { () throws(ShapeError) in
        try validateCrossEntropy(
            input: input.shape, targets: targets, labelSmoothing: labelSmoothing, ignoreIndex: ignoreIndex)
    }
    let logarithms = logSoftmaxDirect(input, axis: 1)
    let (classes, inner) = (input.shape[1], input.shape[2...].reduce(1, *))
    var (sum, counted) = (0.0, 0)
    for (position, target) in targets.enumerated() where target != ignoreIndex {
        counted += 1
        for c in 0..<classes {
            let truth = (c == target ? 1 - labelSmoothing : 0) + labelSmoothing / Double(classes)
            let place = (position / inner * classes + c) * inner + position % inner
            // A class that is nowhere true costs nothing, however improbable it is.
            if truth > 0 { sum -= truth * Double(logarithms.values[place]) }
        }
    }
    return Float(reduction == .mean ? sum / Double(counted) : sum)
}
