/// Images at another size: `interpolate` as a layer, as a U-Net's way up needs it.
///
/// ```swift
/// try Upsample(scaleFactor: 2).outputShape(for: [1, 64, 28, 28])   // [1, 64, 56, 56]
/// ```
public final class Upsample: Layer {
    /// OH×OW; nil for a multiple of the input's size.
    public let size: Size2D?
    /// How many times as high and as wide; nil for a fixed size.
    public let scaleFactor: Size2D?
    /// How the new cells are made.
    public let mode: InterpolationMode

    /// The input's shape in the last `forward(_:)`.
    private var inputShape: [Int]?

    /// A layer to a fixed size; it is checked when an input is known.
    public init(size: Size2D, mode: InterpolationMode = .nearest) {
        (self.size, scaleFactor, self.mode) = (size, nil, mode)
    }

    /// A layer to a multiple of the input's size; it is checked when an input is known.
    public init(scaleFactor: Size2D, mode: InterpolationMode = .nearest) {
        (size, self.scaleFactor, self.mode) = (nil, scaleFactor, mode)
    }

    /// `interpolate` of `input`: (N, C, H, W) to (N, C, OH, OW); traps on illegal shapes.
    public func forward(_ input: Tensor) -> Tensor {
        let shape = orTrap { () throws(ShapeError) in try outputShape(for: input.shape) }
        inputShape = input.shape
        return interpolate(input, size: Size2D(shape[2], shape[3]), mode: mode)
    }

    /// From ∂L/∂y to ∂L/∂x, see `interpolateBackward`.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let inputShape = remembered(inputShape, for: gradient)
        orTrap { () throws(ShapeError) in
            let shape = try outputShape(for: inputShape)
            try ShapeCheck("Upsample.backward", ["gradient": gradient.shape, "input": inputShape]).require(
                gradient.shape == shape, "the gradient must have the output's shape \(shape)")
        }
        return interpolateBackward(gradient, inputShape: inputShape, mode: mode)
    }

    /// The cell that is copied, or two neighbours; the jump changes with the size.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        let output = orTrap { () throws(ShapeError) in try outputShape(for: inputShape) }
        let isCopy = mode == .nearest || mode == .nearestExact
        return field.resampled(
            from: Size2D(inputShape[2], inputShape[3]), to: Size2D(output[2], output[3]),
            reach: isCopy ? (0, 0) : (inputShape[2] > 1 ? 1 : 0, inputShape[3] > 1 ? 1 : 0))
    }

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        if let size { return try interpolateOutputShape(inputShape, size: size) }
        let factor = scaleFactor ?? 1
        let check = ShapeCheck("Upsample", ["input": inputShape, "scaleFactor": [factor.height, factor.width]])
        try check.imageBatch(inputShape)
        let (height, overflow1) = inputShape[2].multipliedReportingOverflow(by: factor.height)
        let (width, overflow2) = inputShape[3].multipliedReportingOverflow(by: factor.width)
        try check.require(!overflow1 && !overflow2, "the size is too large")
        return try interpolateOutputShape(inputShape, size: Size2D(height, width))
    }
}
