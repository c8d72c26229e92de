/// From how many numbers a weight's output is made, and into how many its input goes.
///
/// For a weight (out, in, kh, kw) of a convolution, fan-in is in·kh·kw and fan-out is out·kh·kw; for a linear layer's
/// (out, in) they are in and out. With groups, `in` is already Cin / groups, while `out` stays Cout: PyTorch's
/// `torch.nn.init` counts so.
public struct Fan: Hashable, Sendable {
    /// The products in one output number.
    public let input: Int
    /// The products that one input number is part of.
    public let output: Int

    /// The fans of a weight's shape; traps unless it has at least two axes, see `validate(_:)`.
    public init(_ weightShape: [Int]) {
        orTrap { () throws(ShapeError) in try Fan.validate(weightShape) }
        let field = weightShape.dropFirst(2).reduce(1, *)
        input = weightShape[1] * field
        output = weightShape[0] * field
    }

    /// Whether a weight of this shape has fans.
    ///
    /// - Throws: `ShapeError` unless there are at least two axes [out, in, …], none of them empty.
    public static func validate(_ weightShape: [Int]) throws(ShapeError) {
        let check = ShapeCheck("Fan", ["weight": weightShape])
        try check.count(weightShape, of: "the weight")
        try check.require(
            weightShape.count >= 2, "a weight needs at least the axes [out, in], but has \(weightShape.count)")
        try check.require(!weightShape.contains(0), "every length of the weight must be at least 1")
    }
}

/// How the weights of a layer are drawn before training, so that signals keep their size from layer to layer.
///
/// Each has a target standard deviation σ, from fan-in nᵢ and fan-out nₒ (see `Fan`):
///
/// | Case | σ | for |
/// |---|---|---|
/// | `lecun` | √(1 / nᵢ) | tanh-like or SELU (LeCun et al. 1998) |
/// | `xavier` (Glorot) | g·√(2 / (nᵢ + nₒ)) | sigmoid, tanh (Glorot and Bengio 2010) |
/// | `kaiming` (He) | g / √nᵢ, or g / √nₒ | ReLU with g = √2 (He et al. 2015) |
///
/// The normal form draws from N(0, σ²), the uniform one from ±√3·σ, which has the same variance.
///
/// ```swift
/// layer.parameters[0].initializer = .scaled(by: .kaiming(), seed: 1)
/// ```
///
/// PyTorch: `torch.nn.init.kaiming_normal_`, `kaiming_uniform_`, `xavier_normal_`, `xavier_uniform_` (other numbers, the
/// same distributions).
public enum VarianceScaling: Hashable, Sendable {
    /// Which of the two fans He's rule keeps the variance for.
    public enum Mode: Hashable, Sendable {
        /// The forward pass' signals.
        case fanIn
        /// The backward pass' gradients.
        case fanOut
    }

    /// The form of the distribution.
    public enum Distribution: Hashable, Sendable {
        /// N(0, σ²).
        case normal
        /// Spread evenly over ±√3·σ.
        case uniform
    }

    /// LeCun's: σ = √(1 / nᵢ).
    case lecun(Distribution = .normal)
    /// Glorot's: σ = gain·√(2 / (nᵢ + nₒ)).
    case xavier(Distribution = .normal, gain: Double = 1)
    /// He's: σ = gain / √n, with the gain √2 of ReLU unless told otherwise.
    case kaiming(Distribution = .normal, mode: Mode = .fanIn, gain: Double = 2.0.squareRoot())

    /// σ for a weight of this shape; traps unless it has at least two axes.
    public func standardDeviation(for weightShape: [Int]) -> Double {
        let fan = Fan(weightShape)
        return switch self {
        case .lecun: (1 / Double(fan.input)).squareRoot()
        case .xavier(_, let gain): gain * (2 / Double(fan.input + fan.output)).squareRoot()
        case .kaiming(_, let mode, let gain):
            gain / Double(mode == .fanIn ? fan.input : fan.output).squareRoot()
        }
    }

    /// Where the uniform form ends: √3·σ, since the variance of an even spread over ±b is b² / 3.
    public func bound(for weightShape: [Int]) -> Double {
        3.0.squareRoot() * standardDeviation(for: weightShape)
    }

    /// The form.
    public var distribution: Distribution {
        switch self {
        case .lecun(let distribution), .xavier(let distribution, _), .kaiming(let distribution, _, _): distribution
        }
    }
}

extension VarianceScaling {
    /// He's gain for a leaky ReLU: √(2 / (1 + slope²)); √2 for ReLU itself.
    ///
    /// PyTorch: `torch.nn.init.calculate_gain("leaky_relu", slope)`.
    public static func gain(leakyReLU negativeSlope: Double) -> Double {
        (2 / (1 + negativeSlope * negativeSlope)).squareRoot()
    }
}

extension Tensor {
    /// A weight drawn by a rule; the same for the same seed on every machine.
    ///
    /// Traps unless the shape has at least two axes, none of them empty; see `Fan.validate(_:)`.
    public static func initialized(by scaling: VarianceScaling, shape: [Int], seed: UInt64) -> Tensor {
        switch scaling.distribution {
        case .normal:
            return randomNormal(shape: shape, seed: seed) * Float(scaling.standardDeviation(for: shape))
        case .uniform:
            let bound = Float(scaling.bound(for: shape))
            return randomUniform(shape: shape, in: -bound...bound, seed: seed)
        }
    }
}

extension Initializer {
    /// Weights drawn by a rule that looks at their shape; for parameters with at least the axes [out, in].
    public static func scaled(by scaling: VarianceScaling, seed: UInt64) -> Initializer {
        Initializer { .initialized(by: scaling, shape: $0, seed: seed) }
    }
}

extension Layer {
    /// Draws every weight (each parameter of two or more axes) anew by a rule, and sets every `bias` to 0.
    ///
    /// Normalisations keep their γ = 1. Each weight has a seed of its own, made from `seed` in the order of `parameters`.
    public func initializeWeights(by scaling: VarianceScaling, seed: UInt64) {
        var seeds = SeededGenerator(seed: seed)
        for parameter in parameters {
            if parameter.shape.count >= 2 {
                parameter.initializer = .scaled(by: scaling, seed: seeds.next())
            } else if parameter.name == "bias" {
                parameter.initializer = .zeros
            }
        }
    }
}
