/// Group normalisation with learnable γ and β; see `groupNorm`.
///
/// ```swift
/// GroupNorm(groups: 32, channels: 64).parameterCount   // 128
/// ```
public final class GroupNorm: AffineLayer {
    /// Into how many groups the channels are split.
    public let groups: Int
    /// C.
    public let channels: Int
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
    public init(groups: Int, channels: Int, epsilon: Double = 1e-5, affine: Bool = true) {
        _ = orTrap { () throws(ShapeError) in try groupNormOutputShape([1, channels, 1, 1], groups: groups) }
        self.groups = groups
        self.channels = channels
        self.epsilon = epsilon
        weightParameter = affine ? Parameter("weight", shape: [channels], .ones) : nil
        biasParameter = affine ? Parameter("bias", shape: [channels], .zeros) : nil
    }

    /// `groupNorm` of `input`, which it remembers for `backward(_:)`.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        self.input = input
        return groupNorm(input, groups: groups, weight: weight, bias: bias, epsilon: epsilon)
    }

    /// From ∂L/∂y to ∂L/∂x, see `groupNormBackward`; sets the gradients of weight and bias.
    ///
    /// Gradients are replaced, not added up. Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of
    /// its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let gradients = groupNormBackward(
            gradient, input: remembered(input, for: gradient), groups: groups, weight: weight,
            epsilon: epsilon)
        weightParameter?.setGradient(gradients.weight)
        biasParameter?.setGradient(gradients.bias)
        return gradients.input
    }

    /// The input's own shape.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        let shape = try groupNormOutputShape(inputShape, groups: groups)
        try ShapeCheck("GroupNorm", ["input": inputShape]).require(
            shape[1] == channels, "the layer has C = \(channels) channels, but the input has \(shape[1])")
        return shape
    }
}

/// Instance normalisation, each plane by itself; as PyTorch's, it learns nothing unless it is `affine`.
///
/// ```swift
/// InstanceNorm2d(channels: 64).parameterCount   // 0
/// ```
public final class InstanceNorm2d: AffineLayer {
    /// C.
    public let channels: Int
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
    public init(channels: Int, epsilon: Double = 1e-5, affine: Bool = false) {
        _ = orTrap { () throws(ShapeError) in try instanceNorm2dOutputShape([1, channels, 2, 2]) }
        self.channels = channels
        self.epsilon = epsilon
        weightParameter = affine ? Parameter("weight", shape: [channels], .ones) : nil
        biasParameter = affine ? Parameter("bias", shape: [channels], .zeros) : nil
    }

    /// `instanceNorm2d` of `input`, which it remembers for `backward(_:)`.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        self.input = input
        return instanceNorm2d(input, weight: weight, bias: bias, epsilon: epsilon)
    }

    /// From ∂L/∂y to ∂L/∂x, see `instanceNorm2dBackward`; sets the gradients of weight and bias.
    ///
    /// Gradients are replaced, not added up. Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of
    /// its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let gradients = instanceNorm2dBackward(
            gradient, input: remembered(input, for: gradient), weight: weight,
            epsilon: epsilon)
        weightParameter?.setGradient(gradients.weight)
        biasParameter?.setGradient(gradients.bias)
        return gradients.input
    }

    /// The input's own shape.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        let shape = try instanceNorm2dOutputShape(inputShape)
        try ShapeCheck("InstanceNorm2d", ["input": inputShape]).require(
            shape[1] == channels, "the layer has C = \(channels) channels, but the input has \(shape[1])")
        return shape
    }
}
