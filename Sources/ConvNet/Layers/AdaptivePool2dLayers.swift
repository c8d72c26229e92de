/// Average pooling to a fixed output size, whatever the image's: `adaptiveAvgPool2d`.
///
/// ```swift
/// AdaptiveAvgPool2d(outputSize: 7).forward(Tensor.ones([1, 512, 9, 13])).shape   // [1, 512, 7, 7]
/// ```
public final class AdaptiveAvgPool2d: Layer {
    /// OH×OW.
    public let outputSize: Size2D

    /// The input's shape in the last `forward(_:)`.
    private var inputShape: [Int]?

    /// A layer; the size is checked when an input is known.
    public init(outputSize: Size2D) {
        self.outputSize = outputSize
    }

    /// The means of `input`'s windows, see `adaptiveAvgPool2d`: (N, C, H, W) to (N, C, OH, OW).
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        let output = adaptiveAvgPool2d(input, outputSize: outputSize)
        inputShape = input.shape
        return output
    }

    /// From ∂L/∂y to ∂L/∂x, see `adaptiveAvgPool2dBackward`.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    ///
    /// - Parameter gradient: (N, C, OH, OW).
    /// - Returns: (N, C, H, W).
    public func backward(_ gradient: Tensor) -> Tensor {
        adaptiveAvgPool2dBackward(
            gradient, inputShape: remembered(inputShape, for: gradient))
    }

    /// A window's, of varying length; the whole image's if there is one only.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.throughBins(input: Size2D(inputShape[2], inputShape[3]), output: outputSize)
    }

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try adaptivePool2dOutputShape(inputShape, outputSize: outputSize)
    }
}

/// Max pooling to a fixed output size, whatever the image's: `adaptiveMaxPool2d`.
///
/// ```swift
/// AdaptiveMaxPool2d(outputSize: 2).forward(Tensor.ones([1, 3, 9, 13])).shape   // [1, 3, 2, 2]
/// ```
public final class AdaptiveMaxPool2d: Layer {
    /// OH×OW.
    public let outputSize: Size2D

    /// x of the last `forward(_:)`.
    private var input: Tensor?

    /// A layer; the size is checked when an input is known.
    public init(outputSize: Size2D) {
        self.outputSize = outputSize
    }

    /// The maxima of `input`'s windows, see `adaptiveMaxPool2d`: (N, C, H, W) to (N, C, OH, OW).
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        let output = adaptiveMaxPool2d(input, outputSize: outputSize)
        self.input = input
        return output
    }

    /// From ∂L/∂y to ∂L/∂x, see `adaptiveMaxPool2dBackward`.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    ///
    /// - Parameter gradient: (N, C, OH, OW).
    /// - Returns: (N, C, H, W).
    public func backward(_ gradient: Tensor) -> Tensor {
        adaptiveMaxPool2dBackward(
            gradient, input: remembered(input, for: gradient))
    }

    /// A window's, of varying length; the whole image's if there is one only.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.throughBins(input: Size2D(inputShape[2], inputShape[3]), output: outputSize)
    }

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try adaptivePool2dOutputShape(inputShape, outputSize: outputSize)
    }
}

/// The mean of each plane: `globalAvgPool2d`.
///
/// ```swift
/// GlobalAvgPool2d().forward(Tensor.ones([1, 512, 7, 7])).shape   // [1, 512, 1, 1]
/// ```
public final class GlobalAvgPool2d: Layer {
    /// The input's shape in the last `forward(_:)`.
    private var inputShape: [Int]?

    /// A layer; it has nothing to set.
    public init() {}

    /// The means of `input`'s planes, see `globalAvgPool2d`: (N, C, H, W) to (N, C, 1, 1).
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        let output = globalAvgPool2d(input)
        inputShape = input.shape
        return output
    }

    /// From ∂L/∂y to ∂L/∂x, see `globalAvgPool2dBackward`.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    ///
    /// - Parameter gradient: (N, C, 1, 1).
    /// - Returns: (N, C, H, W).
    public func backward(_ gradient: Tensor) -> Tensor {
        globalAvgPool2dBackward(
            gradient, inputShape: remembered(inputShape, for: gradient))
    }

    /// The whole image's.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.ofWholeImage
    }

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try adaptivePool2dOutputShape(inputShape, outputSize: 1)
    }
}
