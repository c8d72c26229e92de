extension Tensor {
    /// A matrix by its rows: shape [rows, columns].
    ///
    /// Traps if the rows have different lengths.
    public init(_ matrix: [[Float]]) {
        let columns = matrix.first?.count ?? 0
        for (index, row) in matrix.enumerated() where row.count != columns {
            trap(
                ShapeCheck("Tensor", ["row 0": [columns], "row \(index)": [row.count]])
                    .error("the rows of a matrix must have the same length"))
        }
        self.init(shape: [matrix.count, columns], matrix.flatMap { $0 })
    }

    /// A vector: shape [count].
    public init(_ vector: [Float]) {
        self.init(shape: [vector.count], vector)
    }

    /// The same number everywhere.
    public init(repeating value: Float, shape: [Int]) {
        let count = orTrap { () throws(ShapeError) in
            try ShapeCheck("Tensor", ["shape": shape]).count(shape, of: "shape")
        }
        self.init(checkedShape: shape, [Float](repeating: value, count: count))
    }

    /// Zeros.
    public static func zeros(_ shape: [Int]) -> Tensor {
        Tensor(repeating: 0, shape: shape)
    }

    /// Ones.
    public static func ones(_ shape: [Int]) -> Tensor {
        Tensor(repeating: 1, shape: shape)
    }

    /// 0, 1, 2, … in row-major order: a tensor whose every number says where it came from.
    ///
    /// Exact up to 2²⁴ elements, as `Float` is.
    public static func arange(shape: [Int]) -> Tensor {
        var tensor = Tensor.zeros(shape)
        for index in tensor.values.indices {
            tensor.values[index] = Float(index)
        }
        return tensor
    }

    /// Numbers of the standard normal distribution (mean 0, variance 1); the same for the same seed on every machine.
    public static func randomNormal(shape: [Int], seed: UInt64) -> Tensor {
        var generator = SeededGenerator(seed: seed)
        var tensor = Tensor.zeros(shape)
        for index in tensor.values.indices {
            tensor.values[index] = generator.normal()
        }
        return tensor
    }

    /// Numbers spread evenly over `range`; the same for the same seed on every machine.
    public static func randomUniform(shape: [Int], in range: ClosedRange<Float> = 0...1, seed: UInt64) -> Tensor {
        var generator = SeededGenerator(seed: seed)
        var tensor = Tensor.zeros(shape)
        for index in tensor.values.indices {
            tensor.values[index] = generator.uniform(in: range)
        }
        return tensor
    }
}
