/// What a normalisation passes back: the loss' gradient for each thing it was made of.
public struct NormalisationGradients: Equatable, Sendable {
    /// ∂L/∂x, of the input's shape.
    public let input: Tensor
    /// ∂L/∂γ, of the scale's shape; what it would be if there was no scale.
    public let weight: Tensor
    /// ∂L/∂β, of the shift's shape; what it would be if there was no shift.
    public let bias: Tensor
}

/// Which numbers of a tensor are normalised together, and which scale and shift each has: all that the four
/// normalisations differ in.
struct NormalisationLayout {
    /// The number of sets; all are equally large.
    let sets: Int
    /// The shape of the scale γ and the shift β.
    let parameterShape: [Int]
    /// The set of the element at a place.
    let set: (Int) -> Int
    /// The scale and shift of the element at a place.
    let parameter: (Int) -> Int
    /// So many neighbours at a time, from place 0 on, have the same set, scale and shift.
    let run: Int

    /// Mean and biased variance of each set.
    func statistics(of input: Tensor) -> (mean: [Double], variance: [Double]) {
        let size = Double(input.count / max(sets, 1))
        var mean = [Double](repeating: 0, count: sets)
        var variance = mean
        input.values.withUnsafeBufferPointer { input in
            forEachRun(input.count) { places, set, _ in
                var sum = mean[set]
                for place in places { sum += Double(input[place]) }
                mean[set] = sum
            }
            for index in mean.indices { mean[index] /= size }
            // In two passes: the mean of squares less the square of the mean loses all digits of a large mean.
            forEachRun(input.count) { places, set, _ in
                var sum = variance[set]
                for place in places {
                    let difference = Double(input[place]) - mean[set]
                    sum += difference * difference
                }
                variance[set] = sum
            }
        }
        for index in variance.indices { variance[index] /= size }
        return (mean, variance)
    }

    /// Runs of places in their order, each with its set and its parameter.
    private func forEachRun(_ count: Int, _ body: (_ places: Range<Int>, _ set: Int, _ parameter: Int) -> Void) {
        for start in stride(from: 0, to: count, by: run) { body(start..<(start + run), set(start), parameter(start)) }
    }

    /// γ·(x − μ) / √(σ² + ε) + β.
    func normalise(
        _ input: Tensor, mean: [Double], variance: [Double], weight: Tensor?, bias: Tensor?, epsilon: Double
    ) -> Tensor {
        let scales = variance.map { 1 / ($0 + epsilon).squareRoot() }
        var result = Tensor.zeros(input.shape)
        input.values.withUnsafeBufferPointer { input in
            result.values.withUnsafeMutableBufferPointer { result in
                forEachRun(input.count) { places, set, parameter in
                    let scale = weight.map { Double($0.values[parameter]) } ?? 1
                    let shift = bias.map { Double($0.values[parameter]) } ?? 0
                    let (mean, factor) = (mean[set], scales[set])
                    for place in places {
                        result[place] = Float(scale * ((Double(input[place]) - mean) * factor) + shift)
                    }
                }
            }
        }
        return result
    }

    /// The gradients of `normalise`.
    ///
    /// With x̂ the normalised numbers and g = γ·δ:
    ///
    ///     ∂L/∂x = (g − mean(g) − x̂·mean(g·x̂)) / √(σ² + ε)    means over the set, as μ and σ² depend on x
    ///     ∂L/∂x = g / √(σ² + ε)                               if they don't
    ///     ∂L/∂γ = Σ δ·x̂,  ∂L/∂β = Σ δ
    func gradients(
        _ gradient: Tensor, input: Tensor, mean: [Double], variance: [Double], weight: Tensor?, epsilon: Double,
        statisticsDependOnInput: Bool
    ) -> NormalisationGradients {
        let scales = variance.map { 1 / ($0 + epsilon).squareRoot() }
        let size = Double(input.count / max(sets, 1))
        let parameters = parameterShape.reduce(1, *)
        var (weightSums, biasSums) = (
            [Double](repeating: 0, count: parameters), [Double](repeating: 0, count: parameters)
        )
        var (means, products) = ([Double](repeating: 0, count: sets), [Double](repeating: 0, count: sets))
        var result = Tensor.zeros(input.shape)
        gradient.values.withUnsafeBufferPointer { gradient in
            input.values.withUnsafeBufferPointer { input in
                forEachRun(input.count) { places, set, parameter in
                    let (mean, factor) = (mean[set], scales[set])
                    var (sum, product) = (0.0, 0.0)
                    for place in places {
                        let delta = Double(gradient[place])
                        sum += delta
                        product += delta * ((Double(input[place]) - mean) * factor)
                    }
                    weightSums[parameter] += product
                    biasSums[parameter] += sum
                    let scale = weight.map { Double($0.values[parameter]) } ?? 1
                    means[set] += scale * sum / size
                    products[set] += scale * product / size
                }
                result.values.withUnsafeMutableBufferPointer { result in
                    forEachRun(input.count) { places, set, parameter in
                        let scale = weight.map { Double($0.values[parameter]) } ?? 1
                        let (mean, factor) = (mean[set], scales[set])
                        let share = statisticsDependOnInput ? means[set] : 0
                        let slope = statisticsDependOnInput ? products[set] : 0
                        for place in places {
                            let normal = (Double(input[place]) - mean) * factor
                            let through = share + normal * slope
                            result[place] = Float((Double(gradient[place]) * scale - through) * factor)
                        }
                    }
                }
            }
        }
        return NormalisationGradients(
            input: result, weight: Tensor(checkedShape: parameterShape, weightSums.map(Float.init)),
            bias: Tensor(checkedShape: parameterShape, biasSums.map(Float.init)))
    }

    /// Checks scale, shift and, for a backward pass, the gradient.
    func require(
        _ check: ShapeCheck, input: [Int], weight: Tensor?, bias: Tensor?, gradient: Tensor? = nil, epsilon: Double
    ) throws(ShapeError) {
        try check.require(
            weight.map { $0.shape == parameterShape } ?? true,
            "the weight must be \(parameterShape), but is \(weight?.shape ?? [])")
        try check.require(
            bias.map { $0.shape == parameterShape } ?? true,
            "the bias must be \(parameterShape), but is \(bias?.shape ?? [])")
        try check.require(
            gradient.map { $0.shape == input } ?? true,
            "the gradient must have the input's shape, but is \(gradient?.shape ?? [])")
        try check.require(epsilon >= 0, "ε must not be negative, but is \(epsilon)")
    }
}
