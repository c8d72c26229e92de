import ConvNet
import Testing

struct SequentialTests {
    private func network() -> Sequential {
        Sequential(named: [
            "features": Sequential(
                Conv2d(inChannels: 1, outChannels: 2, kernel: 3, seed: 1), Tanh(), AvgPool2d(kernel: 2)),
            "flatten": Flatten(),
            "classifier": Linear(inFeatures: 8, outFeatures: 3, seed: 2),
        ])
    }

    @Test func runsOneLayerAfterTheOther() throws {
        let model = network()
        let x = Tensor.randomNormal(shape: [2, 1, 6, 6], seed: 1)
        let features = try #require(model["features"] as? Sequential)
        let convolution = try #require(features[0] as? Conv2d)
        let classifier = try #require(model[2] as? Linear)
        let hidden = avgPool2d(tanh(conv2d(x, weight: convolution.weight, bias: convolution.bias)), kernel: 2)
        #expect(
            model.forward(x)
                == linear(hidden.reshaped(to: [2, -1]), weight: classifier.weight, bias: classifier.bias))
        #expect(try model.outputShape(for: [2, 1, 6, 6]) == [2, 3])
        #expect(model["classifiers"] == nil)
    }

    @Test func gradientsAreTheNumericOnes() throws {
        let model = network()
        try expectNumericGradients(model, input: [2, 1, 6, 6])
    }

    @Test func parametersHavePathsAsInPyTorch() {
        let model = network()
        #expect(
            model.namedParameters.map(\.path)
                == ["features.0.weight", "features.0.bias", "classifier.weight", "classifier.bias"])
        #expect(model.parameterCount == 2 * 10 + 3 * 9)
        #expect(model.macs(for: [2, 1, 6, 6]) == 2 * (16 * 9 * 2 + 24))
    }

    @Test func withoutLayersItGivesWhatItTakes() throws {
        let x = Tensor.randomNormal(shape: [2, 3], seed: 1)
        let model = Sequential()
        #expect(model.forward(x) == x)
        #expect(model.backward(x) == x)
        #expect(try model.outputShape(for: [2, 3]) == [2, 3])
    }

    @Test func modeReachesEveryLayer() throws {
        let inner = BatchNorm2d(channels: 1)
        let model = Sequential(Sequential(ReLU(), inner), Residual(BatchNorm2d(channels: 1)))
        #expect(model.isTraining)
        model.isTraining = false
        #expect(!model.isTraining)
        #expect(!inner.isTraining)
        inner.isTraining = true
        #expect(model.isTraining)
    }

    @Test func evaluationUsesTheRunningStatistics() {
        let model = Sequential(Conv2d(inChannels: 1, outChannels: 2, kernel: 1), BatchNorm2d(channels: 2))
        let batch = Tensor.randomNormal(shape: [4, 1, 3, 3], seed: 1)
        for _ in 0..<3 { _ = model.forward(batch) }
        model.isTraining = false
        let state = model.stateDictionary
        let whole = model.forward(batch)
        // The same whatever else is in the batch, and nothing moves.
        let first = Tensor(shape: [1, 1, 3, 3], Array(batch.values[..<9]))
        #expect(Array(whole.values[..<18]) == model.forward(first).values)
        #expect(model.stateDictionary == state)
        // One number a channel is enough.
        #expect(model.forward(.ones([1, 1, 1, 1])).shape == [1, 2, 1, 1])
    }

    @Test func evaluationGradientsAreTheNumericOnes() throws {
        let model = Sequential(
            Conv2d(inChannels: 1, outChannels: 2, kernel: 2, seed: 3), BatchNorm2d(channels: 2), Tanh())
        _ = model.forward(.randomNormal(shape: [4, 1, 3, 3], seed: 1))
        model.isTraining = false
        try expectNumericGradients(model, input: [2, 1, 3, 3])
    }

    @Test func onlyWhatLearnsIsPassedBackTo() throws {
        let (early, late) = (Probe(Linear(inFeatures: 2, outFeatures: 2)), Probe(Linear(inFeatures: 2, outFeatures: 2)))
        let model = Sequential(early, ReLU(), late, Tanh())
        _ = model.forward(.ones([1, 2]))
        model.backwardToParameters(.ones([1, 2]))
        #expect(early.passes == ["toParameters"])
        #expect(late.passes == ["backward"])
        early.freeze()
        model.backwardToParameters(.ones([1, 2]))
        #expect(early.passes.count == 1, "nothing above learns, so nothing is passed up")
        #expect(late.passes == ["backward", "toParameters"])
        model.freeze()
        model.backwardToParameters(.ones([1, 2]))
        #expect(late.passes.count == 2)
    }

    @Test func childrenMustHavePlacesOfTheirOwn() async {
        let twice = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let relu = ReLU()
            _ = Sequential(Sequential(Flatten(), relu), relu)
        }
        #expect(standardError(of: twice, contains: "Sequential: one ReLU stands at two places (the second is in 1)"))
        let names = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Sequential(named: [("a", Flatten()), ("a", ReLU())])
        }
        #expect(standardError(of: names, contains: "Sequential: two layers have the name a"))
        let dot = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Sequential(named: ["a.b": Flatten()])
        }
        #expect(standardError(of: dot, contains: "the name a.b has a dot"))
    }
}
