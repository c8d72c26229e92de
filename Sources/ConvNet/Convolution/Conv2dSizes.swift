/// The checked sizes of one convolution.
///
/// Output channel m belongs to group m / (Cout / g), and sees only that group's Cin / g input channels.
struct Conv2dSizes {
    let batch: Int
    let inChannels: Int
    let input: Size2D
    let outChannels: Int
    let output: Size2D
    let groups: Int
    let geometry: ConvolutionGeometry

    var groupInChannels: Int { inChannels / groups }
    var groupOutChannels: Int { outChannels / groups }
    var kernel: Size2D { geometry.kernel }
    var inputShape: [Int] { [batch, inChannels, input.height, input.width] }
    var weightShape: [Int] { [outChannels, groupInChannels, kernel.height, kernel.width] }
    var outputShape: [Int] { [batch, outChannels, output.height, output.width] }
    /// OH·OW.
    var positions: Int { output.height * output.width }
    /// (Cin / g)·kh·kw: the products in one output element.
    var patchLength: Int { groupInChannels * kernel.height * kernel.width }

    /// Sizes that another operator has checked.
    init(
        batch: Int, inChannels: Int, input: Size2D, outChannels: Int, output: Size2D, groups: Int,
        geometry: ConvolutionGeometry
    ) {
        self.batch = batch
        self.inChannels = inChannels
        self.input = input
        self.outChannels = outChannels
        self.output = output
        self.groups = groups
        self.geometry = geometry
    }

    /// Checks everything that can be wrong with a convolution's arguments.
    ///
    /// - Throws: `ShapeError`, in the name of `operation`, with the first rule that is broken.
    init(
        _ operation: String, input inputShape: [Int], weight: [Int], bias: [Int]?, stride: Size2D, padding: Size2D,
        dilation: Size2D, groups: Int
    ) throws(ShapeError) {
        var operands = [ShapeError.Operand("input", inputShape), ShapeError.Operand("weight", weight)]
        if let bias { operands.append(ShapeError.Operand("bias", bias)) }
        let check = ShapeCheck(operation, operands: operands)

        try check.rank(inputShape, is: 4, of: "the input", axes: "[N, Cin, H, W]")
        try check.rank(weight, is: 4, of: "the weight", axes: "[Cout, Cin / groups, kh, kw]")
        try check.count(inputShape, of: "the input")
        try check.count(weight, of: "the weight")
        try check.require(
            !inputShape.dropFirst().contains(0), "Cin, H and W must be at least 1; only the batch may be empty")
        try check.require(!weight.contains(0), "every length of the weight must be at least 1")
        let (inChannels, outChannels) = (inputShape[1], weight[0])
        try check.require(groups >= 1, "groups must be at least 1, but is \(groups)")
        try check.require(
            inChannels % groups == 0, "Cin = \(inChannels) input channels can't be split into groups = \(groups)")
        try check.require(
            outChannels % groups == 0, "Cout = \(outChannels) output channels can't be split into groups = \(groups)")
        try check.require(
            weight[1] == inChannels / groups,
            """
            the weight must be [Cout, Cin / groups, kh, kw] with Cin / groups = \(inChannels) / \(groups) = \
            \(inChannels / groups), but has \(weight[1])
            """)
        try check.require(
            bias == nil || bias == [outChannels], "the bias must be [Cout] = [\(outChannels)]")

        geometry = ConvolutionGeometry(
            kernel: Size2D(weight[2], weight[3]), stride: stride, padding: padding, dilation: dilation)
        input = Size2D(inputShape[2], inputShape[3])
        output = try geometry.outputSize(input, check: check)
        batch = inputShape[0]
        self.inChannels = inChannels
        self.outChannels = outChannels
        self.groups = groups
        try check.count([batch, outChannels, output.height, output.width], of: "the output [N, Cout, OH, OW]")
    }

    /// Also checks the gradient that a backward pass starts from.
    func requireGradient(_ gradient: [Int], _ operation: String) throws(ShapeError) {
        try ShapeCheck(operation, ["gradient": gradient, "input": inputShape, "weight": weightShape]).require(
            gradient == outputShape, "the gradient must have the output's shape [N, Cout, OH, OW] = \(outputShape)")
    }
}

/// The shape that `conv2d` gives: [N, Cout, OH, OW].
///
/// ```swift
/// try conv2dOutputShape(input: [1, 3, 224, 224], weight: [64, 3, 7, 7], stride: 2, padding: 3)   // [1, 64, 112, 112]
/// ```
///
/// - Parameters:
///   - input: [N, Cin, H, W].
///   - weight: [Cout, Cin / groups, kh, kw].
///   - bias: [Cout], or nil.
///   - stride: As for `conv2d`.
///   - padding: As for `conv2d`.
///   - dilation: As for `conv2d`.
///   - groups: As for `conv2d`.
/// - Returns: [N, Cout, OH, OW].
/// - Throws: `ShapeError` wherever `conv2d` would trap.
public func conv2dOutputShape(
    input: [Int], weight: [Int], bias: [Int]? = nil, stride: Size2D = 1, padding: Size2D = 0, dilation: Size2D = 1,
    groups: Int = 1
) throws(ShapeError) -> [Int] {
    try Conv2dSizes(
        "conv2d", input: input, weight: weight, bias: bias, stride: stride, padding: padding, dilation: dilation,
        groups: groups
    ).outputShape
}
