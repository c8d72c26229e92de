/// An Lp pooling layer: `lpPool2d`.
///
/// ```swift
/// LPPool2d(p: 2, kernel: 2).forward(Tensor.ones([1, 1, 2, 2]))   // 2 = √(1² + 1² + 1² + 1²)
/// ```
public final class LPPool2d: Layer {
    /// The exponent.
    public let p: Double
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
    /// Which definition.
    public let convention: LPConvention

    /// x of the last `forward(_:)`.
    private var input: Tensor?

    /// A layer; `stride` is the kernel's size unless given.
    ///
    /// Sizes are checked when an input is known.
    public init(
        p: Double, kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0, dilation: Size2D = 1,
        ceilMode: Bool = false,
        convention: LPConvention = .pytorch
    ) {
        self.p = p
        self.kernel = kernel
        self.stride = stride ?? kernel
        self.padding = padding
        self.dilation = dilation
        self.ceilMode = ceilMode
        self.convention = convention
    }

    /// The norms of `input`'s windows, see `lpPool2d`: (N, C, H, W) to (N, C, OH, OW).
    ///
    /// Remembers the input for `backward(_:)`. Traps on illegal shapes; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        self.input = input
        return lpPool2d(
            input, p: p, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode,
            convention: convention)
    }

    /// From ∂L/∂y to ∂L/∂x, see `lpPool2dBackward`.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    ///
    /// - Parameter gradient: (N, C, OH, OW).
    /// - Returns: (N, C, H, W).
    public func backward(_ gradient: Tensor) -> Tensor {
        lpPool2dBackward(
            gradient, input: remembered(input, for: gradient), p: p, kernel: kernel,
            stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode, convention: convention)
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
