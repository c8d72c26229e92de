/// Layers one after the other: each takes what the one before gives.
///
/// ```swift
/// let model = Sequential(
///     named: [
///         "features": Sequential(Conv2d(inChannels: 1, outChannels: 6, kernel: 5), ReLU(), MaxPool2d(kernel: 2)),
///         "flatten": Flatten(),
///         "classifier": Linear(inFeatures: 6 * 12 * 12, outFeatures: 10),
///     ])
/// try model.outputShape(for: [1, 1, 28, 28])   // [1, 10]
/// model.namedParameters.map(\.path)            // features.0.weight, features.0.bias, classifier.weight, …
/// ```
///
/// Without layers it gives what it takes. PyTorch: `torch.nn.Sequential`.
public final class Sequential: CompositeLayer {
    /// The layers in order, by name: "0", "1" … unless others were given.
    public let children: [(name: String, layer: any Layer)]

    /// Layers that are called by their places, from "0".
    ///
    /// Traps if a layer stands at two places.
    public init(_ layers: [any Layer]) {
        children = layers.enumerated().map { ("\($0.offset)", $0.element) }
        requireChildren(children, of: "Sequential")
    }

    /// Layers that are called by their places, from "0".
    ///
    /// Traps if a layer stands at two places.
    public convenience init(_ layers: any Layer...) {
        self.init(layers)
    }

    /// Layers by name.
    ///
    /// Traps if two have the same name, a name has a dot, or a layer stands at two places.
    public convenience init(named layers: KeyValuePairs<String, any Layer>) {
        self.init(named: layers.map { ($0.key, $0.value) })
    }

    /// Layers by name, in an array that was put together.
    ///
    /// Traps where the other does.
    public init(named layers: [(name: String, layer: any Layer)]) {
        children = layers
        requireChildren(layers, of: "Sequential")
    }

    /// The layer at a place; traps if there is none.
    public subscript(_ index: Int) -> any Layer { children[index].layer }

    /// The layer of a name, if there is one.
    public subscript(_ name: String) -> (any Layer)? { children.first { $0.name == name }?.layer }

    /// Through all layers, first to last.
    ///
    /// Traps on illegal shapes, before anything runs; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        check(input)
        return children.reduce(input) { $1.layer.forward($0) }
    }

    /// Back through all layers, last to first: the chain rule.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        children.reversed().reduce(gradient) { $1.layer.backward($0) }
    }

    /// Back to the first layer that learns; those before it aren't touched.
    public func backwardToParameters(_ gradient: Tensor) {
        guard let first = children.firstIndex(where: { $0.layer.learns }) else { return }
        let delta = children[(first + 1)...].reversed().reduce(gradient) { $1.layer.backward($0) }
        children[first].layer.backwardToParameters(delta)
    }

    /// The signal through all layers.
    public func flow(_ signal: Signal, through trace: inout Trace) throws(ShapeError) -> Signal {
        var signal = signal
        for (name, layer) in children { signal = try trace.pass(signal, through: layer, named: name) }
        return signal
    }
}
