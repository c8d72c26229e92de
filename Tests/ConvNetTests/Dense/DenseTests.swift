import ConvNet
import Testing

struct DenseTests {
    @Test func layersCountWhatTheyLearnAndCost() throws {
        let layer = Linear(inFeatures: 120, outFeatures: 84)
        #expect(layer.parameterCount == 10164)
        #expect(layer.macs(for: [2, 120]) == 2 * 10080)
        #expect(throws: ShapeError.self) { try layer.outputShape(for: [2, 84]) }
        #expect(try Flatten().outputShape(for: [2, 16, 5, 5]) == [2, 400])
        #expect(throws: ShapeError.self) { try Flatten().outputShape(for: []) }
    }

    @Test func flattenGivesTheShapeBack() {
        let flatten = Flatten()
        let x = Tensor.arange(shape: [2, 3, 2, 2])
        #expect(flatten.forward(x) == x.reshaped(to: [2, 12]))
        #expect(flatten.backward(flatten.forward(x)) == x)
        #expect(flatten.forward(.zeros([0, 3, 2])).shape == [0, 6])
    }

    @Test(arguments: 0..<60)
    func linearEqualsItsDefinition(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let (inputs, outputs) = (1 + random.below(20), 1 + random.below(20))
        let x = Tensor.randomNormal(shape: [random.below(4), 1 + random.below(9), inputs], seed: seed)
        let weight = Tensor.randomNormal(shape: [outputs, inputs], seed: ~seed)
        let y = linear(x, weight: weight)
        #expect(relativeError(y, linearDirect(x, weight: weight)) <= 1e-5)
        let gradients = linearBackward(y, input: x, weight: weight)
        #expect(abs(dot(x, gradients.input) - dot(y, y)) <= 1e-5 * dot(y, y))
        #expect(abs(dot(weight, gradients.weight) - dot(y, y)) <= 1e-5 * dot(y, y))
    }

    @Test func shapesThatDontFitAreErrors() {
        #expect(throws: ShapeError.self) { try linearOutputShape(input: [], weight: [2, 3]) }
        #expect(throws: ShapeError.self) { try linearOutputShape(input: [3], weight: [2, 3, 1]) }
        #expect(throws: ShapeError.self) { try linearOutputShape(input: [3], weight: [2, 3], bias: [3]) }
        #expect(throws: ShapeError.self) { try softmaxOutputShape([2, 3], axis: 2) }
        #expect(throws: ShapeError.self) { try softmaxOutputShape([], axis: -1) }
        #expect(throws: ShapeError.self) { try validateCrossEntropy(input: [3], targets: [0]) }
        #expect(throws: ShapeError.self) { try validateCrossEntropy(input: [2, 3], targets: [0]) }
        #expect(throws: ShapeError.self) { try validateCrossEntropy(input: [1, 3], targets: [0], labelSmoothing: 2) }
        let error = #expect(throws: ShapeError.self) { try validateCrossEntropy(input: [2, 3], targets: [0, 3]) }
        #expect(error?.problem == "target 3 at position 1 is not in 0..<3")
    }

    @Test func extremesAreDefined() {
        #expect(softmax(Tensor([1000, 0])).values == [1, 0])
        #expect(logSoftmax(Tensor([1000, 0])).values == [0, -1000])
        #expect(softmax(Tensor([-.infinity, 0])).values == [0, 1])
        #expect(sigmoid(Tensor([-.infinity, .infinity])).values == [0, 1])
        #expect(relu(Tensor([.nan])).values[0].isNaN)
        #expect(gelu(Tensor([.infinity])).values == [.infinity])
        #expect(silu(Tensor([.infinity])).values == [.infinity])
        #expect(gelu(Tensor([-.infinity])).values[0].isNaN && silu(Tensor([-.infinity])).values[0].isNaN)
        #expect(crossEntropy(Tensor([[0, 0]]), targets: [-100]).isNaN)
        #expect(crossEntropy(Tensor([[0, 0]]), targets: [-100], reduction: .sum) == 0)
        // An impossible wrong class costs nothing; an impossible right one everything.
        #expect(crossEntropy(Tensor([[0, -.infinity]]), targets: [0]) == 0)
        #expect(crossEntropy(Tensor([[0, -.infinity]]), targets: [1]) == .infinity)
    }
}
