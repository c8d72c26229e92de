/// A max pooling layer: `maxPool2d` with a memory of where the maxima were.
///
/// ```swift
/// let layer = MaxPool2d(kernel: 3, stride: 2, padding: 1)
/// try layer.outputShape(for: [1, 64, 112, 112])   // [1, 64, 56, 56]
/// ```
public final class MaxPool2d: Layer {
    /// kh×kw.
    public let kernel: Size2D
    /// S.
    public let stride: Size2D
    /// P, cells of −∞ on each side.
    public let padding: Size2D
    /// D.
    public let dilation: Size2D
    /// Whether the last window may reach beyond the padded input.
    public let ceilMode: Bool

    /// Where each maximum of the last `forward(_:)` was, y·W + x in its unpadded plane; empty before it.
    public private(set) var indices: [Int] = []

    /// The sizes of the last `forward(_:)`.
    private var sizes: Pool2dSizes?

    /// A layer; `stride` is the kernel's size unless given.
    ///
    /// Sizes are checked when an input is known.
    public init(
        kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0, dilation: Size2D = 1, ceilMode: Bool = false
    ) {
        self.kernel = kernel
        self.stride = stride ?? kernel
        self.padding = padding
        self.dilation = dilation
        self.ceilMode = ceilMode
    }

    /// The maxima of `input`'s windows, see `maxPool2d`: (N, C, H, W) to (N, C, OH, OW).
    ///
    /// Remembers their places for `backward(_:)`. Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        let sizes = orTrap { () throws(ShapeError) in try checkedSizes(input.shape) }
        let result = sizes.maxima(of: input)
        self.sizes = sizes
        indices = result.indices
        return result.output
    }

    /// From ∂L/∂y to ∂L/∂x, see `maxPool2dBackward`.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    ///
    /// - Parameter gradient: (N, C, OH, OW).
    /// - Returns: (N, C, H, W).
    public func backward(_ gradient: Tensor) -> Tensor {
        let sizes = remembered(sizes, for: gradient)
        orTrap { () throws(ShapeError) in try sizes.requireGradient(gradient.shape, "MaxPool2d.backward") }
        return sizes.scatter(gradient, to: indices)
    }

    /// A window's.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.through(kernel: kernel, stride: stride, dilation: dilation)
    }

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try checkedSizes(inputShape).outputShape
    }

    private func checkedSizes(_ shape: [Int]) throws(ShapeError) -> Pool2dSizes {
        try Pool2dSizes(
            "MaxPool2d", input: shape,
            PoolGeometry(kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode))
    }
}
