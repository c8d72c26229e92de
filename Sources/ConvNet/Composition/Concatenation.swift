/// Tensors side by side along axis 1, the channels: [N, C₁, …] and [N, C₂, …] make [N, C₁ + C₂, …].
///
/// ```swift
/// concatenated([Tensor([[1, 2]]), Tensor([[3]])])    // [[1, 2, 3]]
/// ```
///
/// PyTorch: `torch.cat(dim=1)`. Traps if there are no tensors, or their other axes differ.
public func concatenated(_ tensors: [Tensor]) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in
        let operands = tensors.enumerated().map { ShapeError.Operand("tensor \($0.offset)", $0.element.shape) }
        return try concatenatedShape(tensors.map(\.shape), check: ShapeCheck("concatenated", operands: operands))
    }
    let chunks = tensors.map { $0.shape[1...].reduce(1, *) }
    var values: [Float] = []
    values.reserveCapacity(shape.reduce(1, *))
    for image in 0..<shape[0] {
        for (tensor, chunk) in zip(tensors, chunks) {
            values += tensor.values[(image * chunk)..<((image + 1) * chunk)]
        }
    }
    return Tensor(checkedShape: shape, values)
}

/// A tensor cut along axis 1 into so many channels each: the reverse of `concatenated(_:)`, and its gradient.
///
/// PyTorch: `torch.split(dim=1)`. Traps unless the lengths add up to the axis.
public func split(_ tensor: Tensor, lengths: [Int]) -> [Tensor] {
    orTrap { () throws(ShapeError) in
        let check = ShapeCheck("split", ["tensor": tensor.shape, "lengths": lengths])
        try check.require(tensor.rank >= 2, "at least the axes N and C are needed, but there are \(tensor.rank) axes")
        try check.require(lengths.allSatisfy { $0 >= 0 }, "a length is negative")
        var rest = tensor.shape[1]
        for length in lengths {
            try check.require(length <= rest, "the lengths must add up to C = \(tensor.shape[1])")
            rest -= length
        }
        try check.require(rest == 0, "the lengths must add up to C = \(tensor.shape[1])")
    }
    let plane = tensor.shape[2...].reduce(1, *)
    let imageStride = tensor.shape[1] * plane
    var start = 0
    return lengths.map { length in
        var values: [Float] = []
        values.reserveCapacity(tensor.shape[0] * length * plane)
        for image in 0..<tensor.shape[0] {
            let first = image * imageStride + start
            values += tensor.values[first..<(first + length * plane)]
        }
        start += length * plane
        return Tensor(checkedShape: [tensor.shape[0], length] + tensor.shape[2...], values)
    }
}

/// The shape of tensors side by side along axis 1.
func concatenatedShape(_ shapes: [[Int]], check: ShapeCheck) throws(ShapeError) -> [Int] {
    guard let first = shapes.first else { throw check.error("there must be at least 1 tensor") }
    var channels = 0
    for shape in shapes {
        try check.require(shape.count >= 2, "at least the axes N and C are needed, but there are \(shape.count) axes")
        try check.require(
            shape.count == first.count && shape[0] == first[0] && shape[2...] == first[2...],
            "every axis but the channels must have the same length")
        // A tensor's lengths are at most 2³¹ − 1, and there are not so many tensors that their sum wouldn't fit.
        channels += shape[1]
    }
    let whole = [first[0], channels] + first[2...]
    try check.count(whole, of: "the whole")
    return whole
}
