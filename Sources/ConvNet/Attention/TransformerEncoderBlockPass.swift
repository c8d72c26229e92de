/// A forward pass of an encoder block with everything that its backward pass needs.
struct TransformerEncoderBlockPass {
    let result: AttentionResult
    private let input: Tensor
    /// h = x + attention(norm₁(x)).
    private let middle: Tensor
    private let attention: MultiheadAttentionPass
    private let norm2, hidden, activated: Tensor
    private let parameters: TransformerEncoderBlockParameters
    private let epsilon: Double

    init(
        _ operation: String, _ input: Tensor, _ parameters: TransformerEncoderBlockParameters, _ heads: Int,
        _ mask: AttentionMask?, _ epsilon: Double
    ) {
        orTrap { () throws(ShapeError) in
            try TransformerEncoderBlockPass.validate(operation, input.shape, parameters, heads, mask)
        }
        let width = input.shape[2]
        let norm1 = layerNorm(
            input, normalizedShape: [width], weight: parameters.norm1Weight, bias: parameters.norm1Bias,
            epsilon: epsilon)
        attention = MultiheadAttentionPass(
            operation, query: norm1, key: norm1, value: norm1, parameters: parameters.selfAttention, heads: heads,
            mask: mask, keyPaddingMask: nil)
        middle = input + attention.result.output
        norm2 = layerNorm(
            middle, normalizedShape: [width], weight: parameters.norm2Weight, bias: parameters.norm2Bias,
            epsilon: epsilon)
        hidden = linear(norm2, weight: parameters.linear1Weight, bias: parameters.linear1Bias)
        activated = gelu(hidden)
        result = AttentionResult(
            output: middle + linear(activated, weight: parameters.linear2Weight, bias: parameters.linear2Bias),
            weights: attention.result.weights)
        self.input = input
        self.parameters = parameters
        self.epsilon = epsilon
    }

    func gradients(_ gradient: Tensor) -> TransformerEncoderBlockGradients {
        orTrap { () throws(ShapeError) in
            try ShapeCheck("transformerEncoderBlockBackward", ["gradient": gradient.shape, "input": input.shape])
                .require(gradient.shape == input.shape, "the gradient must have the input's shape")
        }
        let width = input.shape[2]
        let linear2 = linearBackward(gradient, input: activated, weight: parameters.linear2Weight)
        let linear1 = linearBackward(
            Activation.gelu.backward(linear2.input, input: hidden), input: norm2, weight: parameters.linear1Weight)
        let second = layerNormBackward(
            linear1.input, input: middle, normalizedShape: [width], weight: parameters.norm2Weight, epsilon: epsilon)
        let delta = gradient + second.input
        let attended = attention.gradients(delta)
        let first = layerNormBackward(
            attended.query + attended.key + attended.value, input: input, normalizedShape: [width],
            weight: parameters.norm1Weight, epsilon: epsilon)
        return TransformerEncoderBlockGradients(
            input: delta + first.input,
            parameters: TransformerEncoderBlockParameters(
                norm1Weight: first.weight, norm1Bias: first.bias, selfAttention: attended.parameters,
                norm2Weight: second.weight, norm2Bias: second.bias, linear1Weight: linear1.weight,
                linear1Bias: linear1.bias, linear2Weight: linear2.weight, linear2Bias: linear2.bias))
    }

    static func validate(
        _ operation: String, _ input: [Int], _ parameters: TransformerEncoderBlockParameters, _ heads: Int,
        _ mask: AttentionMask?
    ) throws(ShapeError) {
        let linear1 = parameters.linear1Weight.shape
        let check = ShapeCheck(operation, ["input": input, "linear1Weight": linear1])
        try check.rank(input, is: 3, of: "the input", axes: "[N, L, E]")
        try check.rank(linear1, is: 2, of: "linear1Weight", axes: "[F, E]")
        _ = try MultiheadAttentionSizes(
            operation, query: input, key: input, value: input,
            width: try parameters.selfAttention.checkedWidth(operation), heads: heads, mask: mask,
            keyPaddingMask: nil)
        let (width, inner) = (input[2], linear1[0])
        try check.require(
            inner >= 1 && linear1[1] == width, "linear1Weight must be [F, E] with E = \(width) and F at least 1")
        for (name, shape, expected) in [
            ("norm1Weight", parameters.norm1Weight.shape, [width]),
            ("norm1Bias", parameters.norm1Bias.shape, [width]),
            ("norm2Weight", parameters.norm2Weight.shape, [width]),
            ("norm2Bias", parameters.norm2Bias.shape, [width]),
            ("linear1Bias", parameters.linear1Bias.shape, [inner]),
            ("linear2Weight", parameters.linear2Weight.shape, [width, inner]),
            ("linear2Bias", parameters.linear2Bias.shape, [width]),
        ] {
            try check.require(shape == expected, "\(name) must be \(expected), but is \(shape)")
        }
        try check.count([input[0], input[1], inner], of: "the perceptron's inside [N, L, F]")
    }
}
