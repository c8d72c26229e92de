import ConvNet
import Glibc

/// The focal loss of each logit: a cross-entropy in which what is already right hardly counts.
///
/// With p = σ(x), pₜ = p where the target is 1 and 1 − p where it is 0, αₜ likewise:
///
///     L = −αₜ·(1 − pₜ)^γ·ln pₜ
///
/// Lin et al. 2017, "Focal loss for dense object detection". γ = 0 and `alpha` nil give the binary cross-entropy. The
/// same as torchvision's `sigmoid_focal_loss` without reduction. Targets between 0 and 1 mix both, as there. Traps if
/// the shapes differ.
///
/// - Parameters:
///   - logits: x, any shape.
///   - targets: 0 or 1, of the same shape.
///   - alpha: the weight of the 1s, in [0, 1], 1 − α that of the 0s; nil weighs both with 1.
///   - gamma: γ ≥ 0.
/// - Returns: a loss for each logit.
public func sigmoidFocalLoss(_ logits: Tensor, targets: Tensor, alpha: Double? = 0.25, gamma: Double = 2) -> Tensor {
    focal("sigmoidFocalLoss", logits, targets) { x, y in
        let terms = FocalTerms(x, y, alpha: alpha, gamma: gamma)
        return terms.weight * pow(terms.miss, gamma) * terms.entropy
    }
}

/// The gradient of the *sum* of `sigmoidFocalLoss` for the logits.
///
/// With q = 1 − pₜ: ∂L/∂x = αₜ·(γ·q^(γ−1)·∂q/∂x·CE + q^γ·(p − y)), where ∂q/∂x = (1 − 2y)·p·(1 − p). Traps if the
/// shapes differ.
///
/// - Returns: the shape of the logits.
public func sigmoidFocalLossGradient(
    _ logits: Tensor, targets: Tensor, alpha: Double? = 0.25, gamma: Double = 2
) -> Tensor {
    focal("sigmoidFocalLossGradient", logits, targets) { x, y in
        let terms = FocalTerms(x, y, alpha: alpha, gamma: gamma)
        let slope = (1 - 2 * y) * terms.p * (1 - terms.p)
        // With γ = 0 the first term is 0, also where q^(γ−1) is 1/0.
        let focus = gamma == 0 || terms.miss == 0 ? 0 : gamma * pow(terms.miss, gamma - 1) * slope * terms.entropy
        return terms.weight * (focus + pow(terms.miss, gamma) * (terms.p - y))
    }
}

/// The parts of the focal loss at one logit.
private struct FocalTerms {
    /// σ(x).
    let p: Double
    /// 1 − pₜ.
    let miss: Double
    /// The binary cross-entropy, from the logit: exact where p is rounded to 0 or 1.
    let entropy: Double
    let weight: Double

    init(_ x: Double, _ y: Double, alpha: Double?, gamma: Double) {
        p = 1 / (1 + exp(-x))
        miss = 1 - (p * y + (1 - p) * (1 - y))
        entropy = max(x, 0) - x * y + log1p(exp(-abs(x)))
        weight = alpha.map { $0 * y + (1 - $0) * (1 - y) } ?? 1
    }
}

private func focal(
    _ operation: String, _ logits: Tensor, _ targets: Tensor, _ body: (Double, Double) -> Double
) -> Tensor {
    orTrap { () throws(ShapeError) in
        try ShapeCheck(operation, ["logits": logits.shape, "targets": targets.shape])
            .require(logits.shape == targets.shape, "each logit needs a target")
    }
    return Tensor(
        shape: logits.shape, zip(logits.values, targets.values).map { Float(body(Double($0), Double($1))) })
}
