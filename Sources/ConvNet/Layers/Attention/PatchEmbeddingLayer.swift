/// An image as a sequence of tokens: `patchEmbedding` with weights.
///
/// ```swift
/// let layer = PatchEmbedding(imageSize: 224, patchSize: 16, embedDim: 768)   // ViT-B/16's
/// try layer.outputShape(for: [1, 3, 224, 224])                               // [1, 197, 768]
/// layer.parameterCount                                                       // 768·(3·16·16 + 1) + 198·768 = 742656
/// ```
///
/// State by torchvision's names: `class_token`, `pos_embedding`, `conv_proj.weight`, `conv_proj.bias`. As there, the
/// class token begins at 0 and the position embedding normal with a deviation of 0.02; the projection begins as any
/// `Conv2d`.
public final class PatchEmbedding: Layer {
    /// H×W of the images.
    public let imageSize: Size2D
    /// Ph×Pw.
    public let patchSize: Size2D
    /// What makes a patch into a vector.
    public let convProj: Conv2d
    /// (1, 1, E); nil for a layer without.
    public let classTokenParameter: Parameter?
    /// (1, tokens, E); nil for a layer without.
    public let positionEmbeddingParameter: Parameter?

    /// x of the last `forward(_:)`.
    private var input: Tensor?

    /// A layer with seeded random weights: the same seed gives the same layer.
    ///
    /// Traps unless the patch divides the image, and all sizes are at least 1.
    public init(
        imageSize: Size2D, patchSize: Size2D, inChannels: Int = 3, embedDim: Int, classToken: Bool = true,
        positionEmbedding: Bool = true, seed: UInt64 = 0
    ) {
        var seeds = SeededGenerator(seed: seed)
        convProj = Conv2d(
            inChannels: inChannels, outChannels: embedDim, kernel: patchSize, stride: patchSize, seed: seeds.next())
        let sizes = orTrap { [weight = convProj.weightParameter.shape] () throws(ShapeError) in
            try PatchEmbeddingSizes(
                "PatchEmbedding", input: [1, inChannels, imageSize.height, imageSize.width], weight: weight,
                bias: [embedDim], classToken: classToken ? [1, 1, embedDim] : nil, positionEmbedding: nil)
        }
        self.imageSize = imageSize
        self.patchSize = patchSize
        classTokenParameter = classToken ? Parameter("class_token", shape: [1, 1, embedDim], .zeros) : nil
        positionEmbeddingParameter =
            positionEmbedding
            ? Parameter(
                "pos_embedding", shape: [1, sizes.tokens, embedDim], .normal(deviation: 0.02, seed: seeds.next()))
            : nil
    }

    /// The class token and the position embedding; the projection is a child.
    public var state: [StateTensor] { [classTokenParameter, positionEmbeddingParameter].compactMap { $0 } }

    /// `conv_proj`.
    public var children: [(name: String, layer: any Layer)] { [("conv_proj", convProj)] }

    /// Weight, bias and tokens as `patchEmbedding` takes them.
    public var embeddingParameters: PatchEmbeddingParameters {
        PatchEmbeddingParameters(
            weight: convProj.weight, bias: convProj.bias, classToken: classTokenParameter?.value,
            positionEmbedding: positionEmbeddingParameter?.value)
    }

    /// `patchEmbedding` of `input`, (N, C, H, W) to (N, tokens, E); remembers the input for `backward(_:)`.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        _ = orTrap { () throws(ShapeError) in try outputShape(for: input.shape) }
        self.input = input
        return patchEmbedding(input, parameters: embeddingParameters)
    }

    /// From ∂L/∂y to ∂L/∂x, see `patchEmbeddingBackward`; sets the gradients of all parameters.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let gradients = patchEmbeddingBackward(
            gradient, input: remembered(input, for: gradient), parameters: embeddingParameters)
        convProj.weightParameter.setGradient(gradients.parameters.weight)
        if let bias = gradients.parameters.bias { convProj.biasParameter?.setGradient(bias) }
        if let token = gradients.parameters.classToken { classTokenParameter?.setGradient(token) }
        if let position = gradients.parameters.positionEmbedding { positionEmbeddingParameter?.setGradient(position) }
        return gradients.input
    }

    /// Multiplications: those of the projection, N·patches·E·C·Ph·Pw.
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func macs(for inputShape: [Int]) -> Int {
        _ = orTrap { () throws(ShapeError) in try outputShape(for: inputShape) }
        return convProj.macs(for: inputShape)
    }

    /// The projection's: a patch.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        convProj.receptiveField(after: field, of: inputShape)
    }

    /// The shape of `forward(_:)`'s result: [N, tokens, E].
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape; an image of another size is only taken without a
    ///   position embedding.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try PatchEmbeddingSizes(
            "PatchEmbedding", input: inputShape, weight: convProj.weightParameter.shape,
            bias: convProj.biasParameter?.shape, classToken: classTokenParameter?.shape,
            positionEmbedding: positionEmbeddingParameter?.shape
        ).outputShape
    }
}
