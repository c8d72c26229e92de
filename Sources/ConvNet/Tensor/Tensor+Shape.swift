extension Tensor {
    /// The same numbers in the same order under another shape.
    ///
    /// One length may be −1: whatever makes the counts agree, as in NumPy and PyTorch.
    ///
    /// ```swift
    /// Tensor.arange(shape: [2, 3, 4]).reshaped(to: [2, -1]).shape   // [2, 12]
    /// ```
    ///
    /// Traps if the counts differ, there is more than one −1, or the −1 can't be found.
    public func reshaped(to newShape: [Int]) -> Tensor {
        Tensor(checkedShape: orTrap { () throws(ShapeError) in try reshapedShape(newShape) }, values)
    }

    /// The shape that `reshaped(to:)` gives: `newShape` with its −1 filled in.
    ///
    /// - Throws: `ShapeError` if the counts differ, there is more than one −1, or the −1 can't be found.
    public func reshapedShape(_ newShape: [Int]) throws(ShapeError) -> [Int] {
        let check = ShapeCheck("reshaped", ["tensor": shape, "to": newShape])
        guard let unknown = newShape.firstIndex(of: -1) else {
            let newCount = try check.count(newShape, of: "the new shape")
            try check.require(newCount == count, "\(count) elements don't fill \(newCount)")
            return newShape
        }
        var filled = newShape
        filled[unknown] = 1
        try check.require(!filled.contains(-1), "only one length may be −1")
        let known = try check.count(filled, of: "the new shape")
        try check.require(
            known > 0 && count % known == 0, "\(count) elements can't be split into \(known) equal parts for −1")
        filled[unknown] = count / known
        return filled
    }

    /// The axes in another order: axis i of the result is axis `axes[i]` of this tensor.
    ///
    /// ```swift
    /// Tensor.zeros([2, 3, 4, 5]).transposed(0, 2, 3, 1).shape   // [2, 4, 5, 3]: NCHW to NHWC
    /// ```
    ///
    /// NumPy's `transpose`, PyTorch's `permute`. Traps unless `axes` has each of 0..<rank once.
    public func transposed(_ axes: Int...) -> Tensor {
        guard axes.sorted() == Array(0..<rank) else {
            trap(
                ShapeCheck("transposed", ["tensor": shape, "axes": axes])
                    .error("the axes must be 0..<\(rank) in any order, each once"))
        }
        let newShape = axes.map { shape[$0] }
        var result = [Float](repeating: 0, count: count)
        var strides = [Int](repeating: 1, count: rank)
        for axis in stride(from: rank - 2, through: 0, by: -1) {
            strides[axis] = strides[axis + 1] * shape[axis + 1]
        }
        let steps = axes.map { strides[$0] }

        // An odometer over the new indices; `source` follows it in the old order.
        var index = [Int](repeating: 0, count: rank)
        var source = 0
        for target in result.indices {
            result[target] = values[source]
            for axis in stride(from: rank - 1, through: 0, by: -1) {
                index[axis] += 1
                source += steps[axis]
                if index[axis] < newShape[axis] { break }
                source -= index[axis] * steps[axis]
                index[axis] = 0
            }
        }
        return Tensor(checkedShape: newShape, result)
    }

    /// A matrix with rows and columns exchanged; traps unless there are two axes.
    public var transposed: Tensor {
        guard rank == 2 else {
            trap(ShapeCheck("transposed", ["tensor": shape]).error("a matrix must have 2 axes, but this has \(rank)"))
        }
        return transposed(1, 0)
    }

    /// Cells of `value` around the last two axes: (…, H, W) becomes (…, H + 2·Pₕ, W + 2·P𝓌).
    ///
    /// Traps if there are fewer than two axes, the padding is negative or the result too large.
    public func padded(_ padding: Size2D, value: Float = 0) -> Tensor {
        let newShape = orTrap { () throws(ShapeError) in try paddedShape(padding) }
        var result = Tensor(repeating: value, shape: newShape)
        let (height, width) = (shape[rank - 2], shape[rank - 1])
        let (newHeight, newWidth) = (newShape[rank - 2], newShape[rank - 1])
        guard count > 0 else { return result }
        for row in 0..<(count / width) {
            let (plane, y) = row.quotientAndRemainder(dividingBy: height)
            let start = (plane * newHeight + y + padding.height) * newWidth + padding.width
            for x in 0..<width {
                result.values[start + x] = values[row * width + x]
            }
        }
        return result
    }

    /// The shape that `padded(_:value:)` gives.
    ///
    /// - Throws: `ShapeError` if there are fewer than two axes, the padding is negative or the result too large.
    public func paddedShape(_ padding: Size2D) throws(ShapeError) -> [Int] {
        let check = ShapeCheck("padded", ["tensor": shape, "padding": [padding.height, padding.width]])
        try check.require(rank >= 2, "at least the axes H and W are needed, but there are \(rank) axes")
        var newShape = shape
        for (axis, amount) in [(rank - 2, padding.height), (rank - 1, padding.width)] {
            try check.require(amount >= 0, "the padding must not be negative, but is \(amount)")
            let (both, overflow1) = amount.multipliedReportingOverflow(by: 2)
            let (length, overflow2) = shape[axis].addingReportingOverflow(both)
            try check.require(!overflow1 && !overflow2, "\(shape[axis]) + 2·\(amount) is too large")
            newShape[axis] = length
        }
        try check.count(newShape, of: "the padded tensor")
        return newShape
    }

    /// The last two axes turned by 180°: element (y, x) comes from (H − 1 − y, W − 1 − x).
    ///
    /// A cross-correlation with a flipped kernel is a convolution in the mathematical sense. Traps if there are fewer
    /// than two axes.
    public var flipped: Tensor {
        guard rank >= 2 else {
            trap(
                ShapeCheck("flipped", ["tensor": shape])
                    .error("at least the axes H and W are needed, but there are \(rank) axes"))
        }
        let plane = shape[rank - 2] * shape[rank - 1]
        guard count > 0 else { return self }
        var result = values
        for start in stride(from: 0, to: count, by: plane) {
            result[start..<(start + plane)].reverse()
        }
        return Tensor(checkedShape: shape, result)
    }
}
