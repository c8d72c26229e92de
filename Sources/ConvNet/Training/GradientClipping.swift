/// A bound on gradients, against steps that one bad batch makes too long.
public enum GradientClipping: Hashable, Sendable {
    /// All gradients together, as one long vector, are shortened to at most this length.
    ///
    /// Each is multiplied by min(1, length / (norm + 10⁻⁶)), so that the direction stays. PyTorch:
    /// `torch.nn.utils.clip_grad_norm_`.
    case norm(Double)
    /// Each number is cut to ± this. PyTorch: `torch.nn.utils.clip_grad_value_`.
    case value(Float)
}

/// The Euclidean norm of all gradients that aren't frozen, as one long vector.
public func gradientNorm(of parameters: [Parameter]) -> Double {
    var sum = 0.0
    for parameter in parameters where !parameter.isFrozen {
        for value in parameter.gradient.values { sum += Double(value) * Double(value) }
    }
    return sum.squareRoot()
}

/// Bounds the gradients of all parameters that aren't frozen.
///
/// Traps if the bound is negative or no number. A gradient with a NaN in it makes the norm NaN and is left as it is.
public func clipGradients(of parameters: [Parameter], by clipping: GradientClipping) {
    switch clipping {
    case .norm(let length):
        requireBound(length)
        let factor = length / (gradientNorm(of: parameters) + 1e-6)
        guard factor < 1 else { return }
        for parameter in parameters where !parameter.isFrozen {
            parameter.gradient = parameter.gradient * Float(factor)
        }
    case .value(let bound):
        requireBound(Double(bound))
        for parameter in parameters where !parameter.isFrozen {
            parameter.gradient = parameter.gradient.map { $0 < -bound ? -bound : $0 > bound ? bound : $0 }
        }
    }
}

private func requireBound(_ bound: Double) {
    orTrap { () throws(ShapeError) in
        try ShapeCheck("clipGradients", [:]).require(bound >= 0, "the bound must not be negative, but is \(bound)")
    }
}
