import ConvNet
import Testing

struct OptimizerTests {
    private static func cases(_ operations: String...) -> [GoldenCase] {
        goldenCases("training").filter { operations.contains($0.operation) }
    }

    private static func optimizer(_ golden: GoldenCase) throws -> any Optimizer {
        let (rate, decay) = (try golden.real("lr"), try golden.real("decay"))
        guard golden.operation != "sgd" else {
            return SGD(
                learningRate: rate, momentum: try golden.real("momentum"), dampening: try golden.real("dampening"),
                weightDecay: decay, nesterov: try golden.number("nesterov") == 1)
        }
        let betas = (first: try golden.real("first"), second: try golden.real("second"))
        let (epsilon, amsgrad) = (try golden.real("epsilon"), try golden.number("amsgrad") == 1)
        if golden.operation == "adamw" {
            return AdamW(
                learningRate: rate, betas: betas, epsilon: epsilon, weightDecay: decay, amsgrad: amsgrad)
        }
        return Adam(learningRate: rate, betas: betas, epsilon: epsilon, weightDecay: decay, amsgrad: amsgrad)
    }

    /// Two parameters side by side, so that one's memory can't be the other's; and all again after a reset.
    @Test(arguments: cases("sgd", "adam", "adamw"))
    func everyStepEqualsPyTorchs(_ golden: GoldenCase) throws {
        let optimizer = try Self.optimizer(golden)
        for _ in 0..<2 {
            var value = try golden.tensor("value")
            var other = -value
            for step in 0..<(try golden.number("steps")) {
                let gradient = try golden.tensor("gradient\(step)")
                optimizer.update(&value, gradient: gradient, slot: 0)
                optimizer.update(&other, gradient: -gradient, slot: 7)
                let expected = try golden.tensor("value\(step)")
                #expect(relativeError(value, expected) <= 1e-5, "step \(step)")
                #expect(other == -value, "step \(step)")
            }
            optimizer.reset()
        }
    }

    @Test func goldenCasesAreThere() {
        #expect(Self.cases("sgd").count == 8)
        #expect(Self.cases("adam", "adamw").count == 12)
    }

    /// θ² from 1: plain descent multiplies by 1 − 2γ.
    @Test func aParabolaDescends() {
        var value = Tensor([1])
        let optimizer = SGD(learningRate: 0.25)
        for expected: Float in [0.5, 0.25, 0.125] {
            optimizer.update(&value, gradient: value * 2, slot: 0)
            #expect(value == Tensor([expected]))
        }
        optimizer.learningRate = 0
        optimizer.update(&value, gradient: value * 2, slot: 0)
        #expect(value == Tensor([0.125]))
    }

    @Test func optionsOutOfRangeAreErrors() {
        #expect(throws: ShapeError.self) { try SGD.validate(learningRate: -1) }
        #expect(throws: ShapeError.self) { try SGD.validate(learningRate: .nan) }
        #expect(throws: ShapeError.self) { try SGD.validate(learningRate: 1, nesterov: true) }
        #expect(throws: ShapeError.self) {
            try SGD.validate(learningRate: 1, momentum: 0.9, dampening: 0.1, nesterov: true)
        }
        #expect(throws: ShapeError.self) { try Adam.validate(betas: (1, 0.9)) }
        #expect(throws: ShapeError.self) { try Adam.validate(epsilon: -1) }
        #expect(throws: ShapeError.self) { try Adam.validate(weightDecay: -1) }
    }

    @Test func shapesThatDontFitTrap() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            var value = Tensor([1, 2])
            SGD(learningRate: 1).update(&value, gradient: Tensor([1]), slot: 0)
        }
        #expect(standardError(of: result, contains: "SGD: value [2], gradient [1]: the gradient must have"))
        let slot = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let optimizer = Adam()
            var (value, other) = (Tensor([1, 2]), Tensor([1]))
            optimizer.update(&value, gradient: value, slot: 3)
            optimizer.update(&other, gradient: other, slot: 3)
        }
        #expect(standardError(of: slot, contains: "slot 3 belongs to a parameter of shape [2]"))
    }
}
