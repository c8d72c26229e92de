/// A layer that puts every element through one function; its subclasses say which.
///
/// ```swift
/// let layer = ReLU()
/// layer.forward(Tensor([-1, 2]))    // 0, 2
/// layer.backward(Tensor([5, 5]))    // 0, 5
/// ```
public class ActivationLayer: Layer {
    /// The function.
    public let activation: Activation

    /// x of the last `forward(_:)`.
    private var input: Tensor?

    fileprivate init(_ activation: Activation) {
        self.activation = activation
    }

    /// The function of every element of `input`, any shape; remembers it for `backward(_:)`.
    public final func forward(_ input: Tensor) -> Tensor {
        self.input = input
        return activation(input)
    }

    /// From ∂L/∂y to ∂L/∂x = δ · slope(x).
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public final func backward(_ gradient: Tensor) -> Tensor {
        activation.backward(gradient, input: remembered(input, for: gradient))
    }

    /// The input's own shape.
    ///
    /// - Throws: `ShapeError` if there can be no tensor of it.
    public final func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        try ShapeCheck("\(type(of: self))", ["input": inputShape]).count(inputShape, of: "the input")
        return inputShape
    }
}

/// max(0, x); see `Activation.relu`.
public final class ReLU: ActivationLayer {
    /// A layer; it has nothing to set.
    public init() { super.init(.relu) }
}

/// min(max(0, x), 6), MobileNet's; see `Activation.relu6`.
public final class ReLU6: ActivationLayer {
    /// A layer; it has nothing to set.
    public init() { super.init(.relu6) }
}

/// x, or a small multiple of it where x ≤ 0; see `Activation.leakyReLU`.
public final class LeakyReLU: ActivationLayer {
    /// A layer with the slope for x ≤ 0.
    public init(negativeSlope: Double = 0.01) { super.init(.leakyReLU(negativeSlope: negativeSlope)) }
}

/// 1 / (1 + e⁻ˣ); see `Activation.sigmoid`.
public final class Sigmoid: ActivationLayer {
    /// A layer; it has nothing to set.
    public init() { super.init(.sigmoid) }
}

/// The hyperbolic tangent; see `Activation.tanh`.
public final class Tanh: ActivationLayer {
    /// A layer; it has nothing to set.
    public init() { super.init(.tanh) }
}

/// x·Φ(x); see `Activation.gelu`.
public final class GELU: ActivationLayer {
    /// A layer; exact unless its approximation by tanh is asked for.
    public init(approximatedByTanh: Bool = false) { super.init(approximatedByTanh ? .geluTanh : .gelu) }
}

/// x·σ(x); see `Activation.silu`.
public final class SiLU: ActivationLayer {
    /// A layer; it has nothing to set.
    public init() { super.init(.silu) }
}
