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

    /// Mean and biased variance of each set.
    func statistics(of input: Tensor) -> (mean: [Double], variance: [Double]) {
        let size = Double(input.count / max(sets, 1))
        var mean = [Double](repeating: 0, count: sets)
        for (place, value) in input.values.enumerated() { mean[set(place)] += Double(value) }
        for index in mean.indices { mean[index] /= size }
        // In two passes: the mean of squares less the square of the mean loses all digits of a large mean.
        var variance = [Double](repeating: 0, count: sets)
        for (place, value) in input.values.enumerated() {
            let difference = Double(value) - mean[set(place)]
            variance[set(place)] += difference * difference
        }
        for index in variance.indices { variance[index] /= size }
        return (mean, variance)
    }

    /// γ·(x − μ) / √(σ² + ε) + β.
    func normalise(
        _ input: Tensor, mean: [Double], variance: [Double], weight: Tensor?, bias: Tensor?, epsilon: Double
    ) -> Tensor {
        let scales = variance.map { 1 / ($0 + epsilon).squareRoot() }
        var result = input
        for (place, value) in input.values.enumerated() {
            let index = set(place)
            let normal = (Double(value) - mean[index]) * scales[index]
            let scale = weight.map { Double($0.values[parameter(place)]) } ?? 1
            let shift = bias.map { Double($0.values[parameter(place)]) } ?? 0
            result.values[place] = Float(scale * normal + shift)
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
        let normal = { (place: Int) in (Double(input.values[place]) - mean[set(place)]) * scales[set(place)] }
        let scaled = { (place: Int) in
            Double(gradient.values[place]) * (weight.map { Double($0.values[parameter(place)]) } ?? 1)
        }
        for place in input.values.indices {
            weightSums[parameter(place)] += Double(gradient.values[place]) * normal(place)
            biasSums[parameter(place)] += Double(gradient.values[place])
            means[set(place)] += scaled(place) / size
            products[set(place)] += scaled(place) * normal(place) / size
        }
        var result = input
        for place in input.values.indices {
            let index = set(place)
            let through = statisticsDependOnInput ? means[index] + normal(place) * products[index] : 0
            result.values[place] = Float((scaled(place) - through) * scales[index])
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
