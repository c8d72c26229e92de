/// The way back from a max pooling: each maximum at the place it came from, and 0 everywhere else.
///
///     y[n, c, p] = x[n, c, l] for the last l whose index is p; 0 where there is none
///
/// Where windows overlapped, one cell may be the maximum of several; the last one in row-major order stays, where
/// PyTorch doesn't say which. (Segmentation by Badrinarayanan, Kendall and Cipolla 2017, "SegNet".)
///
/// ```swift
/// let pooled = maxPool2dWithIndices(Tensor.arange(shape: [1, 1, 2, 2]), kernel: 2)
/// maxUnpool2d(pooled.output, indices: pooled.indices, kernel: 2).values   // 0, 0, 0, 3
/// ```
///
/// PyTorch: `torch.nn.functional.max_unpool2d`. Traps on illegal shapes and indices; see `maxUnpool2dOutputShape`.
///
/// - Parameters:
///   - input: (N, C, H, W); only N may be 0.
///   - indices: For each element of `input`, in its order, its place y·OW + x in its plane of the result; −1 for none.
///   - kernel: The pooling's.
///   - stride: The pooling's; nil for the kernel's size.
///   - padding: The pooling's.
///   - outputSize: OH×OW; nil for (H − 1)·S − 2P + K, what the pooling must have seen if it left nothing over.
/// - Returns: (N, C, OH, OW).
public func maxUnpool2d(
    _ input: Tensor, indices: [Int], kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0,
    outputSize: Size2D? = nil
) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        try UnpoolSizes(
            "maxUnpool2d", input.shape, kernel: kernel, stride: stride ?? kernel, padding: padding,
            outputSize: outputSize, indices: indices)
    }
    var output = Tensor.zeros(sizes.outputShape)
    for (element, index) in indices.enumerated() where index >= 0 {
        output.values[sizes.place(element, index)] = input.values[element]
    }
    return output
}

/// `maxUnpool2d` from the other side: for each cell of the result, a search for the elements that belong there.
public func maxUnpool2dDirect(
    _ input: Tensor, indices: [Int], kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0,
    outputSize: Size2D? = nil
) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in
        try UnpoolSizes(
            "maxUnpool2dDirect", input.shape, kernel: kernel, stride: stride ?? kernel, padding: padding,
            outputSize: outputSize, indices: indices
        ).outputShape
    }
    let positions = input.shape[2] * input.shape[3]
    var values: [Float] = []
    for plane in 0..<(shape[0] * shape[1]) {
        for cell in 0..<(shape[2] * shape[3]) {
            var value: Float = 0
            for element in (plane * positions)..<((plane + 1) * positions) where indices[element] == cell {
                value = input.values[element]
            }
            values.append(value)
        }
    }
    return Tensor(checkedShape: shape, values)
}

/// The gradient of `maxUnpool2d` for its input: each element takes the δ of the place it went to.
///
///     ∂L/∂x[n, c, l] = δ[n, c, indices[n, c, l]]
///
/// Also for an element that another one overwrote, as in PyTorch. Traps if `gradient` hasn't the shape of the output,
/// or an index isn't in it.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, OH, OW).
///   - inputShape: [N, C, H, W] of the forward pass.
///   - indices: As in the forward pass.
/// - Returns: ∂L/∂x, (N, C, H, W).
public func maxUnpool2dBackward(_ gradient: Tensor, inputShape: [Int], indices: [Int]) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        let operation = "maxUnpool2dBackward"
        let check = ShapeCheck(operation, ["gradient": gradient.shape, "input": inputShape])
        try check.imageBatch(inputShape)
        try check.rank(gradient.shape, is: 4, of: "the gradient", axes: "[N, C, OH, OW]")
        try check.require(
            gradient.shape.prefix(2) == inputShape.prefix(2), "the gradient must have the input's N and C")
        return try UnpoolSizes(
            operation, inputShape, kernel: 1, stride: 1, padding: 0,
            outputSize: Size2D(gradient.shape[2], gradient.shape[3]), indices: indices)
    }
    var result = Tensor.zeros(inputShape)
    for (element, index) in indices.enumerated() where index >= 0 {
        result.values[element] = gradient.values[sizes.place(element, index)]
    }
    return result
}

/// The shape that `maxUnpool2d` gives: [N, C, OH, OW].
///
/// - Throws: `ShapeError` unless there are four axes, of which only the first may be empty, there is one index an
///   element, and each is −1 or in its plane of the result.
public func maxUnpool2dOutputShape(
    _ input: [Int], indices: [Int], kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0,
    outputSize: Size2D? = nil
) throws(ShapeError) -> [Int] {
    try UnpoolSizes(
        "maxUnpool2d", input, kernel: kernel, stride: stride ?? kernel, padding: padding, outputSize: outputSize,
        indices: indices
    ).outputShape
}

/// The checked sizes of one unpooling.
struct UnpoolSizes {
    let outputShape: [Int]
    private let positions: Int

    /// Without indices, only the sizes are checked.
    init(
        _ operation: String, _ input: [Int], kernel: Size2D, stride: Size2D, padding: Size2D, outputSize: Size2D?,
        indices: [Int]?
    ) throws(ShapeError) {
        let check = ShapeCheck(operation, "input", input, kernel: kernel)
        try check.imageBatch(input)
        let size: Size2D
        if let outputSize {
            size = outputSize
            try check.require(size.height >= 1 && size.width >= 1, "the output must be at least 1×1, but is \(size)")
        } else {
            size = Size2D(
                try UnpoolSizes.length(check, "height", input[2], kernel.height, stride.height, padding.height),
                try UnpoolSizes.length(check, "width", input[3], kernel.width, stride.width, padding.width))
        }
        outputShape = [input[0], input[1], size.height, size.width]
        positions = input[2] * input[3]
        try check.count(outputShape, of: "the output [N, C, OH, OW]")
        guard let indices else { return }
        let count = input.reduce(1, *)
        try check.require(
            indices.count == count, "there must be an index for each of the \(count) elements, not \(indices.count)")
        let plane = size.height * size.width
        for (element, index) in indices.enumerated() {
            try check.require(
                -1 <= index && index < plane,
                "index \(index) of element \(element) is not in its plane, 0..<OH·OW = \(size.height)·\(size.width)"
                    + " = \(plane)")
        }
    }

    /// Where `index` in the plane of `element` is in the output.
    func place(_ element: Int, _ index: Int) -> Int {
        element / positions * (outputShape[2] * outputShape[3]) + index
    }

    private static func length(
        _ check: ShapeCheck, _ name: String, _ input: Int, _ kernel: Int, _ stride: Int, _ padding: Int
    ) throws(ShapeError) -> Int {
        try check.requireWindow(
            along: name, input: input, kernel: kernel, stride: stride, padding: padding, dilation: 1)
        let (moved, overflow1) = (input - 1).multipliedReportingOverflow(by: stride)
        let (both, overflow2) = padding.multipliedReportingOverflow(by: 2)
        let (end, overflow3) = moved.addingReportingOverflow(kernel)
        let text = "(\(input) − 1)·\(stride) − 2·\(padding) + \(kernel)"
        try check.require(
            !overflow1 && !overflow2 && !overflow3, "a number is too large: (H − 1)·S − 2P + K = \(text) (\(name))")
        try check.require(
            end > both, "the output is empty: (H − 1)·S − 2P + K = \(text) = \(end - both) is less than 1 (\(name))")
        return end - both
    }
}
