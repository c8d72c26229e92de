/// Numbers with a shape, in row-major order: the last index moves fastest.
///
/// Images are (N, C, H, W): batch, channels, height, width. A tensor is a value: a copy is independent of its
/// original. Any rank is allowed, also none (`shape` is `[]`: one number) and lengths of zero (an empty batch).
///
/// ```swift
/// let matrix = Tensor([[1, 2], [3, 4]])
/// matrix.shape                                // [2, 2]
/// matrix[1, 0]                                // 3.0
/// let image = Tensor.arange(shape: [1, 1, 3, 3])
/// image[0, 0, 2, 1]                           // 7.0
/// ```
///
/// Two tensors are equal when shapes and all numbers are; NaN equals nothing, itself included.
/// Use `isClose(to:tolerance:)` to compare computed results.
public struct Tensor: Equatable, Sendable {
    /// The most elements a tensor may have: 2³¹ − 1, about 8 GB.
    ///
    /// A shape beyond it is nearly always a mistake, and an error with the shape in it says more than running out of
    /// memory does.
    public static let maximumCount = Int(Int32.max)

    /// The length of each axis.
    public let shape: [Int]
    /// All numbers in row-major order; as many as the product of `shape`.
    public internal(set) var values: [Float]

    /// A tensor of `values` in row-major order.
    ///
    /// Traps if there aren't as many values as the product of `shape`; see `validate(shape:valueCount:)`.
    public init(shape: [Int], _ values: [Float]) {
        orTrap { () throws(ShapeError) in try Tensor.validate(shape: shape, valueCount: values.count) }
        self.init(checkedShape: shape, values)
    }

    /// For results whose shape is known to be right.
    init(checkedShape shape: [Int], _ values: [Float]) {
        self.shape = shape
        self.values = values
    }

    /// Whether a tensor of this shape and so many values can be.
    ///
    /// - Throws: `ShapeError` if a length is negative, the product is over `maximumCount`, or the count is another.
    public static func validate(shape: [Int], valueCount: Int) throws(ShapeError) {
        let check = ShapeCheck("Tensor", ["shape": shape])
        let count = try check.count(shape, of: "shape")
        try check.require(
            count == valueCount,
            "the shape holds \(shape.isEmpty ? "1" : shape.map(String.init).joined(separator: "·")) = \(count) values,"
                + " but \(valueCount) are given")
    }

    /// The number of elements: the product of `shape`.
    public var count: Int { values.count }

    /// The number of axes.
    public var rank: Int { shape.count }

    /// The element at one index an axis, each from 0.
    ///
    /// Traps if the number of indices isn't the rank or an index is out of range.
    public subscript(_ indices: Int...) -> Float {
        get { values[offset(indices)] }
        set { values[offset(indices)] = newValue }
    }

    /// The element of an image batch: number, channel, row, column.
    ///
    /// The same as the subscript for any rank, without making an array of the indices.
    public subscript(_ n: Int, _ c: Int, _ h: Int, _ w: Int) -> Float {
        get { values[offset(n, c, h, w)] }
        set { values[offset(n, c, h, w)] = newValue }
    }

    /// The element of a matrix: row, column.
    ///
    /// The same as the subscript for any rank, without making an array of the indices.
    public subscript(_ row: Int, _ column: Int) -> Float {
        get { values[offset(row, column)] }
        set { values[offset(row, column)] = newValue }
    }

    private func offset(_ n: Int, _ c: Int, _ h: Int, _ w: Int) -> Int {
        guard
            shape.count == 4, 0 <= n, n < shape[0], 0 <= c, c < shape[1], 0 <= h, h < shape[2], 0 <= w, w < shape[3]
        else { trapOnIndex([n, c, h, w]) }
        return ((n * shape[1] + c) * shape[2] + h) * shape[3] + w
    }

    private func offset(_ row: Int, _ column: Int) -> Int {
        guard shape.count == 2, 0 <= row, row < shape[0], 0 <= column, column < shape[1] else {
            trapOnIndex([row, column])
        }
        return row * shape[1] + column
    }

    private func offset(_ indices: [Int]) -> Int {
        guard indices.count == shape.count else { trapOnIndex(indices) }
        var offset = 0
        for (index, length) in zip(indices, shape) {
            guard 0 <= index, index < length else { trapOnIndex(indices) }
            offset = offset * length + index
        }
        return offset
    }

    private func trapOnIndex(_ indices: [Int]) -> Never {
        let check = ShapeCheck("Tensor subscript", ["tensor": shape, "index": indices])
        for (axis, (index, length)) in zip(indices, shape).enumerated()
        where indices.count == shape.count && !(0..<length).contains(index) {
            trap(check.error("index \(index) of axis \(axis) is not in 0..<\(length)"))
        }
        trap(check.error("\(indices.count) indices for \(shape.count) axes"))
    }
}
