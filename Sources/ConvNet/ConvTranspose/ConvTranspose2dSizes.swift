/// The checked sizes of one transposed convolution.
///
/// Seen from its adjoint: the *small* image, this operator's input, is the convolution's output, and the *large* one, this
/// operator's output, is the convolution's input.
struct ConvTranspose2dSizes {
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
    var weightShape: [Int] { [inChannels, groupOutChannels, kernel.height, kernel.width] }
    var outputShape: [Int] { [batch, outChannels, output.height, output.width] }

    /// Checks everything that can be wrong with a transposed convolution's arguments.
    ///
    /// - Throws: `ShapeError`, in the name of `operation`, with the first rule that is broken.
    init(
        _ operation: String, input inputShape: [Int], weight: [Int], bias: [Int]?, stride: Size2D, padding: Size2D,
        outputPadding: Size2D, dilation: Size2D, groups: Int
    ) throws(ShapeError) {
        var operands = [ShapeError.Operand("input", inputShape), ShapeError.Operand("weight", weight)]
        if let bias { operands.append(ShapeError.Operand("bias", bias)) }
        let check = ShapeCheck(operation, operands: operands)

        try check.rank(inputShape, is: 4, of: "the input", axes: "[N, Cin, H, W]")
        try check.rank(weight, is: 4, of: "the weight", axes: "[Cin, Cout / groups, kh, kw]")
        try check.count(inputShape, of: "the input")
        try check.count(weight, of: "the weight")
        try check.require(
            !inputShape.dropFirst().contains(0), "Cin, H and W must be at least 1; only the batch may be empty")
        try check.require(!weight.contains(0), "every length of the weight must be at least 1")
        inChannels = inputShape[1]
        try check.require(groups >= 1, "groups must be at least 1, but is \(groups)")
        try check.require(
            inChannels % groups == 0, "Cin = \(inChannels) input channels can't be split into groups = \(groups)")
        try check.require(
            weight[0] == inChannels,
            "the weight must be [Cin, Cout / groups, kh, kw] with Cin = \(inChannels), but has \(weight[0])")
        let (channels, overflow) = weight[1].multipliedReportingOverflow(by: groups)
        try check.require(!overflow, "Cout = \(weight[1])·\(groups) is too large")
        outChannels = channels
        try check.require(bias == nil || bias == [channels], "the bias must be [Cout] = [\(channels)]")

        batch = inputShape[0]
        input = Size2D(inputShape[2], inputShape[3])
        self.groups = groups
        geometry = ConvolutionGeometry(
            kernel: Size2D(weight[2], weight[3]), stride: stride, padding: padding, dilation: dilation)
        let vertical = TransposedAxis(
            name: "height", symbol: "H", input: input.height, kernel: weight[2], stride: stride.height,
            padding: padding.height, outputPadding: outputPadding.height, dilation: dilation.height)
        let horizontal = TransposedAxis(
            name: "width", symbol: "W", input: input.width, kernel: weight[3], stride: stride.width,
            padding: padding.width, outputPadding: outputPadding.width, dilation: dilation.width)
        output = Size2D(try vertical.outputLength(check: check), try horizontal.outputLength(check: check))
        try check.count([batch, outChannels, output.height, output.width], of: "the output [N, Cout, OH, OW]")
    }

    /// Also checks the gradient that a backward pass starts from.
    func requireGradient(_ gradient: [Int], _ operation: String) throws(ShapeError) {
        try ShapeCheck(operation, ["gradient": gradient, "input": inputShape, "weight": weightShape]).require(
            gradient == outputShape, "the gradient must have the output's shape [N, Cout, OH, OW] = \(outputShape)")
    }

    /// The sizes of the convolution whose adjoint this is, for its fast loops.
    ///
    /// It has H·W windows, also where an output padding that is not smaller than the stride has room for more.
    var adjoint: Conv2dSizes {
        Conv2dSizes(
            batch: batch, inChannels: outChannels, input: output, outChannels: inChannels, output: input,
            groups: groups, geometry: geometry)
    }
}

/// One axis of a transposed convolution: (H − 1)·S − 2P + D(K − 1) + OP + 1.
struct TransposedAxis {
    /// For messages: `height`, `width`.
    let name: String
    /// For formulas: `H`, `W`.
    let symbol: String
    let input: Int
    let kernel: Int
    let stride: Int
    let padding: Int
    let outputPadding: Int
    let dilation: Int

