/// What every layer can do, one operator or a whole network: run, pass gradients back, and answer for itself
/// beforehand.
///
/// ```swift
/// let layer: any Layer = Conv2d(inChannels: 3, outChannels: 8, kernel: 3)
/// try layer.outputShape(for: [1, 3, 32, 32])    // [1, 8, 30, 30]
/// layer.parameterCount                          // 224
/// layer.namedParameters.map(\.path)             // ["weight", "bias"]
/// ```
///
/// A layer of one's own needs `forward(_:)`, `backward(_:)` and `outputShape(for:)`; it lists what it learns in
/// `state`, and the layers it is made of in `children`. Everything else follows from these.
///
/// A layer remembers its *last* `forward(_:)` for `backward(_:)`. So one layer stands at one place of a network:
/// at two places, the second would overwrite what the first remembered.
public protocol Layer: AnyObject {
    /// The layer's result for `input`; remembers what `backward(_:)` needs.
    ///
    /// Traps on illegal shapes; `outputShape(for:)` says so beforehand.
    func forward(_ input: Tensor) -> Tensor

    /// From ∂L/∂y to ∂L/∂x; sets the gradient of every parameter that isn't frozen.
    ///
    /// Gradients are replaced, not added up. Traps before the first `forward(_:)`, and if `gradient` hasn't the shape
    /// of its result.
    func backward(_ gradient: Tensor) -> Tensor

    /// As `backward(_:)` where nobody needs ∂L/∂x: at a network's first layer, or above a frozen part.
    ///
    /// The same gradients in the parameters, with less work where the layer knows how.
    func backwardToParameters(_ gradient: Tensor)

    /// The shape of `forward(_:)`'s result, without running it.
    ///
    /// - Throws: `ShapeError` if the layer can't take the shape.
    func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int]

    /// Multiplications (each with its addition) of a forward pass.
    ///
    /// An input shape with N = 1 gives the number for one image, as cost tables do. By convention, biases, activations,
    /// normalisations and poolings are not counted: 0 unless a layer says otherwise. Traps on illegal shapes.
    func macs(for inputShape: [Int]) -> Int

    /// What a number of the result has seen of the image, if one of the input has seen `field`.
    ///
    /// The same unless a layer says otherwise. Asked only for a shape that the layer can take.
    func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField

    /// The layer's own tensors, those of its children left out: first parameters, then the rest, as PyTorch orders
    /// them.
    ///
    /// None unless a layer says otherwise.
    var state: [StateTensor] { get }

    /// The layers that this one is made of, by name; none unless a layer says otherwise.
    ///
    /// Names must differ, and have no dot in them: a path such as `features.3` joins them by dots. A child without a
    /// name lends its own tensors and children to this layer's names.
    var children: [(name: String, layer: any Layer)] { get }

    /// Whether the layer behaves as in training, as far as that differs from evaluation.
    ///
    /// Normalisation by the batch and dropout differ. To set it sets it for everything inside. A layer that is always
    /// the same says false, whatever was set; one with children says true if any of them does.
    var isTraining: Bool { get set }
}

extension Layer {
    /// All of `backward(_:)`, whose result is thrown away.
    public func backwardToParameters(_ gradient: Tensor) { _ = backward(gradient) }

    /// 0; traps on illegal shapes.
    public func macs(for inputShape: [Int]) -> Int {
        _ = orTrap { () throws(ShapeError) in try outputShape(for: inputShape) }
        return 0
    }

    /// The same.
    public func receptiveField(after field: ReceptiveField, of inputShape: [Int]) -> ReceptiveField { field }

    /// None.
    public var state: [StateTensor] { [] }

    /// None.
    public var children: [(name: String, layer: any Layer)] { [] }

    /// Whether any child behaves as in training; to set it sets it for all of them.
    public var isTraining: Bool {
        get { children.contains { $0.layer.isTraining } }
        set { for child in children { child.layer.isTraining = newValue } }
    }

    /// The layer's type without its module: `Conv2d`.
    public var typeName: String { "\(type(of: self))" }

    /// What `forward(_:)` remembered for `backward(_:)` of `gradient`; traps if there was none.
    func remembered<Value>(_ value: Value?, for gradient: Tensor) -> Value {
        ConvNet.remembered(value, by: typeName, gradient: gradient)
    }
}
