/// Layer normalisation with learnable γ and β; see `layerNorm`.
///
/// ```swift
/// LayerNorm(normalizedShape: [768]).parameterCount   // 1536
/// ```
public final class LayerNorm {
    /// The lengths of the last axes, which are normalised together.
    public let normalizedShape: [Int]
    /// ε.
    public let epsilon: Double

    /// γ, at first 1; nil for a layer that learns nothing.
    public var weight: Tensor?
    /// β, at first 0; nil for a layer that learns nothing.
    public var bias: Tensor?
    /// ∂L/∂γ of the last `backward(_:)`; zeros before it, nil for a layer that learns nothing.
    public private(set) var weightGradient: Tensor?
    /// ∂L/∂β of the last `backward(_:)`; zeros before it, nil for a layer that learns nothing.
    public private(set) var biasGradient: Tensor?

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
        (weight, weightGradient) = affine ? (.ones(normalizedShape), .zeros(normalizedShape)) : (nil, nil)
        (bias, biasGradient) = affine ? (.zeros(normalizedShape), .zeros(normalizedShape)) : (nil, nil)
    }

    /// `layerNorm` of `input`, which it remembers for `backward(_:)`.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        self.input = input
        return layerNorm(input, normalizedShape: normalizedShape, weight: weight, bias: bias, epsilon: epsilon)
    }

    /// From ∂L/∂y to ∂L/∂x, see `layerNormBackward`; sets `weightGradient` and `biasGradient`.
    ///
    /// Gradients are replaced, not added up. Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of
    /// its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let gradients = layerNormBackward(
            gradient, input: remembered(input, by: "LayerNorm", gradient: gradient), normalizedShape: normalizedShape,
            weight: weight,
            epsilon: epsilon)
        if weight != nil { weightGradient = gradients.weight }
        if bias != nil { biasGradient = gradients.bias }
        return gradients.input
    }

    /// Learnable numbers: γ and β.
    public var parameterCount: Int { (weight?.count ?? 0) + (bias?.count ?? 0) }

    /// 0: by convention, normalisations are not counted.
    public func macs(for inputShape: [Int]) -> Int { 0 }

    /// The input's own shape.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try layerNormOutputShape(inputShape, normalizedShape: normalizedShape)
    }
}
