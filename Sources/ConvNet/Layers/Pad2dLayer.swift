/// Cells around an image: `pad2d` as a layer; PyTorch's `ZeroPad2d`, `ReflectionPad2d`, `ReplicationPad2d` and
/// `CircularPad2d`.
///
/// ```swift
/// try Pad2d(EdgePadding(2), mode: .reflect).outputShape(for: [1, 3, 8, 8])   // [1, 3, 12, 12]
/// ```
public final class Pad2d: Layer {
    /// Cells on each side.
    public let padding: EdgePadding
    /// What they hold.
    public let mode: PaddingMode

    /// The input's shape in the last `forward(_:)`.
    private var inputShape: [Int]?

    /// A layer; sizes are checked when an input is known.
    public init(_ padding: EdgePadding, mode: PaddingMode = .zeros) {
        self.padding = padding
        self.mode = mode
    }

    /// `pad2d` of `input`, (N, C, H, W); traps on illegal shapes.
    public func forward(_ input: Tensor) -> Tensor {
        inputShape = input.shape
        return pad2d(input, padding, mode: mode)
    }

    /// From ∂L/∂y to ∂L/∂x, see `pad2dBackward`.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        pad2dBackward(gradient, inputShape: remembered(inputShape, for: gradient), padding, mode: mode)
    }

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try pad2dOutputShape(inputShape, padding, mode: mode)
    }
}
