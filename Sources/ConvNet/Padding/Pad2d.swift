/// What the cells around an image hold.
public enum PaddingMode: String, CaseIterable, Sendable {
    /// 0.
    case zeros
    /// The image mirrored at its edge cell, which is not repeated: c b | a b c | b a.
    case reflect
    /// The edge cell: a a | a b c | c c.
    case replicate
    /// The image again, from its other end: b c | a b c | a b.
    case circular
}

/// Cells added on each side of an image, which may differ.
public struct EdgePadding: Hashable, Sendable {
    /// Rows above.
    public var top: Int
    /// Rows below.
    public var bottom: Int
    /// Columns before.
    public var left: Int
    /// Columns after.
    public var right: Int

    /// A padding side by side.
    public init(top: Int, bottom: Int, left: Int, right: Int) {
        (self.top, self.bottom, self.left, self.right) = (top, bottom, left, right)
    }

    /// The same on both sides: `height` rows above and below, `width` columns before and after.
    public init(_ both: Size2D) {
        self.init(top: both.height, bottom: both.height, left: both.width, right: both.width)
    }
}

/// The image batch with cells around it, made as `mode` says.
///
/// ```swift
/// let x = Tensor(shape: [1, 1, 1, 3], [1, 2, 3])
/// let sides = EdgePadding(top: 0, bottom: 0, left: 2, right: 2)
/// pad2d(x, sides, mode: .reflect).values     // 3, 2, 1, 2, 3, 2, 1
/// pad2d(x, sides, mode: .replicate).values   // 1, 1, 1, 2, 3, 3, 3
/// pad2d(x, sides, mode: .circular).values    // 2, 3, 1, 2, 3, 1, 2
/// ```
///
/// PyTorch: `torch.nn.functional.pad`. Traps on illegal shapes; see `pad2dOutputShape`.
///
/// - Parameters:
///   - input: (N, C, H, W); only N may be 0.
///   - padding: Cells on each side.
///   - mode: What they hold.
/// - Returns: (N, C, H + top + bottom, W + left + right).
public func pad2d(_ input: Tensor, _ padding: EdgePadding, mode: PaddingMode) -> Tensor {
    let sources = orTrap { () throws(ShapeError) in try PaddingSources("pad2d", input.shape, padding, mode) }
    var output = Tensor.zeros(sources.outputShape)
    sources.forEachCopy { to, from in output.values[to] = input.values[from] }
    return output
}

/// The gradient of `pad2d` for its input: each cell collects the δ of all its copies.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, C, H + top + bottom, W + left + right).
///   - inputShape: [N, C, H, W] of the forward pass.
///   - padding: As in the forward pass.
///   - mode: As in the forward pass.
/// - Returns: ∂L/∂x, (N, C, H, W).
public func pad2dBackward(_ gradient: Tensor, inputShape: [Int], _ padding: EdgePadding, mode: PaddingMode) -> Tensor {
    let sources = orTrap { () throws(ShapeError) in
        let sources = try PaddingSources("pad2dBackward", inputShape, padding, mode)
        try ShapeCheck("pad2dBackward", ["gradient": gradient.shape, "input": inputShape]).require(
            gradient.shape == sources.outputShape, "the gradient must have the output's shape \(sources.outputShape)")
        return sources
    }
    var sums = [Double](repeating: 0, count: inputShape.reduce(1, *))
    sources.forEachCopy { to, from in sums[from] += Double(gradient.values[to]) }
    return Tensor(checkedShape: inputShape, sums.map(Float.init))
}

/// The shape that `pad2d` gives: [N, C, H + top + bottom, W + left + right].
///
/// - Throws: `ShapeError` unless there are four axes, of which only the first may be empty, no side is negative, and a
///   side of `reflect` is smaller than the image, one of `circular` at most as large.
public func pad2dOutputShape(_ input: [Int], _ padding: EdgePadding, mode: PaddingMode) throws(ShapeError) -> [Int] {
    try PaddingSources("pad2d", input, padding, mode).outputShape
}

/// Where each row and each column of a padded image comes from; nil is a zero.
private struct PaddingSources {
    let inputShape: [Int]
    let rows: [Int?]
    let columns: [Int?]

    var outputShape: [Int] { [inputShape[0], inputShape[1], rows.count, columns.count] }

    init(_ operation: String, _ shape: [Int], _ padding: EdgePadding, _ mode: PaddingMode) throws(ShapeError) {
        let check = ShapeCheck(
            operation, ["input": shape, "padding": [padding.top, padding.bottom, padding.left, padding.right]])
        try check.imageBatch(shape)
        let sides = [(padding.top, padding.bottom, shape[2]), (padding.left, padding.right, shape[3])]
        for (before, after, length) in sides {
            try check.require(before >= 0 && after >= 0, "the padding must not be negative")
            let limit = mode == .reflect ? length - 1 : mode == .circular ? length : Tensor.maximumCount
            try check.require(
                max(before, after) <= limit, "\(mode) padding of a length of \(length) must be at most \(limit)")
        }
        try check.count(
            [shape[0], shape[1], padding.top + shape[2] + padding.bottom, padding.left + shape[3] + padding.right],
            of: "the padded input")
        inputShape = shape
        rows = PaddingSources.sources(-padding.top..<(shape[2] + padding.bottom), shape[2], mode)
        columns = PaddingSources.sources(-padding.left..<(shape[3] + padding.right), shape[3], mode)
    }

    private static func sources(_ cells: Range<Int>, _ length: Int, _ mode: PaddingMode) -> [Int?] {
        cells.map { cell in
            if (0..<length).contains(cell) { return cell }
            return switch mode {
            case .zeros: nil
            case .reflect: cell < 0 ? -cell : 2 * (length - 1) - cell
            case .replicate: cell < 0 ? 0 : length - 1
            case .circular: cell < 0 ? cell + length : cell - length
            }
        }
    }

    /// All cells of the output that come from the input, with the cells that they come from.
    func forEachCopy(_ body: (_ to: Int, _ from: Int) -> Void) {
        for plane in 0..<(inputShape[0] * inputShape[1]) {
            for (y, row) in rows.enumerated() {
                guard let row else { continue }
                for (x, column) in columns.enumerated() {
                    guard let column else { continue }
                    body(
                        (plane * rows.count + y) * columns.count + x,
                        (plane * inputShape[2] + row) * inputShape[3] + column)
                }
            }
        }
    }
}
