/// Every window as a column: `unfold` as a layer.
///
/// ```swift
/// try Unfold(kernel: 3, padding: 1).outputShape(for: [1, 3, 8, 8])   // [1, 27, 64]
/// ```
public final class Unfold: Layer {
    /// kh×kw, S, P and D.
    public let geometry: ConvolutionGeometry

    /// The input's shape in the last `forward(_:)`.
    private var inputShape: [Int]?

    /// A layer; sizes are checked when an input is known.
    public init(kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0, dilation: Size2D = 1) {
        geometry = ConvolutionGeometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation)
    }

    /// The windows of `input`, (N, C, H, W) to (N, C·kh·kw, L); traps on illegal shapes.
    public func forward(_ input: Tensor) -> Tensor {
        inputShape = input.shape
        return unfold(
            input, kernel: geometry.kernel, stride: geometry.stride, padding: geometry.padding,
            dilation: geometry.dilation)
    }

    /// From ∂L/∂y to ∂L/∂x, which is `fold`.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let shape = remembered(inputShape, for: gradient)
        orTrap { () throws(ShapeError) in
            let expected = try outputShape(for: shape)
            try ShapeCheck("Unfold.backward", ["gradient": gradient.shape, "input": shape])
                .require(gradient.shape == expected, "the gradient must have the output's shape \(expected)")
        }
        return fold(
            gradient, outputSize: Size2D(shape[2], shape[3]), kernel: geometry.kernel, stride: geometry.stride,
            padding: geometry.padding, dilation: geometry.dilation)
    }

    /// A window's.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.through(
            kernel: geometry.kernel, stride: geometry.stride, dilation: geometry.dilation)
    }

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try unfoldShape(
            inputShape, kernel: geometry.kernel, stride: geometry.stride, padding: geometry.padding,
            dilation: geometry.dilation)
    }
}

/// Columns back to where they came from, overlaps summed: `fold` as a layer.
///
/// ```swift
/// try Fold(outputSize: 8, kernel: 3, padding: 1).outputShape(for: [1, 27, 64])   // [1, 3, 8, 8]
/// ```
public final class Fold: Layer {
    /// Height and width of the result.
    public let outputSize: Size2D
    /// kh×kw, S, P and D.
    public let geometry: ConvolutionGeometry

    /// The input's shape in the last `forward(_:)`.
    private var inputShape: [Int]?

    /// A layer; sizes are checked when an input is known.
    public init(outputSize: Size2D, kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0, dilation: Size2D = 1) {
        self.outputSize = outputSize
        geometry = ConvolutionGeometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation)
    }

    /// The image of the columns `input`, (N, C·kh·kw, L) to (N, C, H, W); traps on illegal shapes.
    public func forward(_ input: Tensor) -> Tensor {
        inputShape = input.shape
        return fold(
            input, outputSize: outputSize, kernel: geometry.kernel, stride: geometry.stride, padding: geometry.padding,
            dilation: geometry.dilation)
    }

    /// From ∂L/∂y to ∂L/∂x, which is `unfold`.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let shape = remembered(inputShape, for: gradient)
        orTrap { () throws(ShapeError) in
            let expected = try outputShape(for: shape)
            try ShapeCheck("Fold.backward", ["gradient": gradient.shape, "input": shape])
                .require(gradient.shape == expected, "the gradient must have the output's shape \(expected)")
        }
        return unfold(
            gradient, kernel: geometry.kernel, stride: geometry.stride, padding: geometry.padding,
            dilation: geometry.dilation)
    }

    /// A transposed window's.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.throughTransposed(
            kernel: geometry.kernel, stride: geometry.stride, dilation: geometry.dilation)
    }

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try foldShape(
            inputShape, outputSize: outputSize, kernel: geometry.kernel, stride: geometry.stride,
            padding: geometry.padding, dilation: geometry.dilation)
    }
}
