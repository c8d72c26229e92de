/// A convolution layer: weights, a forward pass that remembers its input, and a backward pass that needs it.
///
/// ```swift
/// let layer = Conv2d(inChannels: 3, outChannels: 8, kernel: 3, padding: 1)
/// let y = layer.forward(Tensor.randomNormal(shape: [2, 3, 5, 5], seed: 1))   // (2, 8, 5, 5)
/// let dx = layer.backward(Tensor.ones(y.shape))                              // (2, 3, 5, 5)
/// layer.weightGradient.shape                                                 // [8, 3, 3, 3]
/// layer.parameterCount                                                       // 8·(3·3·3 + 1) = 224
/// ```
///
/// Initial weights and biases are uniform in ±1/√(Cin/groups·kh·kw), the distribution that PyTorch's `torch.nn.Conv2d`
/// starts from (its numbers are others).
public final class Conv2d: WeightedLayer {
    /// Cin.
    public let inChannels: Int
    /// Cout.
    public let outChannels: Int
    /// kh×kw.
    public let kernel: Size2D
    /// S.
    public let stride: Size2D
    /// P: how many cells.
    public let padding: Conv2dPadding
    /// What they hold.
    public let paddingMode: PaddingMode
    /// D.
    public let dilation: Size2D
    /// Into how many independent convolutions the channels are split.
    public let groups: Int

    /// W, (Cout, Cin / groups, kh, kw).
    public let weightParameter: Parameter
    /// b, (Cout); nil for a layer without.
    public var biasParameter: Parameter?

    /// x of the last `forward(_:)`.
    private var input: Tensor?

    /// A layer with seeded random weights: the same seed gives the same layer.
    ///
    /// Traps if a size is not positive or the groups don't divide both numbers of channels; see
    /// `weightShape(inChannels:outChannels:kernel:groups:)`.
    public convenience init(
        inChannels: Int, outChannels: Int, kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0,
        dilation: Size2D = 1, groups: Int = 1, bias: Bool = true, seed: UInt64 = 0
    ) {
        self.init(
            inChannels: inChannels, outChannels: outChannels, kernel: kernel, stride: stride, padding: .cells(padding),
            paddingMode: .zeros, dilation: dilation, groups: groups, bias: bias, seed: seed)
    }

    /// As the other, with a padding by name (`same`, `valid`) or of cells that aren't 0.
    ///
    /// Traps where the other does.
    public init(
        inChannels: Int, outChannels: Int, kernel: Size2D, stride: Size2D = 1, padding: Conv2dPadding,
        paddingMode: PaddingMode, dilation: Size2D = 1, groups: Int = 1, bias: Bool = true, seed: UInt64 = 0
    ) {
        let shape = orTrap { () throws(ShapeError) in
            try Conv2d.weightShape(
                inChannels: inChannels, outChannels: outChannels, kernel: kernel, groups: groups)
        }
        self.inChannels = inChannels
        self.outChannels = outChannels
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.paddingMode = paddingMode
        self.dilation = dilation
        self.groups = groups

        let fanIn = Float(shape[1] * shape[2] * shape[3])
        let bound = 1 / fanIn.squareRoot()
        var seeds = SeededGenerator(seed: seed)
        weightParameter = Parameter("weight", shape: shape, .uniform(in: -bound...bound, seed: seeds.next()))
        biasParameter =
            bias ? Parameter("bias", shape: [outChannels], .uniform(in: -bound...bound, seed: seeds.next())) : nil
    }

    /// The shape of a layer's weight: [Cout, Cin / groups, kh, kw].
    ///
    /// - Throws: `ShapeError` if a size is not positive or the groups don't divide both numbers of channels.
    public static func weightShape(
        inChannels: Int, outChannels: Int, kernel: Size2D, groups: Int = 1
    ) throws(ShapeError) -> [Int] {
        let check = ShapeCheck(
            "Conv2d", ["channels": [inChannels, outChannels], "kernel": [kernel.height, kernel.width]])
        try check.require(inChannels >= 1 && outChannels >= 1, "both numbers of channels must be at least 1")
        try check.require(kernel.height >= 1 && kernel.width >= 1, "the kernel must be at least 1×1, but is \(kernel)")
        try check.require(groups >= 1, "groups must be at least 1, but is \(groups)")
        try check.require(
            inChannels % groups == 0 && outChannels % groups == 0,
            "groups = \(groups) must divide both Cin = \(inChannels) and Cout = \(outChannels)")
        let shape = [outChannels, inChannels / groups, kernel.height, kernel.width]
        try check.count(shape, of: "the weight")
        return shape
    }

