/// The gradient of `function` at `point` by central differences: (f(x + h·eᵢ) − f(x − h·eᵢ)) / 2h for every element i.
///
/// Slow (two calls an element) and independent of every derivation: what a `backward` is held against.
///
/// ```swift
/// numericGradient(of: { ($0 * $0).sum() }, at: Tensor([1, 2, 3]), step: 0.01)   // about [2, 4, 6]
/// ```
///
/// A smaller step is not always better: `Float` results carry about 7 digits, and the difference of two of them loses
/// digits as the step shrinks. For a function that is linear in `point`, as a convolution is, every step is exact but
/// for rounding, and a large one is best.
///
/// - Parameters:
///   - function: A number for a tensor of `point`'s shape.
///   - point: Where; any shape.
///   - step: h, greater than 0.
/// - Returns: A tensor of `point`'s shape.
public func numericGradient(of function: (Tensor) -> Double, at point: Tensor, step: Float = 1e-2) -> Tensor {
    guard step > 0 else {
        trap(
            ShapeCheck("numericGradient", ["at": point.shape])
                .error("the step must be greater than 0, but is \(step)"))
    }
    var probe = point
    var gradient = Tensor.zeros(point.shape)
    for index in point.values.indices {
        let center = point.values[index]
        let (above, below) = (center + step, center - step)
        probe.values[index] = above
        let upper = function(probe)
        probe.values[index] = below
        let lower = function(probe)
        probe.values[index] = center
        // The distance that was really stepped: center ± step is rounded.
        gradient.values[index] = Float((upper - lower) / (Double(above) - Double(below)))
    }
    return gradient
}

/// As the function of the same name for a `Double` result; for losses such as `conv2d(…).sum()`.
///
/// - Parameters:
///   - function: A number for a tensor of `point`'s shape.
///   - point: Where; any shape.
///   - step: h, greater than 0.
/// - Returns: A tensor of `point`'s shape.
public func numericGradient(of function: (Tensor) -> Float, at point: Tensor, step: Float = 1e-2) -> Tensor {
    let precise: (Tensor) -> Double = { Double(function($0)) }
    return numericGradient(of: precise, at: point, step: step)
}
