import Glibc

/// `softmax` as its definition says it: y_i = exp(x_i) / Σ_j exp(x_j).
///
/// Without subtracting the largest number first, so that exp overflows beyond about 709; `softmax` gives the same
/// numbers without that, and has the parameters explained.
public func softmaxDirect(_ input: Tensor, axis: Int = -1) -> Tensor {
    dividedByLineSums(input, axis) { Float($0 / $1) }
}

/// `logSoftmax` as its definition says it: the logarithm of `softmaxDirect`.
public func logSoftmaxDirect(_ input: Tensor, axis: Int = -1) -> Tensor {
    dividedByLineSums(input, axis) { Float(log($0 / $1)) }
}

private func dividedByLineSums(_ input: Tensor, _ axis: Int, _ result: (Double, Double) -> Float) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in try softmaxOutputShape(input.shape, axis: axis) }
    let axis = axis < 0 ? axis + shape.count : axis
    let (before, length) = (shape[..<axis].reduce(1, *), shape[axis])
    let after = shape[(axis + 1)...].reduce(1, *)
    var output = input
    for outer in 0..<before {
        for inner in 0..<after {
            var sum = 0.0
            for i in 0..<length { sum += exp(Double(input.values[(outer * length + i) * after + inner])) }
            for i in 0..<length {
                let place = (outer * length + i) * after + inner
                output.values[place] = result(exp(Double(input.values[place])), sum)
            }
        }
    }
    return output
}
