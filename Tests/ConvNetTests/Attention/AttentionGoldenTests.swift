import ConvNet
import Testing

/// PyTorch's and torchvision's results, in double precision.
struct AttentionGoldenTests {
    private static func cases(_ operation: String) -> [GoldenCase] {
        goldenCases("attention").filter { $0.operation == operation }
    }

    @Test func thereAreEnoughCases() {
        #expect(goldenCases("attention").count >= 29)
    }

    @Test(arguments: cases("sdpa"))
    func scaledDotProductsEqualPyTorchs(_ golden: GoldenCase) throws {
        let inputs = try ["query", "key", "value"].map(golden.tensor)
        let (query, key, value) = (inputs[0], inputs[1], inputs[2])
        let scale = try #require(golden.options["scale"].flatMap(Double.init))
        let layer = ScaledDotProductAttention(mask: try mask(golden), scale: scale == 0 ? nil : scale)
        let fast = layer.forward(query: query, key: key, value: value)
        let direct = scaledDotProductAttentionDirect(
            query, key: key, value: value, mask: layer.mask, scale: layer.scale)
        let gradient = try golden.tensor("gradient")
        let directGradients = scaledDotProductAttentionBackwardDirect(
            gradient, query: query, key: key, value: value, mask: layer.mask, scale: layer.scale)
        for output in [fast, direct.output] { try expect(output, "output", golden) }
        #expect(try relativeError(#require(layer.attentionWeights), direct.weights) <= 1e-5)
        for gradients in [layer.backwardToInputs(gradient), directGradients] {
            try expect(gradients.query, "queryGradient", golden)
            try expect(gradients.key, "keyGradient", golden)
            try expect(gradients.value, "valueGradient", golden)
            #expect((gradients.mask == nil) == (golden.tensors["maskGradient"] == nil))
            if let mask = gradients.mask { try expect(mask, "maskGradient", golden) }
        }
    }

