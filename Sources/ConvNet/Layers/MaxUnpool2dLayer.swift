/// The way back from a max pooling: `maxUnpool2d` with the places that a pooling layer remembers.
///
/// ```swift
/// let pool = MaxPool2d(kernel: 2)
/// let unpool = MaxUnpool2d(undoing: pool)
/// let y = pool.forward(Tensor.randomNormal(shape: [1, 8, 4, 4], seed: 1))   // (1, 8, 2, 2)
/// unpool.forward(y).shape                                                   // [1, 8, 4, 4]
/// ```
public final class MaxUnpool2d: Layer {
    /// The layer whose places are used: those of its last `forward(_:)`.
    public let pool: MaxPool2d
    /// OH×OW; nil for what the pooling must have seen if it left nothing over.
    public let outputSize: Size2D?

    /// The input's shape and the places in the last `forward(_:)`.
    private var memory: (inputShape: [Int], outputShape: [Int], indices: [Int])?

    /// A layer that undoes `pool`; sizes are checked when an input is known.
    public init(undoing pool: MaxPool2d, outputSize: Size2D? = nil) {
        self.pool = pool
        self.outputSize = outputSize
    }

    /// `maxUnpool2d` of `input`, (N, C, H, W), to the places of the pooling's last `forward(_:)`.
    ///
    /// Traps on illegal shapes, and unless the pooling ran on a tensor whose result had this shape.
    public func forward(_ input: Tensor) -> Tensor {
        let shape = orTrap { () throws(ShapeError) in try outputShape(for: input.shape) }
        let indices = pool.indices
        memory = (input.shape, shape, indices)
        return maxUnpool2d(
            input, indices: indices, kernel: pool.kernel, stride: pool.stride, padding: pool.padding,
            outputSize: outputSize)
    }

    /// From ∂L/∂y to ∂L/∂x, see `maxUnpool2dBackward`.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let memory = remembered(memory, for: gradient)
        orTrap { () throws(ShapeError) in
            try ShapeCheck("MaxUnpool2d.backward", ["gradient": gradient.shape, "input": memory.inputShape]).require(
                gradient.shape == memory.outputShape,
                "the gradient must have the output's shape \(memory.outputShape)")
        }
        return maxUnpool2dBackward(gradient, inputShape: memory.inputShape, indices: memory.indices)
    }

    /// One number each; the jump shrinks by the pooling's stride.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField {
        field.throughTransposed(kernel: 1, stride: pool.stride)
    }

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try UnpoolSizes(
            "MaxUnpool2d", inputShape, kernel: pool.kernel, stride: pool.stride, padding: pool.padding,
            outputSize: outputSize, indices: nil
        ).outputShape
    }
}
