/// Group normalisation with learnable γ and β; see `groupNorm`.
///
/// ```swift
/// GroupNorm(groups: 32, channels: 64).parameterCount   // 128
/// ```
public final class GroupNorm {
    /// Into how many groups the channels are split.
    public let groups: Int
    /// C.
    public let channels: Int
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
    public init(groups: Int, channels: Int, epsilon: Double = 1e-5, affine: Bool = true) {
        _ = orTrap { () throws(ShapeError) in try groupNormOutputShape([1, channels, 1, 1], groups: groups) }
        self.groups = groups
        self.channels = channels
        self.epsilon = epsilon
        (weight, weightGradient) = affine ? (.ones([channels]), .zeros([channels])) : (nil, nil)
        (bias, biasGradient) = affine ? (.zeros([channels]), .zeros([channels])) : (nil, nil)
    }

    /// `groupNorm` of `input`, which it remembers for `backward(_:)`.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        self.input = input
        return groupNorm(input, groups: groups, weight: weight, bias: bias, epsilon: epsilon)
    }

    /// From ∂L/∂y to ∂L/∂x, see `groupNormBackward`; sets `weightGradient` and `biasGradient`.
    ///
    /// Gradients are replaced, not added up. Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of
    /// its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let gradients = groupNormBackward(
            gradient, input: remembered(input, by: "GroupNorm", gradient: gradient), groups: groups, weight: weight,
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
public final class InstanceNorm2d {
    /// C.
    public let channels: Int
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
    public init(channels: Int, epsilon: Double = 1e-5, affine: Bool = false) {
        _ = orTrap { () throws(ShapeError) in try instanceNorm2dOutputShape([1, channels, 2, 2]) }
        self.channels = channels
        self.epsilon = epsilon
        (weight, weightGradient) = affine ? (.ones([channels]), .zeros([channels])) : (nil, nil)
        (bias, biasGradient) = affine ? (.zeros([channels]), .zeros([channels])) : (nil, nil)
    }

    /// `instanceNorm2d` of `input`, which it remembers for `backward(_:)`.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        self.input = input
        return instanceNorm2d(input, weight: weight, bias: bias, epsilon: epsilon)
    }

    /// From ∂L/∂y to ∂L/∂x, see `instanceNorm2dBackward`; sets `weightGradient` and `biasGradient`.
    ///
    /// Gradients are replaced, not added up. Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of
    /// its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let gradients = instanceNorm2dBackward(
            gradient, input: remembered(input, by: "InstanceNorm2d", gradient: gradient), weight: weight,
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
        let shape = try instanceNorm2dOutputShape(inputShape)
        try ShapeCheck("InstanceNorm2d", ["input": inputShape]).require(
            shape[1] == channels, "the layer has C = \(channels) channels, but the input has \(shape[1])")
        return shape
    }
}
