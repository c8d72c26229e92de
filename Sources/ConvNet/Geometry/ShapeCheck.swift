/// What is being checked, so that every message can name it, and arithmetic that reports overflow instead of trapping.
package struct ShapeCheck {
    package let operation: String
    package let operands: [ShapeError.Operand]

    package init(_ operation: String, _ operands: KeyValuePairs<String, [Int]>) {
        self.operation = operation
        self.operands = operands.map { ShapeError.Operand($0.key, $0.value) }
    }

    package init(_ operation: String, operands: [ShapeError.Operand]) {
        self.operation = operation
        self.operands = operands
    }

    package func error(_ problem: String) -> ShapeError {
        ShapeError(operation: operation, operands: operands, problem: problem)
    }

    package func require(_ condition: Bool, _ problem: @autoclosure () -> String) throws(ShapeError) {
        guard condition else { throw error(problem()) }
    }

    /// The number of elements of `shape`.
    ///
    /// Negative lengths, overflow and tensors beyond `Tensor.maximumCount` are errors. A zero length makes the product
    /// zero only after every other length has been found sane.
    @discardableResult
    package func count(_ shape: [Int], of name: String) throws(ShapeError) -> Int {
        var count = 1
        for length in shape {
            try require(length >= 0, "\(name) \(shape) has a negative length")
            let (product, overflow) = count.multipliedReportingOverflow(by: max(length, 1))
            try require(
                !overflow && product <= Tensor.maximumCount,
                "\(name) \(shape) has more than \(Tensor.maximumCount) elements, the most a tensor may have")
            count = product
        }
        return shape.contains(0) ? 0 : count
    }

    package func rank(_ shape: [Int], is rank: Int, of name: String, axes: String) throws(ShapeError) {
        try require(shape.count == rank, "\(name) must have \(rank) axes \(axes), but has \(shape.count)")
    }
}
