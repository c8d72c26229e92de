// Element by element. Tensors must have the same shape: nothing is broadcast, so that a forgotten axis is an error.

extension Tensor {
    /// a + b, element by element; traps if the shapes differ.
    public static func + (a: Tensor, b: Tensor) -> Tensor { a.combined(with: b, "+") { $0 + $1 } }

    /// a − b, element by element; traps if the shapes differ.
    public static func - (a: Tensor, b: Tensor) -> Tensor { a.combined(with: b, "-") { $0 - $1 } }

    /// a·b, element by element (not the matrix product, see `matmul`); traps if the shapes differ.
    public static func * (a: Tensor, b: Tensor) -> Tensor { a.combined(with: b, "*") { $0 * $1 } }

    /// a / b, element by element; traps if the shapes differ.
    public static func / (a: Tensor, b: Tensor) -> Tensor { a.combined(with: b, "/") { $0 / $1 } }

    /// Every element plus a number.
    public static func + (a: Tensor, b: Float) -> Tensor { a.map { $0 + b } }

    /// Every element minus a number.
    public static func - (a: Tensor, b: Float) -> Tensor { a.map { $0 - b } }

    /// Every element times a number.
    public static func * (a: Tensor, b: Float) -> Tensor { a.map { $0 * b } }

    /// Every element divided by a number.
    public static func / (a: Tensor, b: Float) -> Tensor { a.map { $0 / b } }

    /// A number plus every element.
    public static func + (a: Float, b: Tensor) -> Tensor { b.map { a + $0 } }

    /// A number minus every element.
    public static func - (a: Float, b: Tensor) -> Tensor { b.map { a - $0 } }

    /// A number times every element.
    public static func * (a: Float, b: Tensor) -> Tensor { b.map { a * $0 } }

    /// A number divided by every element.
    public static func / (a: Float, b: Tensor) -> Tensor { b.map { a / $0 } }

    /// Every element with the other sign.
    public static prefix func - (a: Tensor) -> Tensor { a.map { -$0 } }

    /// Adds `b` to `a`, element by element; traps if the shapes differ.
    public static func += (a: inout Tensor, b: Tensor) { a = a + b }

    /// Subtracts `b` from `a`, element by element; traps if the shapes differ.
    public static func -= (a: inout Tensor, b: Tensor) { a = a - b }

    /// A tensor of the same shape with `transform` of every element.
    public func map(_ transform: (Float) throws -> Float) rethrows -> Tensor {
        Tensor(checkedShape: shape, try values.map(transform))
    }

    /// A tensor of `combine` of every two elements; traps if the shapes differ.
    @inline(__always)
    func combined(with other: Tensor, _ operation: String, _ combine: (Float, Float) -> Float) -> Tensor {
        orTrap { () throws(ShapeError) in
            try ShapeCheck(operation, ["left": shape, "right": other.shape])
                .require(shape == other.shape, "both tensors must have the same shape")
        }
        let result = [Float](unsafeUninitializedCapacity: count) { result, written in
            values.withUnsafeBufferPointer { left in
                other.values.withUnsafeBufferPointer { right in
                    for index in left.indices {
                        result.initializeElement(at: index, to: combine(left[index], right[index]))
                    }
                }
            }
            written = count
        }
        return Tensor(checkedShape: shape, result)
    }
}
