/// A block whose input goes round it as well: y = activation(main(x) + shortcut(x)).
///
/// ```swift
/// let block = Residual(
///     Sequential(Conv2d(inChannels: 8, outChannels: 8, kernel: 3, padding: 1), BatchNorm2d(channels: 8)),
///     activation: ReLU())
/// ```
///
/// Without a shortcut layer the input itself is added, so that the gradient has a way back on which nothing is
/// multiplied: ∂L/∂x = mainᵀδ + δ. Where the main path changes channels or size, the shortcut has to do the same (a
/// 1×1 convolution, the *projection*). He, Zhang, Ren, Sun 2015: "Deep residual learning for image recognition".
public final class Residual: CompositeLayer {
    /// What a block calls its parts; an empty name leaves a part out of paths.
    public struct Names: Hashable, Sendable {
        /// Of the main path.
        public var main: String
        /// Of the shortcut's layer.
        public var shortcut: String
        /// Of the activation.
        public var activation: String

        /// Names; PyTorch models differ in theirs.
        public init(main: String = "main", shortcut: String = "shortcut", activation: String = "activation") {
            self.main = main
            self.shortcut = shortcut
            self.activation = activation
        }
    }

    /// What is learnt as a difference from the shortcut.
    public let main: any Layer
    /// What makes the input fit the main path's result; nil for the input itself.
    public let shortcut: (any Layer)?
    /// What the sum is put through; nil for nothing.
    public let activation: (any Layer)?
    /// The names of the three.
    public let names: Names

    /// A block of its parts.
    ///
    /// Traps if two parts have the same name, or a layer stands at two places.
    public init(
        _ main: any Layer, shortcut: (any Layer)? = nil, activation: (any Layer)? = nil, names: Names = Names()
    ) {
        self.main = main
        self.shortcut = shortcut
        self.activation = activation
        self.names = names
        requireChildren(children, of: "Residual")
    }

    /// The main path, the shortcut's layer, the activation.
    public var children: [(name: String, layer: any Layer)] {
        [(names.main, main)] + (shortcut.map { [(names.shortcut, $0)] } ?? [])
            + (activation.map { [(names.activation, $0)] } ?? [])
    }

    /// The main path's result plus the shortcut's, through the activation.
    ///
    /// Traps on illegal shapes, before anything runs; see `outputShape(for:)`.
    public func forward(_ input: Tensor) -> Tensor {
        check(input)
        let sum = main.forward(input) + (shortcut?.forward(input) ?? input)
        return activation?.forward(sum) ?? sum
    }

    /// The sum of both ways' gradients: addition passes the same gradient to both.
    ///
    /// Traps before the first `forward(_:)`, and if `gradient` hasn't the shape of its result.
    public func backward(_ gradient: Tensor) -> Tensor {
        let delta = activation?.backward(gradient) ?? gradient
        return main.backward(delta) + (shortcut?.backward(delta) ?? delta)
    }

    /// Back to the parameters of both ways.
    public func backwardToParameters(_ gradient: Tensor) {
        guard main.learns || shortcut?.learns == true else {
            activation?.backwardToParameters(gradient)
            return
        }
        let delta = activation?.backward(gradient) ?? gradient
        if main.learns { main.backwardToParameters(delta) }
        if let shortcut, shortcut.learns { shortcut.backwardToParameters(delta) }
    }

    /// The signal both ways; the shapes must be the same in the end.
    public func flow(_ signal: Signal, through trace: inout Trace) throws(ShapeError) -> Signal {
        let long = try trace.pass(signal, through: main, named: names.main)
        var short = signal
        if let shortcut { short = try trace.pass(signal, through: shortcut, named: names.shortcut) }
        let check = ShapeCheck("sum", ["main": long.shape, "shortcut": short.shape])
        try check.require(
            long.shape == short.shape,
            shortcut == nil
                ? "both ways must give the same shape; the shortcut is the input itself, so a projection is needed"
                : "both ways must give the same shape")
        let sum = Signal(shape: long.shape, field: long.field.union(short.field))
        guard let activation else { return sum }
        return try trace.pass(sum, through: activation, named: names.activation)
    }
}
