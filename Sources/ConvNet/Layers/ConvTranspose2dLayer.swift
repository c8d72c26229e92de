/// A transposed convolution layer, for going up in resolution: `convTranspose2d` with weights.
///
/// ```swift
/// let up = ConvTranspose2d(inChannels: 64, outChannels: 32, kernel: 2, stride: 2)   // U-Net's
/// try up.outputShape(for: [1, 64, 28, 28])                                          // [1, 32, 56, 56]
/// up.parameterCount                                                                 // 64·32·2·2 + 32 = 8224
/// ```
///
/// Initial weights and biases are uniform in ±1/√(Cout/groups·kh·kw), the distribution that PyTorch's
/// `torch.nn.ConvTranspose2d` starts from.
public final class ConvTranspose2d: WeightedLayer {
    /// Cin.
    public let inChannels: Int
    /// Cout.
    public let outChannels: Int
    /// kh×kw.
    public let kernel: Size2D
    /// S.
    public let stride: Size2D
    /// P, cells cut off on each side.
    public let padding: Size2D
    /// OP, cells added at the bottom and on the right.
    public let outputPadding: Size2D
    /// D.
    public let dilation: Size2D
    /// Into how many independent operators the channels are split.
    public let groups: Int

    /// W, (Cin, Cout / groups, kh, kw).
    public let weightParameter: Parameter
    /// b, (Cout); nil for a layer without.
    public var biasParameter: Parameter?

    /// x of the last `forward(_:)`.
    private var input: Tensor?

    /// A layer with seeded random weights: the same seed gives the same layer.
    ///
    /// Traps if a size is not positive or the groups don't divide both numbers of channels; see
    /// `Conv2d.weightShape(inChannels:outChannels:kernel:groups:)`, whose rules are the same.
    public init(
        inChannels: Int, outChannels: Int, kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0,
        outputPadding: Size2D = 0, dilation: Size2D = 1, groups: Int = 1, bias: Bool = true, seed: UInt64 = 0
    ) {
        // The adjoint convolution leads from Cout to Cin, and has the same weight.
        let shape = orTrap { () throws(ShapeError) in
            try Conv2d.weightShape(
                inChannels: outChannels, outChannels: inChannels, kernel: kernel, groups: groups)
        }
        self.inChannels = inChannels
        self.outChannels = outChannels
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.outputPadding = outputPadding
        self.dilation = dilation
        self.groups = groups

        let fanIn = Float(shape[1] * shape[2] * shape[3])
        let bound = 1 / fanIn.squareRoot()
        var seeds = SeededGenerator(seed: seed)
        weightParameter = Parameter("weight", shape: shape, .uniform(in: -bound...bound, seed: seeds.next()))
        biasParameter =
            bias ? Parameter("bias", shape: [outChannels], .uniform(in: -bound...bound, seed: seeds.next())) : nil
    }

    /// `convTranspose2d` of `input` with the layer's weights: (N, Cin, H, W) to (N, Cout, OH, OW).
    ///
    /// Remembers the input for `backward(_:)`. Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        self.input = input
        return convTranspose2d(
            input, weight: weight, bias: bias, stride: stride, padding: padding, outputPadding: outputPadding,
            dilation: dilation, groups: groups)
    }

    /// From ∂L/∂y to ∂L/∂x, see `convTranspose2dBackward`; sets the gradients of weight and bias.
    ///
    /// Gradients are replaced, not added up. Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of
    /// its result.
    ///
    /// - Parameter gradient: (N, Cout, OH, OW).
    /// - Returns: (N, Cin, H, W).
    public func backward(_ gradient: Tensor) -> Tensor {
        setGradients(gradient).inputGradient(gradient, weight: weight)
    }

    /// As `backward(_:)` without ∂L/∂x, which is half of the work.
    public func backwardToParameters(_ gradient: Tensor) { _ = setGradients(gradient) }

    /// Sets what isn't frozen.
    private func setGradients(_ gradient: Tensor) -> ConvTranspose2dSizes {
        let input = remembered(input, for: gradient)
        let sizes = orTrap { () throws(ShapeError) in
            let sizes = try ConvTranspose2dSizes(
                "ConvTranspose2d.backward", input: input.shape, weight: weightParameter.shape, bias: nil,
                stride: stride, padding: padding, outputPadding: outputPadding, dilation: dilation, groups: groups)
            try sizes.requireGradient(gradient.shape, "ConvTranspose2d.backward")
            return sizes
        }
        weightParameter.setGradient(sizes.weightGradient(gradient, input: input))
        biasParameter?.setGradient(gradient.channelSums())
        return sizes
    }

    /// Multiplications (each with its addition) of a forward pass: N·H·W·Cin·(Cout / groups)·kh·kw.
    ///
    /// Every input cell meets every tap once, those whose product is cut off included. The bias is not counted. Traps on
    /// illegal shapes; see `outputShape(for:)`.
    public func macs(for inputShape: [Int]) -> Int {
        _ = orTrap { () throws(ShapeError) in try outputShape(for: inputShape) }
        // Both are below 2³¹, so the product fits.
        return inputShape.reduce(1, *)
            * (weightParameter.shape[1] * weightParameter.shape[2] * weightParameter.shape[3])
    }

    /// A transposed window's.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.throughTransposed(kernel: kernel, stride: stride, dilation: dilation)
    }

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try convTranspose2dOutputShape(
            input: inputShape, weight: weightParameter.shape, bias: biasParameter?.shape, stride: stride,
            padding: padding, outputPadding: outputPadding, dilation: dilation, groups: groups)
    }
}
