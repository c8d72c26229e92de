/// What a squeeze-and-excitation block learns, shaped as the 1×1 convolutions of torchvision's `SqueezeExcitation`;
/// also a gradient for each of them.
public struct SqueezeExcitationParameters: Equatable, Sendable {
    /// W₁, (Cs, C, 1, 1); torchvision's `fc1.weight`.
    public var reduceWeight: Tensor
    /// b₁, (Cs); torchvision's `fc1.bias`.
    public var reduceBias: Tensor
    /// W₂, (C, Cs, 1, 1); torchvision's `fc2.weight`.
    public var expandWeight: Tensor
    /// b₂, (C); torchvision's `fc2.bias`.
    public var expandBias: Tensor

    /// Weights and biases; their shapes are checked when they are used.
    public init(reduceWeight: Tensor, reduceBias: Tensor, expandWeight: Tensor, expandBias: Tensor) {
        self.reduceWeight = reduceWeight
        self.reduceBias = reduceBias
        self.expandWeight = expandWeight
        self.expandBias = expandBias
    }

    /// Learnable numbers: 2·C·Cs + Cs + C.
    public var count: Int { reduceWeight.count + reduceBias.count + expandWeight.count + expandBias.count }
}

/// What a squeeze-and-excitation block passes back.
public struct SqueezeExcitationGradients: Equatable, Sendable {
    /// ∂L/∂x, (N, C, H, W).
    public let input: Tensor
    /// The gradients of weights and biases.
    public let parameters: SqueezeExcitationParameters
}

/// Channel attention: each channel is multiplied by a number in 0...1 that all channels' means decide.
///
///     z = mean of each plane                        squeeze, (N, C)
///     s = sigmoid(W₂·relu(W₁·z + b₁) + b₂)          excitation, (N, C)
///     y[n, c, h, w] = s[n, c]·x[n, c, h, w]
///
/// (Hu, Shen and Sun 2018, "Squeeze-and-Excitation Networks"; Cs = C / r with r = 16 there.)
/// torchvision: `torchvision.ops.SqueezeExcitation`. Traps on illegal shapes; see `squeezeExcitationOutputShape`.
///
/// - Parameters:
///   - input: (N, C, H, W); only N may be 0.
///   - parameters: Weights and biases.
/// - Returns: (N, C, H, W).
public func squeezeExcitation(_ input: Tensor, parameters: SqueezeExcitationParameters) -> Tensor {
    SqueezeExcitationPass("squeezeExcitation", input, parameters).output
}

/// The numbers that `squeezeExcitation` multiplies each channel by, (N, C): what the block looks at.
public func squeezeExcitationScales(_ input: Tensor, parameters: SqueezeExcitationParameters) -> Tensor {
    SqueezeExcitationPass("squeezeExcitationScales", input, parameters).scales
}

/// The gradients of `squeezeExcitation`: the input's is s·δ, and through the means a constant more in each plane.
///
/// Traps if `gradient` hasn't the shape of the input, and wherever `squeezeExcitation` does.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, H, W).
///   - input: As in the forward pass.
///   - parameters: As in the forward pass.
/// - Returns: The gradients of input and parameters.
public func squeezeExcitationBackward(
    _ gradient: Tensor, input: Tensor, parameters: SqueezeExcitationParameters
) -> SqueezeExcitationGradients {
    SqueezeExcitationPass("squeezeExcitationBackward", input, parameters).gradients(gradient)
}

/// `squeezeExcitation` in plain loops; each sum is made in `Double`.
public func squeezeExcitationDirect(_ input: Tensor, parameters: SqueezeExcitationParameters) -> Tensor {
    orTrap { () throws(ShapeError) in
        try SqueezeExcitationPass.validate("squeezeExcitationDirect", input.shape, parameters)
    }
    let (channels, squeezed) = (input.shape[1], parameters.reduceWeight.shape[0])
    let (height, width) = (input.shape[2], input.shape[3])
    var output = input
    for n in 0..<input.shape[0] {
        let means = (0..<channels).map { c in
            var sum = 0.0
            for y in 0..<height { for x in 0..<width { sum += Double(input[n, c, y, x]) } }
            return sum / Double(height * width)
        }
        let hidden = (0..<squeezed).map { s in
            var sum = Double(parameters.reduceBias.values[s])
            for c in 0..<channels { sum += Double(parameters.reduceWeight[s, c, 0, 0]) * means[c] }
            return Activation.relu.value(sum)
        }
        for c in 0..<channels {
            var sum = Double(parameters.expandBias.values[c])
            for s in 0..<squeezed { sum += Double(parameters.expandWeight[c, s, 0, 0]) * hidden[s] }
            let scale = Activation.sigmoid.value(sum)
            for y in 0..<height {
                for x in 0..<width { output[n, c, y, x] = Float(scale * Double(input[n, c, y, x])) }
            }
        }
    }
    return output
}

