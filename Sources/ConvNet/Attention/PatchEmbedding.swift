/// What a patch embedding learns, named as in torchvision's `VisionTransformer`; also a gradient for each of them.
public struct PatchEmbeddingParameters: Equatable, Sendable {
    /// The patches' projection, (E, C, Ph, Pw); torchvision's `conv_proj.weight`.
    public var weight: Tensor
    /// Its bias, (E), or nil for none; torchvision's `conv_proj.bias`.
    public var bias: Tensor?
    /// The token that stands before the patches and ends up as the image's description, (1, 1, E); nil for none.
    ///
    /// torchvision: `class_token`.
    public var classToken: Tensor?
    /// What is added to each token to say where it is, (1, tokens, E); nil for none.
    ///
    /// torchvision: `encoder.pos_embedding`.
    public var positionEmbedding: Tensor?

    /// Weights, bias and tokens; their shapes are checked when they are used.
    public init(weight: Tensor, bias: Tensor?, classToken: Tensor?, positionEmbedding: Tensor?) {
        self.weight = weight
        self.bias = bias
        self.classToken = classToken
        self.positionEmbedding = positionEmbedding
    }

    /// Learnable numbers.
    public var count: Int {
        weight.count + (bias?.count ?? 0) + (classToken?.count ?? 0) + (positionEmbedding?.count ?? 0)
    }
}

/// What a patch embedding passes back.
public struct PatchEmbeddingGradients: Equatable, Sendable {
    /// ∂L/∂x, (N, C, H, W).
    public let input: Tensor
    /// The gradients of weight, bias and tokens; nil for those that there weren't.
    public let parameters: PatchEmbeddingParameters
}

/// An image as a sequence: each patch of Ph×Pw pixels becomes one vector, its *token*.
///
///     token[l] = W·(the patch l, as a vector) + b       l = row by row over the H/Ph × W/Pw patches
///     y = [class token, token[0], token[1], …] + position embedding
///
/// (Dosovitskiy et al. 2021, "An Image is Worth 16x16 Words".) The projection is a convolution whose stride is its
/// kernel. torchvision: the beginning of `VisionTransformer`. Traps on illegal shapes; see `patchEmbeddingOutputShape`.
///
/// - Parameters:
///   - input: (N, C, H, W); only N may be 0.
///   - parameters: The weight, whose kernel is the patch, and what else there is.
/// - Returns: (N, tokens, E), tokens being (H / Ph)·(W / Pw), and one more with a class token.
public func patchEmbedding(_ input: Tensor, parameters: PatchEmbeddingParameters) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        try PatchEmbeddingSizes("patchEmbedding", input: input.shape, parameters)
    }
    let patches = conv2d(input, weight: parameters.weight, bias: parameters.bias, stride: sizes.patch)
        .reshaped(to: [sizes.batch, sizes.width, sizes.patches]).transposed(0, 2, 1)
    var values: [Float] = []
    values.reserveCapacity(sizes.batch * sizes.tokens * sizes.width)
    let perImage = sizes.patches * sizes.width
    for n in 0..<sizes.batch {
        values += parameters.classToken?.values ?? []
        values += patches.values[(n * perImage)..<((n + 1) * perImage)]
    }
    if let position = parameters.positionEmbedding {
        for index in values.indices { values[index] += position.values[index % position.count] }
    }
    return Tensor(checkedShape: sizes.outputShape, values)
}

/// `patchEmbedding` in plain loops over every pixel of every patch; each sum is made in `Double`.
public func patchEmbeddingDirect(_ input: Tensor, parameters: PatchEmbeddingParameters) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        try PatchEmbeddingSizes("patchEmbeddingDirect", input: input.shape, parameters)
    }
    let first = parameters.classToken == nil ? 0 : 1
    var values: [Float] = []
    for n in 0..<sizes.batch {
        for token in 0..<sizes.tokens {
            for e in 0..<sizes.width {
                var sum = 0.0
                if token < first {
                    sum = Double(parameters.classToken?.values[e] ?? 0)
                } else {
                    let (row, column) = (token - first).quotientAndRemainder(dividingBy: sizes.grid.width)
                    sum = Double(parameters.bias?.values[e] ?? 0)
                    for c in 0..<input.shape[1] {
                        for i in 0..<sizes.patch.height {
                            for j in 0..<sizes.patch.width {
                                let x = input[n, c, row * sizes.patch.height + i, column * sizes.patch.width + j]
                                sum += Double(parameters.weight[e, c, i, j]) * Double(x)
                            }
                        }
                    }
                }
                values.append(Float(sum + Double(parameters.positionEmbedding?.values[token * sizes.width + e] ?? 0)))
            }
        }
    }
    return Tensor(checkedShape: sizes.outputShape, values)
}

