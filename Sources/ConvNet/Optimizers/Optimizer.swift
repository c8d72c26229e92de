/// What turns gradients into better weights.
///
/// An optimiser remembers something of each parameter from step to step (a velocity, moments); a *slot* is the number
/// under which it does.
///
/// ```swift
/// let optimizer = SGD(learningRate: 0.1, momentum: 0.9)
/// optimizer.update(&weight, gradient: weightGradient, slot: 0)
/// optimizer.update(&bias, gradient: biasGradient, slot: 1)
/// ```
///
/// A parameter that is not updated in a step keeps what is remembered of it, as one without gradient in PyTorch. All
/// arithmetic is `Float`, as there.
public protocol Optimizer: AnyObject {
    /// γ, the length of a step; a schedule changes it between steps.
    var learningRate: Double { get set }

    /// One step of one parameter.
    ///
    /// Traps unless value and gradient have one shape, that of the slot's earlier steps.
    ///
    /// - Parameters:
    ///   - value: The parameter, which is changed in place.
    ///   - gradient: ∂L/∂value.
    ///   - slot: The parameter's number, from 0.
    func update(_ value: inout Tensor, gradient: Tensor, slot: Int)

    /// Forgets all velocities and moments, as if no step had been made.
    func reset()
}

/// What an optimiser remembers: so many tensors for each slot, zeros at first.
struct OptimizerMemory {
    let operation: String
    /// How many tensors a parameter needs.
    let tensorCount: Int
    private var slots: [Int: Slot] = [:]

    /// One parameter's.
    struct Slot {
        let shape: [Int]
        /// Steps made before this one.
        var steps = 0
        var tensors: [[Float]]
    }

    init(_ operation: String, tensorCount: Int) {
        self.operation = operation
        self.tensorCount = tensorCount
    }

    /// Makes one step with the slot's memory; traps if the shapes don't fit.
    mutating func step(
        _ value: inout Tensor, gradient: Tensor, slot: Int,
        _ body: (inout Slot, UnsafeMutableBufferPointer<Float>, UnsafeBufferPointer<Float>) -> Void
    ) {
        let known = slots[slot]?.shape
        let (count, shape) = (value.count, value.shape)
        orTrap { () throws(ShapeError) in
            let check = ShapeCheck(operation, ["value": shape, "gradient": gradient.shape])
            try check.require(shape == gradient.shape, "the gradient must have the value's shape")
            try check.require(
                known == nil || known == shape,
                "slot \(slot) belongs to a parameter of shape \(known ?? [])")
        }
        let fresh = { [tensorCount] in
            Slot(
                shape: shape, tensors: [[Float]](repeating: [Float](repeating: 0, count: count), count: tensorCount))
        }
        value.values.withUnsafeMutableBufferPointer { value in
            gradient.values.withUnsafeBufferPointer { gradient in
                body(&slots[slot, default: fresh()], value, gradient)
            }
        }
        slots[slot]?.steps += 1
    }

    mutating func reset() { slots = [:] }
}
