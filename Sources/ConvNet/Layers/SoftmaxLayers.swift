/// The softmax along one axis as a layer; see `softmax`.
public final class Softmax: Layer {
    /// Along which the results sum to 1; −1 is the last.
    public let axis: Int

    /// x of the last `forward(_:)`.
    private var input: Tensor?

    /// A layer; the axis is checked when an input is known.
    public init(axis: Int = -1) {
        self.axis = axis
    }

    /// `softmax` of `input`, which it remembers for `backward(_:)`; traps if there is no such axis.
    public func forward(_ input: Tensor) -> Tensor {
        self.input = input
        return softmax(input, axis: axis)
    }

    /// From ∂L/∂y to ∂L/∂x, see `softmaxBackward`; traps before the first `forward(_:)`, and on another shape.
    public func backward(_ gradient: Tensor) -> Tensor {
        softmaxBackward(gradient, input: remembered(input, for: gradient), axis: axis)
    }

    /// The input's own shape.
    ///
    /// - Throws: `ShapeError` if there is no such axis.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try softmaxOutputShape(inputShape, axis: axis)
    }
}

/// The logarithm of the softmax along one axis as a layer; see `logSoftmax`.
public final class LogSoftmax: Layer {
    /// Along which the exponentials of the results sum to 1; −1 is the last.
    public let axis: Int

    /// x of the last `forward(_:)`.
    private var input: Tensor?

    /// A layer; the axis is checked when an input is known.
    public init(axis: Int = -1) {
        self.axis = axis
    }

    /// `logSoftmax` of `input`, which it remembers for `backward(_:)`; traps if there is no such axis.
    public func forward(_ input: Tensor) -> Tensor {
        self.input = input
        return logSoftmax(input, axis: axis)
    }

    /// From ∂L/∂y to ∂L/∂x, see `logSoftmaxBackward`; traps before the first `forward(_:)`, and on another shape.
    public func backward(_ gradient: Tensor) -> Tensor {
        logSoftmaxBackward(gradient, input: remembered(input, for: gradient), axis: axis)
    }

    /// The input's own shape.
    ///
    /// - Throws: `ShapeError` if there is no such axis.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try softmaxOutputShape(inputShape, axis: axis)
    }
}
