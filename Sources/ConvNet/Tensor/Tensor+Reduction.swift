// Sums are made in Double, so that they don't depend on the size of the tensor; the result is rounded once.

extension Tensor {
    /// The sum of all elements; 0 when there are none.
    public func sum() -> Float { Float(sumInDouble()) }

    /// The mean of all elements; NaN when there are none.
    public func mean() -> Float { Float(sumInDouble() / Double(count)) }

    /// The largest element; NaN if any is.
    ///
    /// Traps when there are none.
    public func max() -> Float { extreme("max") { $0 > $1 } }

    /// The smallest element; NaN if any is.
    ///
    /// Traps when there are none.
    public func min() -> Float { extreme("min") { $0 < $1 } }

    /// The largest |a − b| over all elements; NaN if any difference is, 0 when there are none.
    ///
    /// Traps if the shapes differ.
    public func maxAbsoluteDifference(from other: Tensor) -> Float {
        let difference = self - other
        return difference.count == 0 ? 0 : difference.map(abs).max()
    }

    /// Whether the shapes are equal and every |a − b| ≤ tolerance · max(1, |b|), b being `other`'s element.
    ///
    /// So the tolerance is absolute for small numbers and relative for large ones. Equal infinities are close; NaN is
    /// close to nothing. Not symmetric: `other` is the truth.
    public func isClose(to other: Tensor, tolerance: Float = 1e-4) -> Bool {
        shape == other.shape
            && zip(values, other.values).allSatisfy { a, b in
                a == b || (b.isFinite && abs(a - b) <= tolerance * Swift.max(1, abs(b)))
            }
    }

    func sumInDouble() -> Double {
        values.reduce(into: 0.0) { $0 += Double($1) }
    }

    private func extreme(_ name: String, _ isBetter: (Float, Float) -> Bool) -> Float {
        guard var best = values.first else {
            trap(ShapeCheck(name, ["tensor": shape]).error("there are no elements"))
        }
        for value in values {
            if value.isNaN { return value }
            if isBetter(value, best) { best = value }
        }
        return best
    }
}
