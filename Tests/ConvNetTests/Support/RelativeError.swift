import ConvNet

/// The largest |a − b| over the largest |b|, b being the true values: how far off a tensor is as a whole.
///
/// Not element by element: a sum that cancels to nearly 0 has no digits left to compare, in any order of addition.
/// Tensors without elements are equal; against a true tensor of zeros, the absolute error counts.
func relativeError(_ actual: Tensor, _ expected: Tensor) -> Float {
    guard actual.shape == expected.shape else { return .infinity }
    guard expected.count > 0 else { return 0 }
    let magnitude = expected.map(abs).max()
    return actual.maxAbsoluteDifference(from: expected) / (magnitude == 0 ? 1 : magnitude)
}

/// ⟨a, b⟩ = Σ aᵢ·bᵢ, in `Double`.
func dot(_ a: Tensor, _ b: Tensor) -> Double {
    zip(a.values, b.values).reduce(into: 0) { $0 += Double($1.0) * Double($1.1) }
}
