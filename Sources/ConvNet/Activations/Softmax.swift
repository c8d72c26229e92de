import Glibc

/// The softmax along one axis: numbers of any sign made into a distribution.
///
///     y_i = exp(x_i − m) / Σ_j exp(x_j − m),  m = max x
///
/// (m changes nothing but keeps exp from overflowing.)
///
/// ```swift
/// softmax(Tensor([0, 0]))        // 0.5, 0.5
/// softmax(Tensor([1000, 0]))     // 1, 0
/// ```
///
/// PyTorch: `torch.nn.functional.softmax`. Traps if there is no such axis.
///
/// - Parameters:
///   - input: Any shape with at least one axis.
///   - axis: Along which the results sum to 1; −1 is the last.
/// - Returns: The input's shape.
public func softmax(_ input: Tensor, axis: Int = -1) -> Tensor {
    input.alongLines("softmax", axis: axis) { line in
        let normaliser = logSumExp(line)
        return line.map { exp($0 - normaliser) }
    }
}

/// The logarithm of `softmax`, without making the softmax first: x_i − m − log Σ_j exp(x_j − m).
///
/// PyTorch: `torch.nn.functional.log_softmax`. Traps if there is no such axis.
///
/// - Parameters:
///   - input: Any shape with at least one axis.
///   - axis: Along which the exponentials of the results sum to 1; −1 is the last.
/// - Returns: The input's shape.
public func logSoftmax(_ input: Tensor, axis: Int = -1) -> Tensor {
    input.alongLines("logSoftmax", axis: axis) { line in
        let normaliser = logSumExp(line)
        return line.map { $0 - normaliser }
    }
}

/// The gradient of `softmax` for its input, with y its output: ∂L/∂x_i = y_i·(δ_i − Σ_j δ_j·y_j).
///
/// Traps if the shapes differ or there is no such axis.
public func softmaxBackward(_ gradient: Tensor, input: Tensor, axis: Int = -1) -> Tensor {
    gradient.alongLines("softmaxBackward", with: input, axis: axis) { delta, line in
        let normaliser = logSumExp(line)
        let y = line.map { exp($0 - normaliser) }
        let mean = zip(delta, y).reduce(0) { $0 + $1.0 * $1.1 }
        return zip(delta, y).map { $1 * ($0 - mean) }
    }
}

/// The gradient of `logSoftmax` for its input: ∂L/∂x_i = δ_i − softmax(x)_i·Σ_j δ_j.
///
/// Traps if the shapes differ or there is no such axis.
public func logSoftmaxBackward(_ gradient: Tensor, input: Tensor, axis: Int = -1) -> Tensor {
    gradient.alongLines("logSoftmaxBackward", with: input, axis: axis) { delta, line in
        let normaliser = logSumExp(line)
        let sum = delta.reduce(0, +)
        return zip(delta, line).map { $0 - exp($1 - normaliser) * sum }
    }
}

/// The shape that `softmax` and `logSoftmax` give: the input's own.
///
/// - Throws: `ShapeError` if there is no such axis, or there can be no tensor of the shape.
public func softmaxOutputShape(_ input: [Int], axis: Int = -1) throws(ShapeError) -> [Int] {
    let check = ShapeCheck("softmax", ["input": input])
    try check.count(input, of: "the input")
    try check.require(
        (-input.count..<input.count).contains(axis), "axis \(axis) is not in \(-input.count)..<\(input.count)")
    return input
}

/// log Σ exp x, which neither overflows nor loses all digits; NaN if there is a NaN or an ∞ among them, as PyTorch's
/// softmax is, and −∞ if there is nothing else.
func logSumExp(_ line: [Double]) -> Double {
    let largest = line.max() ?? 0
    guard largest.isFinite else { return largest < 0 ? largest : .nan }
    return largest + log(line.reduce(0) { $0 + exp($1 - largest) })
}

extension Tensor {
    /// The tensor with `transform` of each line along `axis`, in `Double`.
    fileprivate func alongLines(_ operation: String, axis: Int, _ transform: ([Double]) -> [Double]) -> Tensor {
        alongLines(operation, with: self, axis: axis) { line, _ in transform(line) }
    }

    /// As the other, with the same line of a second tensor.
    fileprivate func alongLines(
        _ operation: String, with other: Tensor, axis: Int, _ transform: ([Double], [Double]) -> [Double]
    ) -> Tensor {
        let axis = orTrap { () throws(ShapeError) in
            let check = ShapeCheck(operation, ["tensor": shape, "input": other.shape])
            try check.require(shape == other.shape, "both must have the same shape")
            try check.require(
                (-rank..<rank).contains(axis), "axis \(axis) is not in \(-rank)..<\(rank)")
            return axis < 0 ? axis + rank : axis
        }
        var result = self
        let step = shape[(axis + 1)...].reduce(1, *)
        let length = shape[axis]
        guard count > 0 else { return self }
        for line in 0..<(count / length) {
            let start = line / step * step * length + line % step
            let places = (0..<length).map { start + $0 * step }
            let numbers = transform(places.map { Double(values[$0]) }, places.map { Double(other.values[$0]) })
            for (place, number) in zip(places, numbers) { result.values[place] = Float(number) }
        }
        return result
    }
}
