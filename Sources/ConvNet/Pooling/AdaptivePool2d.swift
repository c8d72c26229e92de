/// Means over as many windows as asked for, whatever the size of the image.
///
/// Along an axis of length H, window i of O takes the cells
///
///     ⌊i·H / O⌋ ..< ⌈(i + 1)·H / O⌉
///
/// Their sizes differ by at most 1, neighbours overlap where O doesn't divide H, and O may be larger than H.
///
/// ```swift
/// let x = Tensor.arange(shape: [1, 1, 1, 5])
/// adaptiveAvgPool2d(x, outputSize: Size2D(1, 3))   // 0.5, 2, 3.5: cells 0…1, 1…3, 3…4
/// ```
///
/// PyTorch: `torch.nn.functional.adaptive_avg_pool2d`. Traps on illegal shapes; see `adaptivePool2dOutputShape`.
///
/// - Parameters:
///   - input: (N, C, H, W); only N may be 0.
///   - outputSize: OH×OW.
/// - Returns: (N, C, OH, OW).
public func adaptiveAvgPool2d(_ input: Tensor, outputSize: Size2D) -> Tensor {
    orTrap { () throws(ShapeError) in
        try Pool2dSizes("adaptiveAvgPool2d", input: input.shape, outputSize: outputSize)
    }.means(of: input, PoolDivisor())
}

/// The gradient of `adaptiveAvgPool2d` for its input: each δ is shared out evenly over its window.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, OH, OW); its last two lengths are the output size.
///   - inputShape: [N, C, H, W] of the forward pass.
/// - Returns: ∂L/∂x, (N, C, H, W).
public func adaptiveAvgPool2dBackward(_ gradient: Tensor, inputShape: [Int]) -> Tensor {
    orTrap { () throws(ShapeError) in
        try Pool2dSizes(adaptive: "adaptiveAvgPool2dBackward", gradient: gradient.shape, input: inputShape)
    }.spread(gradient, PoolDivisor())
}

/// Maxima over as many windows as asked for; the windows are those of `adaptiveAvgPool2d`.
///
/// NaN and ties are as in `maxPool2d`. PyTorch: `torch.nn.functional.adaptive_max_pool2d`. Traps on illegal shapes;
/// see `adaptivePool2dOutputShape`.
///
/// - Parameters:
///   - input: (N, C, H, W); only N may be 0.
///   - outputSize: OH×OW.
/// - Returns: (N, C, OH, OW).
public func adaptiveMaxPool2d(_ input: Tensor, outputSize: Size2D) -> Tensor {
    adaptiveMaxPool2dWithIndices(input, outputSize: outputSize).output
}

/// As `adaptiveMaxPool2d`, with the place of each maximum.
///
/// - Parameters:
///   - input: (N, C, H, W).
///   - outputSize: OH×OW.
/// - Returns: The maxima and their places in the planes.
public func adaptiveMaxPool2dWithIndices(_ input: Tensor, outputSize: Size2D) -> MaxPoolResult {
    orTrap { () throws(ShapeError) in
        try Pool2dSizes("adaptiveMaxPool2d", input: input.shape, outputSize: outputSize)
    }.maxima(of: input)
}

/// The gradient of `adaptiveMaxPool2d` for its input: each δ goes to the cell that won.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, OH, OW); its last two lengths are the output size.
///   - input: x of the forward pass, (N, C, H, W).
/// - Returns: ∂L/∂x, (N, C, H, W).
public func adaptiveMaxPool2dBackward(_ gradient: Tensor, input: Tensor) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        try Pool2dSizes(adaptive: "adaptiveMaxPool2dBackward", gradient: gradient.shape, input: input.shape)
    }
    return sizes.scatter(gradient, to: sizes.maxima(of: input).indices)
}

/// The mean of each plane: (N, C, H, W) to (N, C, 1, 1), adaptive average pooling to 1×1.
///
/// What lets a network take images of any size, and has no weights where a fully connected layer has most of the
/// network's (Lin et al. 2013, "Network In Network"). Traps on illegal shapes; see `adaptivePool2dOutputShape`.
///
/// - Parameter input: (N, C, H, W); only N may be 0.
/// - Returns: (N, C, 1, 1).
public func globalAvgPool2d(_ input: Tensor) -> Tensor {
    adaptiveAvgPool2d(input, outputSize: 1)
}

/// The gradient of `globalAvgPool2d` for its input: δ / (H·W) everywhere in its plane.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, 1, 1).
///   - inputShape: [N, C, H, W] of the forward pass.
/// - Returns: ∂L/∂x, (N, C, H, W).
public func globalAvgPool2dBackward(_ gradient: Tensor, inputShape: [Int]) -> Tensor {
    orTrap { () throws(ShapeError) in
        let sizes = try Pool2dSizes("globalAvgPool2dBackward", input: inputShape, outputSize: 1)
        try sizes.requireGradient(gradient.shape, "globalAvgPool2dBackward")
        return sizes
    }.spread(gradient, PoolDivisor())
}

/// The shape that adaptive pooling gives: [N, C, OH, OW].
///
/// - Throws: `ShapeError` unless there are four axes, of which only the first may be empty, and the output size is at
///   least 1×1.
public func adaptivePool2dOutputShape(_ input: [Int], outputSize: Size2D) throws(ShapeError) -> [Int] {
    try Pool2dSizes("adaptivePool2d", input: input, outputSize: outputSize).outputShape
}

extension Pool2dSizes {
    /// For a backward pass: the gradient's shape says the output size.
    fileprivate init(adaptive operation: String, gradient: [Int], input: [Int]) throws(ShapeError) {
        try ShapeCheck(operation, ["gradient": gradient, "input": input])
            .rank(gradient, is: 4, of: "the gradient", axes: "[N, C, OH, OW]")
        try self.init(operation, input: input, outputSize: Size2D(gradient[2], gradient[3]))
        try requireGradient(gradient, operation)
    }
}
