/// A height and a width: of a kernel, a stride, a padding, an image.
///
/// An integer literal is both, as in PyTorch: `stride: 2` is `stride: Size2D(2, 2)`.
///
/// ```swift
/// let stride: Size2D = 2         // 2×2
/// let kernel = Size2D(3, 5)      // 3 high, 5 wide
/// ```
public struct Size2D: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// Rows.
    public var height: Int
    /// Columns.
    public var width: Int

    /// A size by height and width.
    public init(_ height: Int, _ width: Int) {
        self.height = height
        self.width = width
    }

    /// The same number both ways.
    public init(_ both: Int) {
        self.init(both, both)
    }

    /// The same number both ways.
    public init(integerLiteral value: Int) {
        self.init(value, value)
    }

    /// `3×5`.
    public var description: String { "\(height)×\(width)" }
}