    /// The convolution of `input` with the layer's weights, see `conv2d`: (N, Cin, H, W) to (N, Cout, OH, OW).
    ///
    /// Remembers the input for `backward(_:)`. Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        self.input = input
        if let zeros {
            return conv2d(
                input, weight: weight, bias: bias, stride: stride, padding: zeros, dilation: dilation, groups: groups)
        }
        return conv2d(
            input, weight: weight, bias: bias, stride: stride, padding: padding, paddingMode: paddingMode,
            dilation: dilation, groups: groups)
    }

    /// From ∂L/∂y to ∂L/∂x, see `conv2dBackward`; sets the gradients of weight and bias.
    ///
    /// Gradients are replaced, not added up. Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of
    /// its result.
    ///
    /// - Parameter gradient: (N, Cout, OH, OW).
    /// - Returns: (N, Cin, H, W).
    public func backward(_ gradient: Tensor) -> Tensor {
        let input = remembered(input, for: gradient)
        let inputGradient = setGradients(gradient, input: input).inputGradient(gradient, weight: weight)
        guard let edges else { return inputGradient }
        return pad2dBackward(inputGradient, inputShape: input.shape, edges, mode: paddingMode)
    }

    /// As `backward(_:)` without ∂L/∂x, which is half of the work.
    public func backwardToParameters(_ gradient: Tensor) {
        _ = setGradients(gradient, input: remembered(input, for: gradient))
    }

    /// Sets what isn't frozen, and returns the sizes of the convolution without its padding mode.
    private func setGradients(_ gradient: Tensor, input: Tensor) -> Conv2dSizes {
        let padded = edges.map { pad2d(input, $0, mode: paddingMode) } ?? input
        let sizes = orTrap { () throws(ShapeError) in
            let sizes = try Conv2dSizes(
                "Conv2d.backward", input: padded.shape, weight: weightParameter.shape, bias: nil, stride: stride,
                padding: zeros ?? 0, dilation: dilation, groups: groups)
            try sizes.requireGradient(gradient.shape, "Conv2d.backward")
            return sizes
        }
        weightParameter.setGradient(sizes.weightGradient(gradient, input: padded))
        biasParameter?.setGradient(gradient.channelSums())
        return sizes
    }

    /// Multiplications (each with its addition) of a forward pass: N·OH·OW·Cout·(Cin / groups)·kh·kw.
    ///
    /// An input shape with N = 1 gives the number for one image, as cost tables do. The bias is not counted; one
    /// multiply-accumulate is two floating-point operations. Traps on illegal shapes; see `outputShape(for:)`.
    public func macs(for inputShape: [Int]) -> Int {
        let shape = orTrap { () throws(ShapeError) in try outputShape(for: inputShape) }
        // Both are below 2³¹, so the product fits.
        return shape.reduce(1, *) * (weightParameter.shape[1] * weightParameter.shape[2] * weightParameter.shape[3])
    }

    /// A window's.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.through(kernel: kernel, stride: stride, dilation: dilation)
    }

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        if let zeros {
            return try conv2dOutputShape(
                input: inputShape, weight: weightParameter.shape, bias: biasParameter?.shape, stride: stride,
                padding: zeros, dilation: dilation, groups: groups)
        }
        let edges = try padding.edges(kernel: kernel, stride: stride, dilation: dilation)
        return try conv2dOutputShape(
            input: try pad2dOutputShape(inputShape, edges, mode: paddingMode), weight: weightParameter.shape,
            bias: biasParameter?.shape, stride: stride, dilation: dilation, groups: groups)
    }

    /// A padding that `conv2d` itself can do, without a padded copy of the image.
    private var zeros: Size2D? {
        guard paddingMode == .zeros, case .cells(let size) = padding else { return nil }
        return size
    }

    /// The padding that has to be put around the image first; nil if `conv2d` can do it.
    private var edges: EdgePadding? {
        guard zeros == nil else { return nil }
        return orTrap { () throws(ShapeError) in
            try padding.edges(kernel: kernel, stride: stride, dilation: dilation)
        }
    }
}
