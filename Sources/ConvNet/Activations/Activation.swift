import Glibc

/// A function of one number and its slope: what a network puts between its linear layers.
///
/// All are computed in `Double` and rounded once. NaN stays NaN; GELU and SiLU of −∞ are NaN, −∞ · 0, as in PyTorch,
/// and of ∞ they are ∞.
public enum Activation: Hashable, Sendable {
    /// max(0, x); the slope at 0 is 0.
    case relu
    /// min(max(0, x), 6); the slope at 0 and at 6 is 0.
    case relu6
    /// x, or `negativeSlope`·x where x ≤ 0.
    case leakyReLU(negativeSlope: Double)
    /// σ(x) = 1 / (1 + e⁻ˣ).
    case sigmoid
    /// (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ).
    case tanh
    /// x·Φ(x), Φ being the normal distribution function: ½·x·(1 + erf(x / √2)).
    case gelu
    /// GELU's approximation ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), PyTorch's `approximate="tanh"`.
    case geluTanh
    /// x·σ(x), also called swish.
    case silu

    /// The function.
    public func value(_ x: Double) -> Double {
        switch self {
        case .relu: x <= 0 ? 0 : x
        case .relu6: x <= 0 ? 0 : x >= 6 ? 6 : x
        case .leakyReLU(let negativeSlope): x > 0 ? x : x * negativeSlope
        case .sigmoid: logistic(x)
        case .tanh: Glibc.tanh(x)
        // erfc and not 1 + erf, which has no digits left for large negative x.
        case .gelu: 0.5 * x * erfc(-x * 0.5.squareRoot())
        case .geluTanh: 0.5 * x * (1 + Glibc.tanh(cubic(x)))
        case .silu: x * logistic(x)
        }
    }

    /// The function's derivative.
    public func slope(_ x: Double) -> Double {
        switch self {
        case .relu: return x <= 0 ? 0 : 1
        case .relu6: return x <= 0 || x >= 6 ? 0 : 1
        case .leakyReLU(let negativeSlope): return x > 0 ? 1 : negativeSlope
        case .sigmoid:
            let y = logistic(x)
            return y * (1 - y)
        case .tanh:
            let y = Glibc.tanh(x)
            return 1 - y * y
        case .gelu:
            let density = exp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
            return 0.5 * erfc(-x * 0.5.squareRoot()) + x * density
        case .geluTanh:
            let y = Glibc.tanh(cubic(x))
            let inner = (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * x * x)
            return 0.5 * (1 + y) + 0.5 * x * (1 - y * y) * inner
        case .silu:
            let y = logistic(x)
            return y * (1 + x * (1 - y))
        }
    }

    /// The function of every element; any shape.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        // The one that networks use most: without a switch and a detour through Double for every number.
        if self == .relu { return input.map { $0 <= 0 ? 0 : $0 } }
        return input.map { Float(value(Double($0))) }
    }

    /// From δ = ∂L/∂y to ∂L/∂x = δ · slope(x), element by element; traps if the shapes differ.
    public func backward(_ gradient: Tensor, input: Tensor) -> Tensor {
        if self == .relu { return gradient.combined(with: input, "ReLU") { $0 * ($1 <= 0 ? 0 : 1) } }
        return gradient * input.map { Float(slope(Double($0))) }
    }

    private func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

    private func cubic(_ x: Double) -> Double { (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x) }
}

/// max(0, x) of every element; see `Activation.relu`.
public func relu(_ input: Tensor) -> Tensor { Activation.relu(input) }

/// min(max(0, x), 6) of every element; see `Activation.relu6`.
public func relu6(_ input: Tensor) -> Tensor { Activation.relu6(input) }

/// x, or `negativeSlope`·x where x ≤ 0, of every element; see `Activation.leakyReLU`.
public func leakyReLU(_ input: Tensor, negativeSlope: Double = 0.01) -> Tensor {
    Activation.leakyReLU(negativeSlope: negativeSlope)(input)
}

/// 1 / (1 + e⁻ˣ) of every element; see `Activation.sigmoid`.
public func sigmoid(_ input: Tensor) -> Tensor { Activation.sigmoid(input) }

/// The hyperbolic tangent of every element; see `Activation.tanh`.
public func tanh(_ input: Tensor) -> Tensor { Activation.tanh(input) }

/// x·Φ(x) of every element, or its approximation by tanh; see `Activation.gelu` and `Activation.geluTanh`.
public func gelu(_ input: Tensor, approximatedByTanh: Bool = false) -> Tensor {
    approximatedByTanh ? Activation.geluTanh(input) : Activation.gelu(input)
}

/// x·σ(x) of every element; see `Activation.silu`.
public func silu(_ input: Tensor) -> Tensor { Activation.silu(input) }
