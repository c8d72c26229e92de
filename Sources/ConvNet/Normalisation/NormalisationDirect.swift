// The normalisations as their definitions say them: for each number, mean and variance of the numbers that it belongs to,
// found by asking every number of the tensor. The others give the same faster, and have the parameters explained.

/// `batchNorm2d` by the batch's own statistics, in plain loops.
public func batchNorm2dDirect(
    _ input: Tensor, weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in try batchNorm2dOutputShape(input.shape, fromBatch: true) }
    return normaliseDirect(input, channels: shape[1], weight, bias, epsilon) { a, b in a.c == b.c }
}

/// `groupNorm` in plain loops.
public func groupNormDirect(
    _ input: Tensor, groups: Int, weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in try groupNormOutputShape(input.shape, groups: groups) }
    let size = shape[1] / groups
    return normaliseDirect(input, channels: shape[1], weight, bias, epsilon) { a, b in
        a.n == b.n && a.c / size == b.c / size
    }
}

/// `instanceNorm2d` in plain loops.
public func instanceNorm2dDirect(
    _ input: Tensor, weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in try instanceNorm2dOutputShape(input.shape) }
    return normaliseDirect(input, channels: shape[1], weight, bias, epsilon) { a, b in a.n == b.n && a.c == b.c }
}

/// `layerNorm` in plain loops.
public func layerNormDirect(
    _ input: Tensor, normalizedShape: [Int], weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5
) -> Tensor {
    _ = orTrap { () throws(ShapeError) in try layerNormOutputShape(input.shape, normalizedShape: normalizedShape) }
    // As images of one row: a vector of all that is normalised together is a "channel" for each of its numbers.
    let size = normalizedShape.reduce(1, *)
    let rows = input.reshaped(to: [input.count / size, size, 1, 1])
    return normaliseDirect(
        rows, channels: size, weight?.reshaped(to: [size]), bias?.reshaped(to: [size]), epsilon
    ) { a, b in a.n == b.n }.reshaped(to: input.shape)
}

/// γ_c·(x − μ) / √(σ² + ε) + β_c, where μ and σ² are those of all numbers that `belong` to x's own.
private func normaliseDirect(
    _ input: Tensor, channels: Int, _ weight: Tensor?, _ bias: Tensor?, _ epsilon: Double,
    belong: ((n: Int, c: Int), (n: Int, c: Int)) -> Bool
) -> Tensor {
    orTrap { () throws(ShapeError) in
        let check = ShapeCheck("normalisation", ["input": input.shape])
        for (name, shape) in [("weight", weight?.shape), ("bias", bias?.shape)] {
            try check.require(
                shape == nil || shape == [channels], "the \(name) must be [\(channels)], but is \(shape ?? [])")
        }
    }
    let plane = input.shape[2] * input.shape[3]
    let planes = (0..<(input.shape[0] * channels)).map { (n: $0 / channels, c: $0 % channels) }
    var output = input
    for (index, own) in planes.enumerated() {
        let others = planes.indices.filter { belong(own, planes[$0]) }
        let numbers = others.flatMap { input.values[($0 * plane)..<(($0 + 1) * plane)] }.map(Double.init)
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
        for place in (index * plane)..<((index + 1) * plane) {
            let normal = (Double(input.values[place]) - mean) / (variance + epsilon).squareRoot()
            output.values[place] = Float(
                Double(weight?.values[own.c] ?? 1) * normal + Double(bias?.values[own.c] ?? 0))
        }
    }
    return output
}
