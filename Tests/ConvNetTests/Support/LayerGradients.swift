import ConvNet
import Testing

/// Holds a layer's backward pass against `numericGradient`: for its input, and for every parameter.
///
/// The loss is ⟨layer(x), δ⟩ with a random δ. Wants a smooth layer: at a kink both sides are right.
func expectNumericGradients(
    _ layer: any Layer, input shape: [Int], tolerance: Float = 5e-3, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let x = Tensor.randomNormal(shape: shape, seed: 11)
    let delta = Tensor.randomNormal(shape: try layer.outputShape(for: shape), seed: 12)
    _ = layer.forward(x)
    let gradient = layer.backward(delta)
    let gradients = layer.parameters.map(\.gradient)
    let numeric = numericGradient(of: { dot(layer.forward($0), delta) }, at: x, step: 1e-2)
    #expect(relativeError(gradient, numeric) <= tolerance, "the input's", sourceLocation: sourceLocation)
    for ((path, parameter), gradient) in zip(layer.namedParameters, gradients) {
        let value = parameter.value
        let numeric = numericGradient(
            of: { (probe: Tensor) -> Double in
                parameter.value = probe
                return dot(layer.forward(x), delta)
            }, at: value, step: 1e-2)
        parameter.value = value
        #expect(relativeError(gradient, numeric) <= tolerance, "\(path)", sourceLocation: sourceLocation)
    }
}

/// A layer that does what another does, and notes how gradients came.
final class Probe: Layer {
    let layer: any Layer
    let announces: Bool
    var passes: [String] = []

    init(_ layer: any Layer, announces: Bool = false) {
        self.layer = layer
        self.announces = announces
    }

    var state: [StateTensor] { layer.state }

    func forward(_ input: Tensor) -> Tensor {
        if announces { print("Probe runs") }
        return layer.forward(input)
    }

    func backward(_ gradient: Tensor) -> Tensor {
        passes.append("backward")
        return layer.backward(gradient)
    }

    func backwardToParameters(_ gradient: Tensor) {
        passes.append("toParameters")
        layer.backwardToParameters(gradient)
    }

    func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] { try layer.outputShape(for: inputShape) }
}
