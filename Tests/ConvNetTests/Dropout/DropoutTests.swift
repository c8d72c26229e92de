import ConvNet
import Testing

struct DropoutTests {
    @Test(arguments: [0.1, 0.5, 0.8])
    func keptNumbersMakeUpForTheDropped(_ probability: Double) {
        let x = Tensor.ones([100, 200])
        let y = dropout(x, probability: probability, seed: 3)
        let kept = Float(1 / (1 - probability))
        #expect(y.values.allSatisfy { $0 == 0 || $0 == kept })
        let share = Double(y.values.count { $0 == 0 }) / Double(y.count)
        // Five standard errors of 20,000 draws.
        #expect(abs(share - probability) < 5 * (probability * (1 - probability) / 20000).squareRoot())
        #expect(abs(y.mean() - 1) < 0.08)
    }

    @Test func theGradientGoesThroughTheSameMask() {
        let x = Tensor.randomNormal(shape: [4, 5], seed: 1)
        let delta = Tensor.randomNormal(shape: [4, 5], seed: 2)
        let numeric = numericGradient(of: { (dropout($0, probability: 0.4, seed: 9) * delta).sum() }, at: x, step: 1)
        #expect(relativeError(dropoutBackward(delta, probability: 0.4, seed: 9), numeric) <= 1e-4)
    }

    @Test func theEndsDropNothingAndAll() {
        let x = Tensor.arange(shape: [7])
        #expect(dropout(x, probability: 0, seed: 1) == x)
        #expect(dropout(x, probability: 1, seed: 1) == .zeros([7]))
        #expect(throws: ShapeError.self) { try validateDropout(probability: 1.5) }
        #expect(throws: ShapeError.self) { try validateDropout(probability: .nan) }
    }

    @Test func aLayerDropsInTrainingOnly() {
        let x = Tensor.ones([10, 10])
        let layer = Dropout(probability: 0.5, seed: 4)
        let (first, second) = (layer.forward(x), layer.forward(x))
        #expect(first != second)
        #expect(layer.backward(x) == second)
        let again = Dropout(probability: 0.5, seed: 4)
        #expect(again.forward(x) == first)
        #expect(again.forward(x) == second)
        layer.isTraining = false
        #expect(layer.forward(x) == x)
        #expect(layer.backward(first) == first)
    }
}
