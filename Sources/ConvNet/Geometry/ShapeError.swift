import Glibc

/// Shapes or sizes that don't fit an operator.
///
/// The text names the operator, every shape involved and the formula with the numbers in it:
///
/// ```text
/// conv2d: input [1, 3, 2, 2], weight [8, 3, 5, 5]: the kernel is larger than the padded input:
/// D(K − 1) + 1 = 1·(5 − 1) + 1 = 5 > H + 2P = 2 + 2·0 = 2 (height)
/// ```
public struct ShapeError: Error, Equatable, Sendable, CustomStringConvertible {
    /// One of the operator's arguments.
    public struct Operand: Equatable, Sendable {
        /// What the operator calls it, such as `weight`.
        public let name: String
        /// Its shape.
        public let shape: [Int]

        /// An argument by name and shape.
        public init(_ name: String, _ shape: [Int]) {
            self.name = name
            self.shape = shape
        }
    }

    /// The operator that can't run, such as `conv2d`.
    public let operation: String
    /// Its arguments, in the order in which it takes them.
    public let operands: [Operand]
    /// What is wrong: the rule, with the numbers in it.
    public let problem: String

    /// Which layer of a network found it, by path and type, such as `features.3 Conv2d`; nil outside networks.
    public let layer: String?

    /// An error of `operation` on `operands`.
    public init(operation: String, operands: [Operand], problem: String, layer: String? = nil) {
        self.layer = layer
        self.operation = operation
        self.operands = operands
        self.problem = problem
    }

    /// `operation: name [shape], name [shape]: problem`; in a network, with the layer before it.
    public var description: String {
        let place = layer.map { "\($0): " } ?? ""
        let shapes = operands.map { "\($0.name) \($0.shape)" }.joined(separator: ", ")
        return place + (shapes.isEmpty ? "\(operation): \(problem)" : "\(operation): \(shapes): \(problem)")
    }
}

/// Ends the program with the error's text on standard error.
///
/// The only place in the engine that does. An operator called with shapes that don't fit is a programming error, like
/// an array index out of range: a `try` before every operator would bury the formulas that a reader is here for.
/// Whoever wants to ask first calls the throwing function of the operator.
package func trap(_ error: ShapeError) -> Never {
    // What was printed before comes out before: a trap leaves full buffers behind.
    fflush(nil)
    fatalError(error.description)
}

/// The value of `body`, or the end of the program with the error's text.
package func orTrap<Value>(_ body: () throws(ShapeError) -> Value) -> Value {
    do {
        return try body()
    } catch {
        trap(error)
    }
}