/// The gradients of `patchEmbedding`: the convolution's own for the patches, and sums over the batch for the rest.
///
/// Traps if `gradient` hasn't the shape of the output, and wherever `patchEmbedding` does.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, tokens, E).
///   - input: As in the forward pass.
///   - parameters: As in the forward pass.
/// - Returns: The gradients of input and parameters.
public func patchEmbeddingBackward(
    _ gradient: Tensor, input: Tensor, parameters: PatchEmbeddingParameters
) -> PatchEmbeddingGradients {
    let sizes = orTrap { () throws(ShapeError) in
        let sizes = try PatchEmbeddingSizes("patchEmbeddingBackward", input: input.shape, parameters)
        try ShapeCheck("patchEmbeddingBackward", ["gradient": gradient.shape, "input": input.shape]).require(
            gradient.shape == sizes.outputShape,
            "the gradient must have the output's shape [N, tokens, E] = \(sizes.outputShape)")
        return sizes
    }
    let perImage = sizes.tokens * sizes.width
    let hasClass = parameters.classToken != nil
    var position = [Double](repeating: 0, count: perImage)
    var patches: [Float] = []
    for n in 0..<sizes.batch {
        let image = gradient.values[(n * perImage)..<((n + 1) * perImage)]
        for (index, delta) in image.enumerated() { position[index] += Double(delta) }
        patches += image.dropFirst(hasClass ? sizes.width : 0)
    }
    let delta = Tensor(checkedShape: [sizes.batch, sizes.patches, sizes.width], patches).transposed(0, 2, 1)
        .reshaped(to: [sizes.batch, sizes.width, sizes.grid.height, sizes.grid.width])
    let convolution = conv2dBackward(delta, input: input, weight: parameters.weight, stride: sizes.patch)
    return PatchEmbeddingGradients(
        input: convolution.input,
        parameters: PatchEmbeddingParameters(
            weight: convolution.weight, bias: parameters.bias.map { _ in convolution.bias },
            classToken: parameters.classToken.map {
                Tensor(checkedShape: $0.shape, position.prefix(sizes.width).map(Float.init))
            },
            positionEmbedding: parameters.positionEmbedding.map {
                Tensor(checkedShape: $0.shape, position.map(Float.init))
            }))
}

/// The shape that `patchEmbedding` gives: [N, tokens, E].
///
/// - Throws: `ShapeError` unless the input is [N, C, H, W] with only N empty, the patch divides H and W, and the
///   parameters fit each other and the input.
public func patchEmbeddingOutputShape(
    _ input: [Int], parameters: PatchEmbeddingParameters
) throws(ShapeError) -> [Int] {
    try PatchEmbeddingSizes("patchEmbedding", input: input, parameters).outputShape
}

/// The checked sizes of one patch embedding.
struct PatchEmbeddingSizes {
    let batch: Int
    /// E.
    let width: Int
    /// Ph×Pw.
    let patch: Size2D
    /// How many patches, rows by columns.
    let grid: Size2D
    /// The patches, and the class token if there is one.
    let tokens: Int

    var patches: Int { grid.height * grid.width }
    var outputShape: [Int] { [batch, tokens, width] }

    init(_ operation: String, input: [Int], _ parameters: PatchEmbeddingParameters) throws(ShapeError) {
        try self.init(
            operation, input: input, weight: parameters.weight.shape, bias: parameters.bias?.shape,
            classToken: parameters.classToken?.shape, positionEmbedding: parameters.positionEmbedding?.shape)
    }

    /// By shapes alone, for layers whose numbers may not be there yet.
    init(
        _ operation: String, input: [Int], weight: [Int], bias: [Int]?, classToken: [Int]?, positionEmbedding: [Int]?
    ) throws(ShapeError) {
        let check = ShapeCheck(operation, ["input": input, "weight": weight])
        try check.imageBatch(input)
        try check.rank(weight, is: 4, of: "the weight", axes: "[E, C, Ph, Pw]")
        try check.require(!weight.contains(0), "every length of the weight must be at least 1")
        try check.require(
            weight[1] == input[1], "the weight is for C = \(weight[1]) channels, but the input has \(input[1])")
        patch = Size2D(weight[2], weight[3])
        try check.require(
            input[2] % patch.height == 0 && input[3] % patch.width == 0,
            "the patch must divide the image: H / Ph = \(input[2]) / \(patch.height) and W / Pw = \(input[3]) / "
                + "\(patch.width) must be whole numbers")
        batch = input[0]
        width = weight[0]
        grid = Size2D(input[2] / patch.height, input[3] / patch.width)
        tokens = grid.height * grid.width + (classToken == nil ? 0 : 1)
        for (name, shape, expected) in [
            ("the bias", bias, [width]),
            ("the class token", classToken, [1, 1, width]),
            ("the position embedding", positionEmbedding, [1, tokens, width]),
        ] {
            try check.require(
                shape == nil || shape == expected, "\(name) must be \(expected), but is \(shape ?? [])")
        }
        try check.count([batch, tokens, width], of: "the output [N, tokens, E]")
    }
}
