/// Layer normalisation with learnable γ and β; see `layerNorm`.
///
/// ```swift
/// LayerNorm(normalizedShape: [768]).parameterCount   // 1536
/// ```
public final class LayerNorm: AffineLayer {
    /// The lengths of the last axes, which are normalised together.
    public let normalizedShape: [Int]
    /// ε.
    public let epsilon: Double

    /// γ, at first 1; nil for a layer that learns nothing.
    public var weightParameter: Parameter?
    /// β, at first 0; nil for a layer that learns nothing.
    public var biasParameter: Parameter?

    /// x of the last `forward(_:)`.
    private var input: Tensor?

    /// A layer; γ and β are learnt if it is `affine`.
    ///
    /// Traps on illegal sizes.
    public init(normalizedShape: [Int], epsilon: Double = 1e-5, affine: Bool = true) {
        _ = orTrap { () throws(ShapeError) in
            try layerNormOutputShape(normalizedShape, normalizedShape: normalizedShape)
        }
        self.normalizedShape = normalizedShape
        self.epsilon = epsilon
        weightParameter = affine ? Parameter("weight", shape: normalizedShape, .ones) : nil
        biasParameter = affine ? Parameter("bias", shape: normalizedShape, .zeros) : nil
    }

    /// `layerNorm` of `input`, which it remembers for `backward(_:)`.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        self.input = input
        return layerNorm(input, normalizedShape: normalizedShape, weight: weight, bias: bias, epsilon: epsilon)
    }

    /// From ∂L/∂y to ∂L/∂x, see `layerNormBackward`; sets the gradients of weight and bias.
    ///
    /// Gradients are replaced, not added up. Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of
    /// its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let gradients = layerNormBackward(
            gradient, input: remembered(input, for: gradient), normalizedShape: normalizedShape,
            weight: weight,
            epsilon: epsilon)
        weightParameter?.setGradient(gradients.weight)
        biasParameter?.setGradient(gradients.bias)
        return gradients.input
    }

    /// The input's own shape.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try layerNormOutputShape(inputShape, normalizedShape: normalizedShape)
    }
}
