/// A tensor that belongs to a layer and is saved with it: a parameter, or running statistics.
///
/// It has a name and a shape at once, and numbers when somebody asks for them. So a network of a hundred million
/// parameters can be described, counted and checked without making a single one.
public class StateTensor {
    /// The name inside its layer, PyTorch's: `weight`, `running_mean`.
    public let name: String
    /// Its shape, which never changes.
    public let shape: [Int]
    /// What the numbers are at first; to set it throws away the present ones.
    public final var initializer: Initializer {
        didSet { stored = nil }
    }

    private var stored: Tensor?

    /// A tensor of a layer; traps if there can be none of this shape.
    public init(_ name: String, shape: [Int], _ initializer: Initializer) {
        _ = orTrap { () throws(ShapeError) in
            try ShapeCheck(name, ["shape": shape]).count(shape, of: "the shape")
        }
        self.name = name
        self.shape = shape
        self.initializer = initializer
    }

    /// The numbers; made by the initializer when first read.
    ///
    /// Traps when set to a tensor of another shape.
    public final var value: Tensor {
        get {
            if let stored { return stored }
            let first = initializer.make(shape)
            stored = first
            return first
        }
        set {
            orTrap { () throws(ShapeError) in
                try ShapeCheck(name, ["tensor": shape, "new value": newValue.shape])
                    .require(newValue.shape == shape, "a layer's tensor keeps its shape")
            }
            stored = newValue
        }
    }

    /// Changes the numbers in place, without a copy; traps if their shape is another afterwards.
    public final func update(_ change: (inout Tensor) -> Void) {
        var numbers = value
        // The tensor must have one owner, or the first change copies it.
        stored = nil
        change(&numbers)
        value = numbers
    }

    /// The number of numbers, whether they have been made or not.
    public final var count: Int { shape.reduce(1, *) }

    /// Whether the numbers exist yet.
    public final var isMaterialized: Bool { stored != nil }
}

/// A tensor that is learnt: its value, the loss' gradient for it, and whether it may change.
///
/// ```swift
/// let layer = Linear(inFeatures: 2, outFeatures: 1)
/// for parameter in layer.parameters where !parameter.isFrozen {
///     parameter.value -= parameter.gradient * 0.1
/// }
/// ```
public final class Parameter: StateTensor {
    /// Whether it stays as it is: backward passes don't compute its gradient, optimisers skip it.
    ///
    /// To set it clears the gradient.
    public var isFrozen = false {
        didSet { storedGradient = nil }
    }

    private var storedGradient: Tensor?

    /// The loss' gradient of the last backward pass; zeros before it.
    ///
    /// Traps when set to a tensor of another shape.
    public var gradient: Tensor {
        get { storedGradient ?? .zeros(shape) }
        set {
            orTrap { () throws(ShapeError) in
                try ShapeCheck(name, ["parameter": shape, "gradient": newValue.shape])
                    .require(newValue.shape == shape, "the gradient must have the parameter's shape")
            }
            storedGradient = newValue
        }
    }

    /// Forgets the gradient: it is zeros again.
    public func clearGradient() { storedGradient = nil }

    /// Takes the gradient that `make` computes, unless the parameter is frozen.
    func setGradient(_ make: @autoclosure () -> Tensor) {
        if !isFrozen { gradient = make() }
    }
}
