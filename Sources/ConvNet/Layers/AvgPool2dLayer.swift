/// An average pooling layer: `avgPool2d`.
///
/// ```swift
/// let layer = AvgPool2d(kernel: 2)
/// try layer.outputShape(for: [1, 6, 28, 28])   // [1, 6, 14, 14]
/// ```
public final class AvgPool2d: Layer {
    /// kh×kw.
    public let kernel: Size2D
    /// S.
    public let stride: Size2D
    /// P, cells of 0 on each side.
    public let padding: Size2D
    /// D, from one tap of a window to the next.
    public let dilation: Size2D
    /// Whether the last window may reach beyond the padded input.
    public let ceilMode: Bool
    /// Whether padding counts in the divisor.
    public let countIncludePad: Bool
    /// The divisor, whatever the window; nil for the number of cells.
    public let divisorOverride: Int?

    /// The input's shape in the last `forward(_:)`.
    private var inputShape: [Int]?

    /// A layer; `stride` is the kernel's size unless given.
    ///
    /// Sizes are checked when an input is known.
    public init(
        kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0, dilation: Size2D = 1, ceilMode: Bool = false,
        countIncludePad: Bool = true, divisorOverride: Int? = nil
    ) {
        self.kernel = kernel
        self.stride = stride ?? kernel
        self.padding = padding
        self.dilation = dilation
        self.ceilMode = ceilMode
        self.countIncludePad = countIncludePad
        self.divisorOverride = divisorOverride
    }

    /// The means of `input`'s windows, see `avgPool2d`: (N, C, H, W) to (N, C, OH, OW).
    ///
    /// Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        let output = avgPool2d(
            input, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode,
            countIncludePad: countIncludePad, divisorOverride: divisorOverride)
        inputShape = input.shape
        return output
    }

    /// From ∂L/∂y to ∂L/∂x, see `avgPool2dBackward`.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    ///
    /// - Parameter gradient: (N, C, OH, OW).
    /// - Returns: (N, C, H, W).
    public func backward(_ gradient: Tensor) -> Tensor {
        avgPool2dBackward(
            gradient, inputShape: remembered(inputShape, for: gradient), kernel: kernel,
            stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode, countIncludePad: countIncludePad,
            divisorOverride: divisorOverride)
    }

    /// A window's.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.through(kernel: kernel, stride: stride, dilation: dilation)
    }

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try pool2dOutputShape(
            inputShape, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    }
}