/// The shape that `squeezeExcitation` gives: the input's own.
///
/// - Throws: `ShapeError` unless the input is [N, C, H, W] with only N empty, and the parameters have the shapes that C
///   asks for.
public func squeezeExcitationOutputShape(
    _ input: [Int], parameters: SqueezeExcitationParameters
) throws(ShapeError) -> [Int] {
    try SqueezeExcitationPass.validate("squeezeExcitation", input, parameters)
    return input
}

/// A forward pass with everything that its backward pass needs.
struct SqueezeExcitationPass {
    let output: Tensor
    /// s, (N, C).
    let scales: Tensor
    private let input: Tensor
    private let parameters: SqueezeExcitationParameters
    /// z, W₁·z + b₁ and W₂·relu(…) + b₂.
    private let means, reduced, expanded: Tensor

    init(_ operation: String, _ input: Tensor, _ parameters: SqueezeExcitationParameters) {
        orTrap { () throws(ShapeError) in try SqueezeExcitationPass.validate(operation, input.shape, parameters) }
        self.input = input
        self.parameters = parameters
        means = globalAvgPool2d(input).reshaped(to: [input.shape[0], input.shape[1]])
        reduced = linear(means, weight: parameters.reduceWeight.asMatrix, bias: parameters.reduceBias)
        expanded = linear(relu(reduced), weight: parameters.expandWeight.asMatrix, bias: parameters.expandBias)
        scales = sigmoid(expanded)
        output = input.scalingPlanes(by: scales)
    }

    func gradients(_ gradient: Tensor) -> SqueezeExcitationGradients {
        orTrap { () throws(ShapeError) in
            try ShapeCheck("squeezeExcitationBackward", ["gradient": gradient.shape, "input": input.shape]).require(
                gradient.shape == input.shape, "the gradient must have the input's shape")
        }
        let plane = input.shape[2] * input.shape[3]
        var scaleGradient = Tensor.zeros(scales.shape)
        for index in scales.values.indices {
            var sum = 0.0
            for place in (index * plane)..<((index + 1) * plane) {
                sum += Double(gradient.values[place]) * Double(input.values[place])
            }
            scaleGradient.values[index] = Float(sum)
        }
        let expand = linearBackward(
            Activation.sigmoid.backward(scaleGradient, input: expanded), input: relu(reduced),
            weight: parameters.expandWeight.asMatrix)
        let reduce = linearBackward(
            Activation.relu.backward(expand.input, input: reduced), input: means,
            weight: parameters.reduceWeight.asMatrix)
        let throughMeans = globalAvgPool2dBackward(
            reduce.input.reshaped(to: scales.shape + [1, 1]), inputShape: input.shape)
        return SqueezeExcitationGradients(
            input: gradient.scalingPlanes(by: scales) + throughMeans,
            parameters: SqueezeExcitationParameters(
                reduceWeight: reduce.weight.reshaped(to: parameters.reduceWeight.shape), reduceBias: reduce.bias,
                expandWeight: expand.weight.reshaped(to: parameters.expandWeight.shape), expandBias: expand.bias))
    }

    static func validate(
        _ operation: String, _ input: [Int], _ parameters: SqueezeExcitationParameters
    ) throws(ShapeError) {
        let check = ShapeCheck(operation, ["input": input, "reduceWeight": parameters.reduceWeight.shape])
        try check.imageBatch(input)
        let (channels, reduce) = (input[1], parameters.reduceWeight.shape)
        try check.require(
            reduce.count == 4 && reduce[0] >= 1 && reduce == [reduce[0], channels, 1, 1],
            "reduceWeight must be [Cs, C, 1, 1] with C = \(channels) and Cs at least 1")
        for (name, shape, expected) in [
            ("reduceBias", parameters.reduceBias.shape, [reduce[0]]),
            ("expandWeight", parameters.expandWeight.shape, [channels, reduce[0], 1, 1]),
            ("expandBias", parameters.expandBias.shape, [channels]),
        ] {
            try check.require(shape == expected, "\(name) must be \(expected), but is \(shape)")
        }
    }
}

extension Tensor {
    /// A 1×1 convolution's weight (Cout, Cin, 1, 1) as the matrix (Cout, Cin) that it is.
    fileprivate var asMatrix: Tensor { Tensor(checkedShape: [shape[0], shape[1]], values) }

    /// Each plane of an (N, C, H, W) tensor times its number of an (N, C) tensor.
    fileprivate func scalingPlanes(by scales: Tensor) -> Tensor {
        let plane = shape[2] * shape[3]
        var result = self
        for index in result.values.indices { result.values[index] *= scales.values[index / plane] }
        return result
    }
}