    func outputLength(check: ShapeCheck) throws(ShapeError) -> Int {
        try check.require(input >= 1, "the input's \(name) must be at least 1, but is \(input)")
        try check.require(kernel >= 1, "the kernel's \(name) must be at least 1, but is \(kernel)")
        try check.require(stride >= 1, "the stride (\(name)) must be at least 1, but is \(stride)")
        try check.require(padding >= 0, "the padding (\(name)) must not be negative, but is \(padding)")
        try check.require(dilation >= 1, "the dilation (\(name)) must be at least 1, but is \(dilation)")
        try check.require(
            0 <= outputPadding && outputPadding < max(stride, dilation),
            """
            the output padding must be smaller than the stride or the dilation, but OP = \(outputPadding), \
            S = \(stride), D = \(dilation) (\(name))
            """)
        let formula = """
            (\(symbol) − 1)S − 2P + D(K − 1) + OP + 1 = (\(input) − 1)·\(stride) − 2·\(padding) + \
            \(dilation)·(\(kernel) − 1) + \(outputPadding) + 1
            """
        let (steps, overflow1) = (input - 1).multipliedReportingOverflow(by: stride)
        let (reach, overflow2) = dilation.multipliedReportingOverflow(by: kernel - 1)
        let (bothSides, overflow3) = padding.multipliedReportingOverflow(by: 2)
        let (cells, overflow4) = steps.addingReportingOverflow(reach)
        let (extended, overflow5) = cells.addingReportingOverflow(outputPadding)
        let (whole, overflow6) = extended.addingReportingOverflow(1)
        try check.require(
            !(overflow1 || overflow2 || overflow3 || overflow4 || overflow5 || overflow6),
            "a number is too large: \(formula) (\(name))")
        try check.require(
            whole > bothSides,
            "the padding leaves nothing of the output: \(formula) = \(whole - bothSides) is less than 1 (\(name))")
        return whole - bothSides
    }
}

/// The length of a transposed convolution's output along one axis: (H − 1)·S − 2P + D(K − 1) + OP + 1.
///
/// Several input lengths of a convolution give the same output length when S > 1; the output padding OP chooses
/// which of them comes back.
///
/// ```swift
/// convTransposeOutputSize(4, kernel: 2, stride: 2)                                // 8, U-Net's up-convolution
/// convTransposeOutputSize(4, kernel: 3, stride: 2, padding: 1)                    // 7
/// convTransposeOutputSize(4, kernel: 3, stride: 2, padding: 1, outputPadding: 1)  // 8
/// ```
///
/// Traps on illegal sizes with the formula and the numbers.
///
/// - Parameters:
///   - input: The axis' length H, at least 1.
///   - kernel: Taps K, at least 1.
///   - stride: Step S in the output, at least 1.
///   - padding: Cells P cut off on each side of the output, at least 0.
///   - outputPadding: Cells OP added at the end, smaller than the stride or than the dilation.
///   - dilation: Distance D between taps, at least 1.
/// - Returns: At least 1.
public func convTransposeOutputSize(
    _ input: Int, kernel: Int, stride: Int = 1, padding: Int = 0, outputPadding: Int = 0, dilation: Int = 1
) -> Int {
    orTrap { () throws(ShapeError) in
        try TransposedAxis(
            name: "size", symbol: "H", input: input, kernel: kernel, stride: stride, padding: padding,
            outputPadding: outputPadding, dilation: dilation
        ).outputLength(check: ShapeCheck("convTransposeOutputSize", ["input": [input], "kernel": [kernel]]))
    }
}

/// The shape that `convTranspose2d` gives: [N, Cout, OH, OW].
///
/// - Throws: `ShapeError` wherever `convTranspose2d` would trap.
public func convTranspose2dOutputShape(
    input: [Int], weight: [Int], bias: [Int]? = nil, stride: Size2D = 1, padding: Size2D = 0,
    outputPadding: Size2D = 0, dilation: Size2D = 1, groups: Int = 1
) throws(ShapeError) -> [Int] {
    try ConvTranspose2dSizes(
        "convTranspose2d", input: input, weight: weight, bias: bias, stride: stride, padding: padding,
        outputPadding: outputPadding, dilation: dilation, groups: groups
    ).outputShape
}
