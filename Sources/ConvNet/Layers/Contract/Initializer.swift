/// A rule for a tensor's first numbers: a function of its shape, run when they are needed.
///
/// ```swift
/// let layer = Conv2d(inChannels: 3, outChannels: 8, kernel: 3)
/// layer.parameters[0].initializer = .normal(deviation: 0.01, seed: 1)
/// ```
public struct Initializer: Sendable {
    let make: @Sendable (_ shape: [Int]) -> Tensor

    /// A rule of one's own.
    ///
    /// - Parameter make: A tensor of the shape that it is given; the same each time.
    public init(_ make: @escaping @Sendable (_ shape: [Int]) -> Tensor) {
        self.make = make
    }

    /// The same number everywhere.
    public static func constant(_ number: Float) -> Initializer {
        Initializer { Tensor(repeating: number, shape: $0) }
    }

    /// 0 everywhere: biases, β, running means.
    public static var zeros: Initializer { .constant(0) }

    /// 1 everywhere: γ, running variances.
    public static var ones: Initializer { .constant(1) }

    /// Seeded numbers spread evenly over `range`.
    public static func uniform(in range: ClosedRange<Float>, seed: UInt64) -> Initializer {
        Initializer { .randomUniform(shape: $0, in: range, seed: seed) }
    }

    /// Seeded numbers of the normal distribution.
    public static func normal(mean: Float = 0, deviation: Float = 1, seed: UInt64) -> Initializer {
        Initializer { Tensor.randomNormal(shape: $0, seed: seed).map { mean + deviation * $0 } }
    }
}
