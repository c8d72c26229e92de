import ConvNet
import Display

/// What the ready-made steps are put together from.
enum StepParts {
    /// The tensor as (1, 1, H, W).
    static func plane(_ tensor: Tensor, _ name: String, in operation: String) throws(ShapeError) -> Tensor {
        try ShapeCheck(operation, operands: [ShapeError.Operand(name, tensor.shape)]).require(
            2...4 ~= tensor.rank && tensor.shape.dropLast(2).allSatisfy { $0 == 1 } && tensor.count > 0,
            "\(name) must be one plane: [H, W], [1, H, W] or [1, 1, H, W], with something in it")
        return tensor.reshaped(to: [1, 1] + tensor.shape.suffix(2))
    }

    /// A step for every position would be too many to look at.
    static func requireFew(_ count: Int, in operation: String) throws(ShapeError) {
        try ShapeCheck(operation, ["steps": [count]]).require(
            count <= Figure.mostSteps, "\(count) positions are more than the \(Figure.mostSteps) steps of a figure")
    }

    /// The first numbers, and empty cells where the others will be.
    static func filled(_ tensor: Tensor, upTo count: Int) -> Tensor {
        Tensor(shape: tensor.shape, tensor.values.enumerated().map { $0 < count ? $1 : .nan })
    }

    /// The first numbers, and zeros for the others.
    static func masked(_ tensor: Tensor, upTo count: Int) -> Tensor {
        Tensor(shape: tensor.shape, tensor.values.enumerated().map { $0 < count ? $1 : 0 })
    }

    /// The rows and columns of a window's cells inside a plane of this size.
    static func part(of plane: Tensor, row: Int, column: Int, size: Size2D) -> Tensor {
        var values: [Float] = []
        for y in row..<(row + size.height) {
            for x in column..<(column + size.width) { values.append(plane[0, 0, y, x]) }
        }
        return Tensor(shape: [size.height, size.width], values)
    }

    /// `[Grid.Region]` for one window.
    static func window(_ row: Int, _ column: Int, _ size: Size2D = 1, group: Int = 0) -> Grid.Region {
        Grid.Region(row: row, column: column, height: size.height, width: size.width, group: group)
    }

    static func text(_ value: Float) -> String { ValueText.number(Double(value)) }

    /// `1 + 0 + (-2)`; a negative number in parentheses, so that a sign is never taken for an operator.
    static func sum(of values: [Float]) -> String {
        values.map { $0 < 0 ? "(\(text($0)))" : text($0) }.joined(separator: " + ")
    }

    static func text(_ value: Double, decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        return ValueText.number((value * scale).rounded() / scale)
    }
}
