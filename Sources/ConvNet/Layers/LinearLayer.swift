/// A fully connected layer: `linear` with weights.
///
/// ```swift
/// let layer = Linear(inFeatures: 120, outFeatures: 84)
/// layer.parameterCount          // 120·84 + 84 = 10164
/// layer.macs(for: [1, 120])     // 10080
/// ```
///
/// Initial weights and biases are uniform in ±1/√in, the distribution that PyTorch's `torch.nn.Linear` starts from.
public final class Linear: WeightedLayer {
    /// W, (out, in).
    public let weightParameter: Parameter
    /// b, (out); nil for a layer without.
    public var biasParameter: Parameter?

    /// x of the last `forward(_:)`.
    private var input: Tensor?

    /// A layer with seeded random weights: the same seed gives the same layer.
    ///
    /// Traps unless both numbers of features are at least 1.
    public init(inFeatures: Int, outFeatures: Int, bias: Bool = true, seed: UInt64 = 0) {
        orTrap { () throws(ShapeError) in
            let check = ShapeCheck("Linear", ["features": [inFeatures, outFeatures]])
            try check.require(inFeatures >= 1 && outFeatures >= 1, "both numbers of features must be at least 1")
            try check.count([outFeatures, inFeatures], of: "the weight")
        }
        let bound = 1 / Float(inFeatures).squareRoot()
        var seeds = SeededGenerator(seed: seed)
        weightParameter = Parameter(
            "weight", shape: [outFeatures, inFeatures], .uniform(in: -bound...bound, seed: seeds.next()))
        biasParameter =
            bias ? Parameter("bias", shape: [outFeatures], .uniform(in: -bound...bound, seed: seeds.next())) : nil
    }

    /// x·Wᵀ + b, see `linear`: (…, in) to (…, out).
    ///
    /// Remembers the input for `backward(_:)`. Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        self.input = input
        return linear(input, weight: weight, bias: bias)
    }

    /// From ∂L/∂y to ∂L/∂x, see `linearBackward`; sets the gradients of weight and bias.
    ///
    /// Gradients are replaced, not added up. Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of
    /// its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        setGradients(gradient).input(weight: weight)
    }

    /// As `backward(_:)` without ∂L/∂x, which is half of the work.
    public func backwardToParameters(_ gradient: Tensor) { _ = setGradients(gradient) }

    /// Sets what isn't frozen.
    private func setGradients(_ gradient: Tensor) -> LinearBackward {
        let pass = LinearBackward(
            "Linear.backward", gradient, input: remembered(input, for: gradient), weightShape: weightParameter.shape)
        weightParameter.setGradient(pass.weight)
        biasParameter?.setGradient(pass.bias)
        return pass
    }

    /// Multiplications (each with its addition) of a forward pass: out·in for each input vector.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func macs(for inputShape: [Int]) -> Int {
        let shape = orTrap { () throws(ShapeError) in try outputShape(for: inputShape) }
        return shape.reduce(1, *) * weightParameter.shape[1]
    }

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try linearOutputShape(input: inputShape, weight: weightParameter.shape, bias: biasParameter?.shape)
    }
}

/// All axes but the first made one: (N, C, H, W) to (N, C·H·W).
///
/// ```swift
/// Flatten().forward(Tensor.zeros([2, 16, 5, 5])).shape   // [2, 400]
/// ```
public final class Flatten: Layer {
    /// The input's shape in the last `forward(_:)`.
    private var inputShape: [Int]?

    /// A layer; it has nothing to set.
    public init() {}

    /// The same numbers in the same order as (N, everything else); traps on a tensor without axes.
    public func forward(_ input: Tensor) -> Tensor {
        let shape = orTrap { () throws(ShapeError) in try outputShape(for: input.shape) }
        inputShape = input.shape
        return input.reshaped(to: shape)
    }

    /// The gradient in the input's shape; traps before the first `forward(_:)`, and if there are more or fewer numbers.
    public func backward(_ gradient: Tensor) -> Tensor {
        gradient.reshaped(to: remembered(inputShape, for: gradient))
    }

    /// The whole image: every position is in the one vector.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.ofWholeImage
    }

    /// The shape of `forward(_:)`'s result: [N, the product of the others].
    ///
    /// - Throws: `ShapeError` if there is no axis, or a tensor of the shape can't be.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        let check = ShapeCheck("Flatten", ["input": inputShape])
        try check.count(inputShape, of: "the input")
        guard let batch = inputShape.first else { throw check.error("there is no axis to keep") }
        return [batch, inputShape.dropFirst().reduce(1, *)]
    }
}
