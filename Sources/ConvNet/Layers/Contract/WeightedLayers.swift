/// A layer with a weight and perhaps a bias: convolutions and fully connected layers.
///
/// It gives the two as tensors (`weight`, `bias` and their gradients) and lists them for everybody else.
public protocol WeightedLayer: Layer {
    /// W.
    var weightParameter: Parameter { get }
    /// b; nil for a layer without.
    var biasParameter: Parameter? { get set }
}

extension WeightedLayer {
    /// W.
    public var weight: Tensor {
        get { weightParameter.value }
        set { weightParameter.value = newValue }
    }

    /// b; nil for a layer without.
    public var bias: Tensor? {
        get { biasParameter?.value }
        set { biasParameter.replaceValue(newValue, name: "bias") }
    }

    /// ∂L/∂W of the last `backward(_:)`; zeros before it.
    public var weightGradient: Tensor { weightParameter.gradient }

    /// ∂L/∂b of the last `backward(_:)`; zeros before it, nil for a layer without bias.
    public var biasGradient: Tensor? { biasParameter?.gradient }

    /// Weight and bias.
    public var state: [StateTensor] { [weightParameter] + (biasParameter.map { [$0] } ?? []) }
}

/// A normalisation with γ and β, both learnt, or neither.
///
/// It gives the two as tensors (`weight`, `bias` and their gradients) and lists them for everybody else.
public protocol AffineLayer: Layer {
    /// γ, at first 1; nil for a layer that learns nothing.
    var weightParameter: Parameter? { get set }
    /// β, at first 0; nil for a layer that learns nothing.
    var biasParameter: Parameter? { get set }
}

extension AffineLayer {
    /// γ, at first 1; nil for a layer that learns nothing.
    public var weight: Tensor? {
        get { weightParameter?.value }
        set { weightParameter.replaceValue(newValue, name: "weight") }
    }

    /// β, at first 0; nil for a layer that learns nothing.
    public var bias: Tensor? {
        get { biasParameter?.value }
        set { biasParameter.replaceValue(newValue, name: "bias") }
    }

    /// ∂L/∂γ of the last `backward(_:)`; zeros before it, nil for a layer that learns nothing.
    public var weightGradient: Tensor? { weightParameter?.gradient }

    /// ∂L/∂β of the last `backward(_:)`; zeros before it, nil for a layer that learns nothing.
    public var biasGradient: Tensor? { biasParameter?.gradient }

    /// γ and β, or nothing.
    public var state: [StateTensor] { [weightParameter, biasParameter].compactMap { $0 } }
}

extension Parameter? {
    /// A parameter's new value; nil removes it, and a value where there was none makes one.
    fileprivate mutating func replaceValue(_ value: Tensor?, name: String) {
        guard let value else {
            self = nil
            return
        }
        let parameter = self ?? Parameter(name, shape: value.shape, .zeros)
        parameter.value = value
        self = parameter
    }
}
