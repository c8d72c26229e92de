// What losses of one element against another share.

extension LossReduction {
    /// The mean or sum of `count` losses, in `Double`, rounded once.
    func reduced(_ count: Int, _ loss: (Int) -> Double) -> Float {
        var sum = 0.0
        for index in 0..<count { sum += loss(index) }
        return Float(self == .mean ? sum / Double(count) : sum)
    }

    /// The slope of every element's loss, divided by their number for a mean.
    func gradient(of input: Tensor, _ slope: (Int) -> Double) -> Tensor {
        let divisor = self == .mean ? Double(input.count) : 1
        var values = [Float](repeating: 0, count: input.count)
        for index in values.indices { values[index] = Float(slope(index) / divisor) }
        return Tensor(checkedShape: input.shape, values)
    }
}

/// An element's weight; 1 without weights.
func weightAt(_ index: Int, of weight: Tensor?) -> Double {
    weight.map { Double($0.values[index]) } ?? 1
}

func requireSameShape(_ operation: String, _ input: Tensor, _ target: Tensor, _ weight: Tensor? = nil) {
    orTrap { () throws(ShapeError) in
        var operands = [ShapeError.Operand("input", input.shape), ShapeError.Operand("target", target.shape)]
        if let weight { operands.append(ShapeError.Operand("weight", weight.shape)) }
        let check = ShapeCheck(operation, operands: operands)
        try check.require(input.shape == target.shape, "both must have the same shape")
        try check.require(weight == nil || weight?.shape == input.shape, "the weight must have the input's shape")
    }
}
