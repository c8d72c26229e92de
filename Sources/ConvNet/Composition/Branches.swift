/// Layers side by side, which all take the same input; its subclasses say how the results are put together.
///
/// The input's gradient is the sum of the branches': ∂L/∂x = Σ branchᵀδ.
public class Branches: CompositeLayer {
    /// The branches, by name: "0", "1" … unless others were given.
    public let children: [(name: String, layer: any Layer)]

    fileprivate init(_ type: String, _ branches: [(name: String, layer: any Layer)]) {
        orTrap { () throws(ShapeError) in
            try ShapeCheck(type, [:]).require(!branches.isEmpty, "there must be at least 1 branch")
        }
        children = branches
        requireChildren(branches, of: type)
    }

    /// Every branch's result for `input`, put together.
    ///
    /// Traps on illegal shapes, before anything runs; see `outputShape(for:)`.
    public final func forward(_ input: Tensor) -> Tensor {
        check(input)
        return joined(children.map { $0.layer.forward(input) })
    }

    /// The sum of the branches' gradients.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public final func backward(_ gradient: Tensor) -> Tensor {
        let parts = zip(children, parted(gradient)).map { $0.layer.backward($1) }
        return parts.dropFirst().reduce(parts[0], +)
    }

    /// Back to the parameters of the branches that learn.
    public final func backwardToParameters(_ gradient: Tensor) {
        guard learns else { return }
        for (child, part) in zip(children, parted(gradient)) where child.layer.learns {
            child.layer.backwardToParameters(part)
        }
    }

    /// The signal through every branch; their shapes must fit together.
    public final func flow(_ signal: Signal, through trace: inout Trace) throws(ShapeError) -> Signal {
        var results: [Signal] = []
        for (name, layer) in children { results.append(try trace.pass(signal, through: layer, named: name)) }
        let field = results.dropFirst().reduce(results[0].field) { $0.union($1.field) }
        return Signal(shape: try joinedShape(results.map(\.shape)), field: field)
    }

    /// The shape of the whole.
    fileprivate func joinedShape(_ shapes: [[Int]]) throws(ShapeError) -> [Int] { shapes[0] }

    /// The whole.
    fileprivate func joined(_ results: [Tensor]) -> Tensor { results[0] }

    /// Each branch's share of a gradient.
    fileprivate func parted(_ gradient: Tensor) -> [Tensor] { [gradient] }

    /// A check that names every branch's result.
    fileprivate func shapeCheck(_ operation: String, _ shapes: [[Int]]) -> ShapeCheck {
        ShapeCheck(operation, operands: zip(children, shapes).map { ShapeError.Operand($0.name, $1) })
    }
}

/// Branches whose results are joined along the channels: an Inception block, U-Net's skips, DenseNet.
///
/// ```swift
/// let block = Concat(
///     Conv2d(inChannels: 8, outChannels: 4, kernel: 1), Conv2d(inChannels: 8, outChannels: 6, kernel: 3, padding: 1))
/// try block.outputShape(for: [1, 8, 7, 7])    // [1, 10, 7, 7]
/// ```
///
/// An empty `Sequential()` as a branch is the input itself. PyTorch: `torch.cat` along axis 1.
public final class Concat: Branches {
    /// The branches' lengths along axis 1 in the last `forward(_:)`.
    private var lengths: [Int]?

    /// Branches that are called by their places, from "0".
    ///
    /// Traps if there are none, or a layer stands at two places.
    public init(_ branches: any Layer...) {
        super.init("Concat", branches.enumerated().map { ("\($0.offset)", $0.element) })
    }

    /// Branches by name.
    ///
    /// Traps if there are none, two have the same name, a name has a dot, or a layer stands at two places.
    public init(named branches: KeyValuePairs<String, any Layer>) {
        super.init("Concat", branches.map { ($0.key, $0.value) })
    }

    fileprivate override func joinedShape(_ shapes: [[Int]]) throws(ShapeError) -> [Int] {
        try concatenatedShape(shapes, check: shapeCheck("concat", shapes))
    }

    fileprivate override func joined(_ results: [Tensor]) -> Tensor {
        lengths = results.map { $0.shape[1] }
        return concatenated(results)
    }

    fileprivate override func parted(_ gradient: Tensor) -> [Tensor] {
        split(gradient, lengths: remembered(lengths, for: gradient))
    }
}

/// Branches whose results are added.
///
/// ```swift
/// let block = Sum(
///     Conv2d(inChannels: 8, outChannels: 4, kernel: 1), Conv2d(inChannels: 8, outChannels: 4, kernel: 3, padding: 1))
/// try block.outputShape(for: [1, 8, 7, 7])    // [1, 4, 7, 7]
/// ```
///
/// `Residual` is the sum of two, with names and an activation after it.
public final class Sum: Branches {
    /// Branches that are called by their places, from "0".
    ///
    /// Traps if there are none, or a layer stands at two places.
    public init(_ branches: any Layer...) {
        super.init("Sum", branches.enumerated().map { ("\($0.offset)", $0.element) })
    }

    /// Branches by name.
    ///
    /// Traps if there are none, two have the same name, a name has a dot, or a layer stands at two places.
    public init(named branches: KeyValuePairs<String, any Layer>) {
        super.init("Sum", branches.map { ($0.key, $0.value) })
    }

    fileprivate override func joinedShape(_ shapes: [[Int]]) throws(ShapeError) -> [Int] {
        try shapeCheck("sum", shapes).require(
            shapes.allSatisfy { $0 == shapes[0] }, "all branches must give the same shape")
        return shapes[0]
    }

    fileprivate override func joined(_ results: [Tensor]) -> Tensor { results.dropFirst().reduce(results[0], +) }

    fileprivate override func parted(_ gradient: Tensor) -> [Tensor] { children.map { _ in gradient } }
}
