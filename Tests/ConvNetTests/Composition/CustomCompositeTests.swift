import ConvNet
import Testing

/// A composite that is not the engine's: g·(first, then second), with a learnt number g of its own.
private final class Gated: CompositeLayer {
    let gate = Parameter("gate", shape: [1], .constant(0.5))
    let first = Linear(inFeatures: 3, outFeatures: 4, seed: 1)
    let second = Linear(inFeatures: 4, outFeatures: 2, seed: 2)
    private var ungated: Tensor?

    var state: [StateTensor] { [gate] }
    var children: [(name: String, layer: any Layer)] { [("first", first), ("second", second)] }

    func forward(_ input: Tensor) -> Tensor {
        let result = second.forward(first.forward(input))
        ungated = result
        return result * gate.value[0]
    }

    func backward(_ gradient: Tensor) -> Tensor {
        if let ungated { gate.gradient = Tensor([(gradient * ungated).sum()]) }
        return first.backward(second.backward(gradient * gate.value[0]))
    }

    func flow(_ signal: Signal, through trace: inout Trace) throws(ShapeError) -> Signal {
        let middle = try trace.pass(signal, through: first, named: "first")
        return try trace.pass(middle, through: second, named: "second")
    }
}

struct CustomCompositeTests {
    @Test func hasShapesCostsAndNamesLikeAnyOther() throws {
        let model = Sequential(named: ["gated": Gated(), "tanh": Tanh()])
        let sheet = try summary(of: model, input: [2, 3])
        #expect(sheet.rows.map(\.path) == ["gated", "gated.first", "gated.second", "tanh"])
        #expect(sheet.rows.map(\.parameters) == [1, 16, 10, 0])
        #expect(sheet.parameters == model.parameterCount)
        #expect(sheet.macs == 2 * (12 + 8))
        #expect(Gated().macs(for: [2, 3]) == 2 * (12 + 8))
        #expect(try Gated().outputShape(for: [2, 3]) == [2, 2])
        #expect(model.namedParameters.first?.path == "gated.gate")
        let error = #expect(throws: ShapeError.self) { try model.outputShape(for: [2, 5]) }
        #expect(error?.layer == "gated.first Linear")
    }

    @Test func hasNumericGradients() throws {
        try expectNumericGradients(Sequential(Gated(), Tanh()), input: [2, 3])
    }

    @Test func isSavedAndLoadedByPath() throws {
        let network = { (seed: UInt64) in
            Sequential(named: ["net": resNet(.bottleneck, stages: [1, 1], width: 2, classes: 3, seed: seed)])
        }
        let (first, second) = (network(1), network(2))
        let x = Tensor.randomNormal(shape: [2, 3, 32, 32], seed: 3)
        _ = first.forward(x)
        for model in [first, second] { model.isTraining = false }
        #expect(first.forward(x) != second.forward(x))
        try second.loadState(first.stateDictionary)
        #expect(first.forward(x) == second.forward(x))
    }
}