    @Test(arguments: cases("mha"))
    func headsEqualPyTorchs(_ golden: GoldenCase) throws {
        let query = try golden.tensor("query")
        let (key, value) = (golden.tensors["key"] ?? query, golden.tensors["value"] ?? query)
        let padding = golden.tensors["keyPaddingMask"]
        let layer = MultiheadAttention(
            embedDim: query.shape[2], heads: try golden.number("heads"), bias: golden.tensors["in_proj_bias"] != nil,
            mask: try mask(golden))
        layer.keyPaddingMask = padding
        try layer.loadState(golden.tensors.filter { name, _ in !name.hasSuffix("Gradient") && name.contains("_proj") })
        try expect(layer.forward(query: query, key: key, value: value), "output", golden)
        try expect(#require(layer.attentionWeights), "weights", golden)
        let direct = multiheadAttentionDirect(
            query: query, key: key, value: value, parameters: layer.attentionParameters, heads: layer.heads,
            mask: layer.mask, keyPaddingMask: padding)
        try expect(direct.output, "output", golden)
        try expect(direct.weights, "weights", golden)

        let gradient = try golden.tensor("gradient")
        let gradients = multiheadAttentionBackward(
            gradient, query: query, key: key, value: value, parameters: layer.attentionParameters, heads: layer.heads,
            mask: layer.mask, keyPaddingMask: padding)
        #expect(layer.backwardToInputs(gradient) == gradients)
        if golden.tensors["key"] == nil {
            try expect(layer.backward(gradient), "queryGradient", golden)
        } else {
            try expect(gradients.query, "queryGradient", golden)
            try expect(gradients.key, "keyGradient", golden)
            try expect(gradients.value, "valueGradient", golden)
        }
        try expectGradients(of: layer, golden)
    }

    @Test(arguments: cases("squeezeExcitation"))
    func squeezeExcitationEqualsTorchvisions(_ golden: GoldenCase) throws {
        let (input, weight) = (try golden.tensor("input"), try golden.tensor("fc1.weight"))
        let layer = SqueezeExcitation(channels: weight.shape[1], squeezedChannels: weight.shape[0])
        try layer.loadState(golden.tensors.filter { !$0.key.hasSuffix("Gradient") && $0.key.hasPrefix("fc") })
        try expect(layer.forward(input), "output", golden)
        try expect(squeezeExcitation(input, parameters: layer.blockParameters), "output", golden)
        try expect(squeezeExcitationDirect(input, parameters: layer.blockParameters), "output", golden)
        #expect(layer.scales == squeezeExcitationScales(input, parameters: layer.blockParameters))
        try expect(layer.backward(golden.tensor("gradient")), "inputGradient", golden)
        try expectGradients(of: layer, golden)
    }

    @Test(arguments: cases("patchEmbedding"))
    func patchEmbeddingEqualsPyTorchs(_ golden: GoldenCase) throws {
        let (input, weight) = (try golden.tensor("input"), try golden.tensor("weight"))
        let parameters = PatchEmbeddingParameters(
            weight: weight, bias: try golden.tensor("bias"), classToken: golden.tensors["classToken"],
            positionEmbedding: golden.tensors["positionEmbedding"])
        try expect(patchEmbedding(input, parameters: parameters), "output", golden)
        try expect(patchEmbeddingDirect(input, parameters: parameters), "output", golden)
        let gradient = try golden.tensor("gradient")
        let gradients = patchEmbeddingBackward(gradient, input: input, parameters: parameters)
        try expect(gradients.input, "inputGradient", golden)
        try expect(gradients.parameters.weight, "weightGradient", golden)
        try expect(#require(gradients.parameters.bias), "biasGradient", golden)
        if let token = gradients.parameters.classToken { try expect(token, "classTokenGradient", golden) }
        if let position = gradients.parameters.positionEmbedding {
            try expect(position, "positionEmbeddingGradient", golden)
        }

        let layer = PatchEmbedding(
            imageSize: Size2D(input.shape[2], input.shape[3]), patchSize: Size2D(weight.shape[2], weight.shape[3]),
            inChannels: input.shape[1], embedDim: weight.shape[0], classToken: parameters.classToken != nil,
            positionEmbedding: parameters.positionEmbedding != nil)
        let names = [
            "conv_proj.weight": parameters.weight, "conv_proj.bias": parameters.bias,
            "class_token": parameters.classToken, "pos_embedding": parameters.positionEmbedding,
        ]
        try layer.loadState(names.compactMapValues { $0 })
        #expect(layer.forward(input) == patchEmbedding(input, parameters: parameters))
        #expect(layer.backward(gradient) == gradients.input)
        #expect(layer.convProj.weightGradient == gradients.parameters.weight)
        #expect(layer.convProj.biasGradient == gradients.parameters.bias)
        #expect(layer.classTokenParameter?.gradient == gradients.parameters.classToken)
        #expect(layer.positionEmbeddingParameter?.gradient == gradients.parameters.positionEmbedding)
    }

    @Test(arguments: cases("encoderBlock"))
    func encoderBlockEqualsPyTorchs(_ golden: GoldenCase) throws {
        let (input, linear1) = (try golden.tensor("input"), try golden.tensor("linear1.weight"))
        let block = TransformerEncoderBlock(
            embedDim: linear1.shape[1], heads: try golden.number("heads"), mlpDim: linear1.shape[0],
            mask: try mask(golden))
        try block.loadState(golden.tensors.filter { !$0.key.hasSuffix("Gradient") && $0.key.contains(".") })
        try expect(block.forward(input), "output", golden)
        let gradient = try golden.tensor("gradient")
        try expect(block.backward(gradient), "inputGradient", golden)
        try expectGradients(of: block, golden)

        let parameters = block.functionParameters
        let heads = block.selfAttention.heads
        let mask = block.selfAttention.mask
        for result in [
            transformerEncoderBlock(input, parameters: parameters, heads: heads, mask: mask),
            transformerEncoderBlockDirect(input, parameters: parameters, heads: heads, mask: mask),
        ] {
            try expect(result.output, "output", golden)
            #expect(try relativeError(result.weights, #require(block.selfAttention.attentionWeights)) <= 1e-5)
        }
        let gradients = transformerEncoderBlockBackward(
            gradient, input: input, parameters: parameters, heads: heads, mask: mask)
        try expect(gradients.input, "inputGradient", golden)
        try expect(gradients.parameters.norm1Weight, "norm1.weightGradient", golden)
        try expect(gradients.parameters.norm2Bias, "norm2.biasGradient", golden)
        try expect(gradients.parameters.linear1Weight, "linear1.weightGradient", golden)
        try expect(gradients.parameters.linear2Bias, "linear2.biasGradient", golden)
        try expect(gradients.parameters.selfAttention.inProjWeight, "self_attn.in_proj_weightGradient", golden)
    }

    private func mask(_ golden: GoldenCase) throws -> AttentionMask? {
        switch golden.options["mask"] {
        case "causal": .causal
        case "allowing": .allowing(try golden.tensor("mask"))
        case "blocking": .blocking(try golden.tensor("mask"))
        case "adding": .adding(try golden.tensor("mask"))
        default: nil
        }
    }

    private func expect(_ actual: Tensor, _ name: String, _ golden: GoldenCase) throws {
        #expect(try relativeError(actual, golden.tensor(name)) <= 1e-5, "\(name)")
    }

    private func expectGradients(of layer: any Layer, _ golden: GoldenCase) throws {
        for (path, parameter) in layer.namedParameters {
            // A key's bias moves all scores of a query alike, so its gradient is 0 but for rounding.
            let expected = try golden.tensor(path + "Gradient")
            let error = parameter.gradient.maxAbsoluteDifference(from: expected)
            #expect(error <= 1e-5 * max(expected.map(abs).max(), 1), "\(path)")
        }
    }
}

extension TransformerEncoderBlock {
    /// What the function takes; the block's normalisations always learn.
    var functionParameters: TransformerEncoderBlockParameters {
        let none = Tensor.zeros([0])
        return TransformerEncoderBlockParameters(
            norm1Weight: norm1.weight ?? none, norm1Bias: norm1.bias ?? none,
            selfAttention: selfAttention.attentionParameters, norm2Weight: norm2.weight ?? none,
            norm2Bias: norm2.bias ?? none, linear1Weight: linear1.weight, linear1Bias: linear1.bias ?? none,
            linear2Weight: linear2.weight, linear2Bias: linear2.bias ?? none)
    }
}
