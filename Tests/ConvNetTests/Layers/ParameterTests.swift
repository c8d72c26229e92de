import ConvNet
import Testing

struct ParameterTests {
    @Test func numbersAreMadeWhenRead() {
        // 4 GB, if they were made.
        let parameter = Parameter("weight", shape: [1 << 15, 1 << 15], .zeros)
        #expect(parameter.count == 1 << 30)
        #expect(!parameter.isMaterialized)
        let small = Parameter("weight", shape: [3], .uniform(in: -1...1, seed: 7))
        #expect(small.value == .randomUniform(shape: [3], in: -1...1, seed: 7))
        #expect(small.isMaterialized)
    }

    @Test func anInitializerStartsAnew() {
        let parameter = Parameter("weight", shape: [2], .ones)
        parameter.value = Tensor([5, 6])
        parameter.initializer = .constant(3)
        #expect(parameter.value == Tensor([3, 3]))
        parameter.initializer = Initializer { Tensor.arange(shape: $0) }
        #expect(parameter.value == Tensor([0, 1]))
        parameter.initializer = .normal(mean: 2, deviation: 0.5, seed: 1)
        #expect(parameter.value == Tensor.randomNormal(shape: [2], seed: 1) * 0.5 + 2)
    }

    @Test func changesInPlace() {
        let parameter = Parameter("weight", shape: [2], .ones)
        parameter.update { $0[0] = 4 }
        #expect(parameter.value == Tensor([4, 1]))
    }

    @Test func freezingClearsTheGradient() {
        let parameter = Parameter("weight", shape: [1], .ones)
        #expect(parameter.gradient == Tensor([0]))
        parameter.gradient = Tensor([2])
        parameter.isFrozen = true
        #expect(parameter.gradient == Tensor([0]))
    }

    @Test func keepsItsShape() async {
        let value = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            Conv2d(inChannels: 1, outChannels: 1, kernel: 3).weight = .ones([1, 1, 5, 5])
        }
        #expect(
            standardError(
                of: value,
                contains: "weight: tensor [1, 1, 3, 3], new value [1, 1, 5, 5]: a layer's tensor keeps its shape"))
        let gradient = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            Parameter("weight", shape: [2], .ones).gradient = .ones([3])
        }
        #expect(standardError(of: gradient, contains: "weight: parameter [2], gradient [3]"))
    }

    @Test func stateIsSavedAndLoadedByName() throws {
        let (first, second) = (BatchNorm2d(channels: 2), BatchNorm2d(channels: 2))
        _ = first.forward(.randomNormal(shape: [2, 2, 3, 3], seed: 1))
        #expect(first.runningMean != second.runningMean)
        var state = first.stateDictionary
        state["num_batches_tracked"] = Tensor([7])
        try second.loadState(state)
        #expect(second.runningMean == first.runningMean)
        #expect(second.runningVariance == first.runningVariance)
    }

    @Test func stateThatDoesNotFitChangesNothing() throws {
        let layer = Linear(inFeatures: 2, outFeatures: 1)
        let before = layer.stateDictionary
        let error = #expect(throws: StateError.self) {
            try layer.loadState(["weight": .ones([1, 3]), "scale": .ones([1])])
        }
        #expect(
            error?.description == """
                the layer's state has no value for bias
                the layer has no scale
                the shapes differ: weight is [1, 2], but the value is [1, 3]
                """)
        #expect(layer.stateDictionary == before)
        #expect(throws: StateError.self) { try layer.loadState(["weight": .ones([1, 3])], strict: false) }
        try layer.loadState(["weight": .ones([1, 2]), "scale": .ones([1])], strict: false)
        #expect(layer.weight == .ones([1, 2]))
        #expect(layer.bias == before["bias"])
    }
}
