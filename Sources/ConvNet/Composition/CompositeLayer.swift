/// A layer made of layers: it says once how its input flows through them, and its shapes, errors, costs and receptive
/// fields follow.
///
/// A composite of one's own lists its `children`, runs them forward and backward, and passes a signal the same way:
///
/// ```swift
/// func flow(_ signal: Signal, through trace: inout Trace) throws(ShapeError) -> Signal {
///     let middle = try trace.pass(signal, through: first, named: "first")
///     return try trace.pass(middle, through: second, named: "second")
/// }
/// ```
public protocol CompositeLayer: Layer {
    /// What comes out when `signal` goes in, by passing it through the children.
    ///
    /// - Throws: `ShapeError` where a child can't take what reaches it, or where branches don't fit together.
    func flow(_ signal: Signal, through trace: inout Trace) throws(ShapeError) -> Signal
}

extension CompositeLayer {
    /// What the children make of the shape, one after the other.
    ///
    /// - Throws: `ShapeError` that names the place inside, such as `features.3 Conv2d`.
    public func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        var trace = Trace(keepsRows: false)
        return try trace.pass(Signal(shape: inputShape), through: self).shape
    }

    /// The sum over everything inside; see `summary(of:input:)`.
    public func macs(for inputShape: [Int]) -> Int {
        orTrap { () throws(ShapeError) in try summary(of: self, input: inputShape).macs }
    }

    /// Ends the program, with the place and both shapes, if anything inside can't take what would reach it.
    ///
    /// Before the first child runs: an error in the last layer should not cost a pass through all the others.
    func check(_ input: Tensor) {
        _ = orTrap { () throws(ShapeError) in try outputShape(for: input.shape) }
    }
}

/// What goes from layer to layer when nothing is computed: a shape, and what its numbers have seen of the image.
public struct Signal: Hashable, Sendable {
    /// The tensor's shape.
    public var shape: [Int]
    /// What one of its numbers depends on.
    public var field: ReceptiveField

    /// A signal; that of an image unless a field is given.
    public init(shape: [Int], field: ReceptiveField = .pixel) {
        self.shape = shape
        self.field = field
    }
}

/// A signal's way through a network: a row of costs for every layer that it passed.
public struct Trace {
    /// A row a layer, in the order of the passage; what is made of layers has none but its parts'.
    public private(set) var rows: [LayerCosts] = []

    private var path = ""
    /// Not for a mere question about shapes, which every forward pass asks.
    private let keepsRows: Bool

    /// An empty one.
    public init() { self.init(keepsRows: true) }

    init(keepsRows: Bool) { self.keepsRows = keepsRows }

    /// What `layer` makes of the signal.
    ///
    /// - Parameters:
    ///   - signal: What goes in.
    ///   - layer: Where.
    ///   - name: The layer's name inside the composite that calls; an empty one lends it the composite's own path.
    /// - Returns: What comes out.
    /// - Throws: `ShapeError` that names the layer by path and type.
    public mutating func pass(
        _ signal: Signal, through layer: any Layer, named name: String = ""
    ) throws(ShapeError) -> Signal {
        let outer = path
        path = joinedPath(path, name)
        defer { path = outer }
        do {
            guard let composite = layer as? any CompositeLayer else { return try passLeaf(signal, through: layer) }
            let own = composite.state
            if keepsRows, !own.isEmpty {
                rows.append(LayerCosts(path: path, layer: composite, parameters: own, signal, signal, macs: 0))
            }
            return try composite.flow(signal, through: &self)
        } catch {
            throw error.located(at: path, in: layer)
        }
    }

    private mutating func passLeaf(_ signal: Signal, through layer: any Layer) throws(ShapeError) -> Signal {
        let output = Signal(
            shape: try layer.outputShape(for: signal.shape),
            field: layer.receptiveField(after: signal.field, of: signal.shape))
        if keepsRows {
            rows.append(
                LayerCosts(
                    path: path, layer: layer, parameters: layer.parameters, signal, output,
                    macs: layer.macs(for: signal.shape)))
        }
        return output
    }
}

extension ShapeError {
    /// The error with the place where it was found; one that has a place keeps it.
    fileprivate func located(at path: String, in layer: any Layer) -> ShapeError {
        guard self.layer == nil else { return self }
        return ShapeError(
            operation: operation, operands: operands, problem: problem,
            layer: path.isEmpty ? layer.typeName : "\(path) \(layer.typeName)")
    }
}

/// `outer.inner`; a part that is empty is left out.
func joinedPath(_ outer: String, _ inner: String) -> String {
    outer.isEmpty ? inner : inner.isEmpty ? outer : "\(outer).\(inner)"
}
