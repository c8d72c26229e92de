/// A squeeze-and-excitation block: `squeezeExcitation` with weights.
///
/// ```swift
/// let layer = SqueezeExcitation(channels: 64, squeezedChannels: 4)   // r = 16
/// layer.parameterCount                                               // 2·64·4 + 4 + 64 = 580
/// ```
///
/// State by torchvision's names: `fc1.weight`, `fc1.bias`, `fc2.weight`, `fc2.bias`, the 1×1 convolutions that its fully
/// connected layers are.
public final class SqueezeExcitation: Layer {
    /// C to Cs.
    public let fc1: Conv2d
    /// Cs to C.
    public let fc2: Conv2d
    /// What each channel of the last forward pass was multiplied by, (N, C); nil before it.
    public private(set) var scales: Tensor?

    private var pass: SqueezeExcitationPass?

    /// A layer with seeded random weights: the same seed gives the same layer.
    ///
    /// Traps unless both numbers of channels are at least 1.
    public init(channels: Int, squeezedChannels: Int, seed: UInt64 = 0) {
        var seeds = SeededGenerator(seed: seed)
        fc1 = Conv2d(inChannels: channels, outChannels: squeezedChannels, kernel: 1, seed: seeds.next())
        fc2 = Conv2d(inChannels: squeezedChannels, outChannels: channels, kernel: 1, seed: seeds.next())
    }

    /// `fc1` and `fc2`.
    public var children: [(name: String, layer: any Layer)] { [("fc1", fc1), ("fc2", fc2)] }

    /// The weights and biases as `squeezeExcitation` takes them.
    public var blockParameters: SqueezeExcitationParameters {
        SqueezeExcitationParameters(
            reduceWeight: fc1.weight, reduceBias: fc1.bias ?? .zeros([fc1.outChannels]), expandWeight: fc2.weight,
            expandBias: fc2.bias ?? .zeros([fc2.outChannels]))
    }

    /// `squeezeExcitation` of `input`, (N, C, H, W), which it remembers for `backward(_:)`.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        let pass = SqueezeExcitationPass("SqueezeExcitation", input, blockParameters)
        self.pass = pass
        scales = pass.scales
        return pass.output
    }

    /// From ∂L/∂y to ∂L/∂x, see `squeezeExcitationBackward`; sets the gradients of weights and biases.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let gradients = remembered(pass, for: gradient).gradients(gradient)
        fc1.weightParameter.setGradient(gradients.parameters.reduceWeight)
        fc1.biasParameter?.setGradient(gradients.parameters.reduceBias)
        fc2.weightParameter.setGradient(gradients.parameters.expandWeight)
        fc2.biasParameter?.setGradient(gradients.parameters.expandBias)
        return gradients.input
    }

    /// Multiplications of the two fully connected layers, 2·C·Cs for each image; by convention, the scaling of the
    /// channels is not counted.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func macs(for inputShape: [Int]) -> Int {
        let shape = orTrap { () throws(ShapeError) in try outputShape(for: inputShape) }
        return shape[0] * (fc1.weightParameter.count + fc2.weightParameter.count)
    }

    /// The whole image's: the scales look at every position.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.ofWholeImage
    }

    /// The shape of `forward(_:)`'s result: the input's own, [N, C, H, W].
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        let check = ShapeCheck("SqueezeExcitation", ["input": inputShape, "fc1.weight": fc1.weightParameter.shape])
        try check.imageBatch(inputShape)
        try check.require(
            inputShape[1] == fc1.inChannels, "the input must have C = \(fc1.inChannels) channels")
        return inputShape
    }
}
