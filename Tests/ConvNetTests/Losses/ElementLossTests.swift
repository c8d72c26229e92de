import ConvNet
import Testing

struct ElementLossTests {
    private static func cases(_ operation: String) -> [GoldenCase] {
        goldenCases("training").filter { $0.operation == operation }
    }

    @Test(arguments: cases("binaryCrossEntropy"))
    func binaryCrossEntropyEqualsPyTorchs(_ golden: GoldenCase) throws {
        let (input, target) = (try golden.tensor("input"), try golden.tensor("target"))
        let (weight, positive) = (golden.tensors["weight"], try golden.real("positive"))
        let loss = binaryCrossEntropyWithLogits(
            input, target: target, weight: weight, positiveWeight: positive, reduction: golden.reduction)
        let gradient = binaryCrossEntropyWithLogitsBackward(
            input, target: target, weight: weight, positiveWeight: positive, reduction: golden.reduction)
        #expect(try relativeError(Tensor(shape: [], [loss]), golden.tensor("output")) <= 1e-5)
        #expect(try relativeError(gradient, golden.tensor("inputGradient")) <= 1e-5)
    }

    @Test(arguments: cases("smoothL1"))
    func smoothL1EqualsPyTorchs(_ golden: GoldenCase) throws {
        let (input, target) = (try golden.tensor("input"), try golden.tensor("target"))
        let (weight, beta) = (golden.tensors["weight"], try golden.real("beta"))
        let loss = smoothL1(input, target: target, weight: weight, beta: beta, reduction: golden.reduction)
        let gradient = smoothL1Backward(
            input, target: target, weight: weight, beta: beta, reduction: golden.reduction)
        #expect(try relativeError(Tensor(shape: [], [loss]), golden.tensor("output")) <= 1e-5)
        #expect(try relativeError(gradient, golden.tensor("inputGradient")) <= 1e-5)
    }

    @Test func goldenCasesAreThere() {
        #expect(Self.cases("binaryCrossEntropy").count == 12)
        #expect(Self.cases("smoothL1").count == 8)
    }

    @Test func handWorkedValues() {
        #expect(smoothL1(Tensor([0.5, -3]), target: Tensor([0, 0]), reduction: .sum) == 2.625)
        #expect(smoothL1Backward(Tensor([0.5, -3]), target: .zeros([2]), reduction: .sum) == Tensor([0.5, -1]))
        #expect(smoothL1Backward(Tensor([.nan]), target: .zeros([1])).values[0].isNaN)
        // Without weights: σ(x) − t.
        let gradient = binaryCrossEntropyWithLogitsBackward(Tensor([0, 0]), target: Tensor([0, 1]), reduction: .sum)
        #expect(gradient == Tensor([0.5, -0.5]))
        // The far ends are straight lines, not infinities.
        #expect(binaryCrossEntropyWithLogits(Tensor([-1000]), target: Tensor([1])) == 1000)
        #expect(binaryCrossEntropyWithLogits(Tensor([1000]), target: Tensor([1])) == 0)
        #expect(binaryCrossEntropyWithLogitsBackward(Tensor([-1000]), target: Tensor([1])) == Tensor([-1]))
    }
}
