/// A vision transformer: an image cut into patches, each a token, and blocks in which every token looks at every other.
///
/// Dosovitskiy and others 2020: "An image is worth 16×16 words", as `torchvision.models.VisionTransformer` builds it
/// (each half of a block normalises first; ε = 1e-6; no dropout), with its parameter names.
///
/// - Parameters:
///   - imageSize: H and W; the patch must divide them.
///   - patchSize: The sides of a patch.
///   - embedDim: E, a token's length.
///   - depth: How many blocks.
///   - heads: Of each attention; they must divide E.
///   - mlpDim: The width of each perceptron.
///   - classes: The length of the result.
///   - inChannels: Of the image.
///   - seed: Of the initial weights; the head begins at 0, so that at first all classes are alike.
/// - Returns: (N, inChannels, H, W) to (N, classes), scores without a softmax.
public func visionTransformer(
    imageSize: Size2D, patchSize: Size2D, embedDim: Int, depth: Int, heads: Int, mlpDim: Int, classes: Int = 1000,
    inChannels: Int = 3, seed: UInt64 = 0
) -> Sequential {
    var seeds = SeededGenerator(seed: seed)
    let patches = PatchEmbedding(
        imageSize: imageSize, patchSize: patchSize, inChannels: inChannels, embedDim: embedDim,
        positionEmbedding: false, seed: seeds.next())
    let tokens = imageSize.height / patchSize.height * (imageSize.width / patchSize.width) + 1
    let positions = PositionEmbedding(tokens: tokens, embedDim: embedDim, seed: seeds.next())
    let blocks = (0..<depth).map { index -> (name: String, layer: any Layer) in
        ("encoder_layer_\(index)", encoderBlock(embedDim, heads: heads, mlpDim: mlpDim, seed: seeds.next()))
    }
    let head = Linear(inFeatures: embedDim, outFeatures: classes)
    for parameter in head.parameters { parameter.initializer = .zeros }
    return Sequential(named: [
        ("", patches),
        (
            "encoder",
            Sequential(named: [
                ("", positions), ("layers", Sequential(named: blocks)),
                ("ln", LayerNorm(normalizedShape: [embedDim], epsilon: 1e-6)),
            ])
        ),
        ("token", FirstToken()), ("heads", Sequential(named: ["head": head])),
    ])
}

/// ViT-B/16: `visionTransformer` of twelve blocks for 224×224 images; 86,567,656 parameters for 1000 classes.
public func vitB16(classes: Int = 1000, seed: UInt64 = 0) -> Sequential {
    visionTransformer(
        imageSize: 224, patchSize: 16, embedDim: 768, depth: 12, heads: 12, mlpDim: 3072, classes: classes, seed: seed)
}

/// A vision transformer for 32×32 images that a laptop can train: patches of 4×4, four blocks of width 64.
public func smallVisionTransformer(classes: Int = 10, inChannels: Int = 3, seed: UInt64 = 0) -> Sequential {
    visionTransformer(
        imageSize: 32, patchSize: 4, embedDim: 64, depth: 4, heads: 4, mlpDim: 128, classes: classes,
        inChannels: inChannels, seed: seed)
}

/// x + attention(ln_1 x), and that + mlp(ln_2 …): two residual halves, whose parts have torchvision's names.
private func encoderBlock(_ embedDim: Int, heads: Int, mlpDim: Int, seed: UInt64) -> Sequential {
    var seeds = SeededGenerator(seed: seed)
    let attention = Sequential(named: [
        "ln_1": LayerNorm(normalizedShape: [embedDim], epsilon: 1e-6),
        "self_attention": MultiheadAttention(embedDim: embedDim, heads: heads, seed: seeds.next()),
    ])
    let perceptron = Sequential(named: [
        "0": Linear(inFeatures: embedDim, outFeatures: mlpDim, seed: seeds.next()), "1": GELU(),
        // 2 is a dropout in torchvision.
        "3": Linear(inFeatures: mlpDim, outFeatures: embedDim, seed: seeds.next()),
    ])
    let normedPerceptron = Sequential(named: [
        "ln_2": LayerNorm(normalizedShape: [embedDim], epsilon: 1e-6), "mlp": perceptron,
    ])
    let names = Residual.Names(main: "")
    return Sequential(named: [
        ("", Residual(attention, names: names)), ("", Residual(normedPerceptron, names: names)),
    ])
}
