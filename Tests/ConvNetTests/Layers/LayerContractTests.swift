import ConvNet
import Testing

struct LayerContractTests {
    /// Every layer of the engine, with an input that it takes.
    private static let layers: [(make: @Sendable () -> any Layer, input: [Int])] = [
        ({ Conv2d(inChannels: 2, outChannels: 4, kernel: 3, padding: 1, groups: 2) }, [2, 2, 5, 4]),
        ({ Conv2d(inChannels: 2, outChannels: 3, kernel: 3, padding: .same, paddingMode: .reflect) }, [2, 2, 5, 4]),
        ({ ConvTranspose2d(inChannels: 2, outChannels: 3, kernel: 2, stride: 2) }, [2, 2, 3, 4]),
        ({ Linear(inFeatures: 4, outFeatures: 3) }, [2, 4]),
        ({ Flatten() }, [2, 2, 3, 4]),
        ({ MaxPool2d(kernel: 2) }, [2, 2, 5, 4]),
        ({ AvgPool2d(kernel: 2) }, [2, 2, 5, 4]),
        ({ LPPool2d(p: 2, kernel: 2) }, [2, 2, 5, 4]),
        ({ AdaptiveAvgPool2d(outputSize: 2) }, [2, 2, 5, 4]),
        ({ AdaptiveMaxPool2d(outputSize: 2) }, [2, 2, 5, 4]),
        ({ GlobalAvgPool2d() }, [2, 2, 5, 4]),
        ({ BatchNorm2d(channels: 2) }, [2, 2, 3, 4]),
        ({ GroupNorm(groups: 2, channels: 4) }, [2, 4, 3, 4]),
        ({ InstanceNorm2d(channels: 2, affine: true) }, [2, 2, 3, 4]),
        ({ LayerNorm(normalizedShape: [4]) }, [2, 3, 4]),
        ({ MultiheadAttention(embedDim: 4, heads: 2) }, [2, 3, 4]),
        ({ TransformerEncoderBlock(embedDim: 4, heads: 2, mlpDim: 5) }, [2, 3, 4]),
        ({ PatchEmbedding(imageSize: 4, patchSize: 2, embedDim: 3) }, [2, 3, 4, 4]),
        ({ SqueezeExcitation(channels: 4, squeezedChannels: 2) }, [2, 4, 3, 3]),
        ({ PositionEmbedding(tokens: 3, embedDim: 2) }, [2, 3, 2]), ({ FirstToken() }, [2, 3, 4]),
        ({ Upsample(scaleFactor: 2) }, [2, 2, 3, 4]), ({ Pad2d(EdgePadding(1)) }, [2, 2, 3, 4]),
        ({ Unfold(kernel: 2) }, [2, 2, 3, 4]), ({ Fold(outputSize: Size2D(3, 4), kernel: 2) }, [2, 8, 6]),
        ({ Dropout(seed: 1) }, [2, 5]),
        ({ ReLU6() }, [2, 3]), ({ ReLU() }, [2, 3]), ({ LeakyReLU() }, [2, 3]), ({ Sigmoid() }, [2, 3]),
        ({ Tanh() }, [2, 3]),
        ({ GELU() }, [2, 3]), ({ SiLU() }, [2, 3]), ({ Softmax() }, [2, 3]), ({ LogSoftmax() }, [2, 3]),
        ({ Upsample(scaleFactor: 2, mode: .bilinear(alignCorners: false)) }, [2, 2, 3, 4]),
        ({ Unfold(kernel: 2, padding: 1) }, [2, 2, 3, 4]),
        ({ Fold(outputSize: Size2D(3, 4), kernel: 2) }, [2, 8, 6]),
        ({ Pad2d(EdgePadding(top: 1, bottom: 0, left: 2, right: 1), mode: .reflect) }, [2, 2, 3, 4]),
        ({ ScaledDotProductAttention() }, [2, 3, 4]),
        ({ MultiheadAttention(embedDim: 4, heads: 2) }, [2, 3, 4]),
        ({ SqueezeExcitation(channels: 4, squeezedChannels: 2) }, [2, 4, 3, 2]),
        ({ PatchEmbedding(imageSize: 4, patchSize: 2, inChannels: 1, embedDim: 3) }, [2, 1, 4, 4]),
        ({ TransformerEncoderBlock(embedDim: 4, heads: 2, mlpDim: 5) }, [2, 3, 4]),
    ]

    @Test(arguments: layers.indices)
    func saysBeforehandWhatItDoes(_ index: Int) throws {
        let (make, input) = Self.layers[index]
        let layer = make()
        let expected = try layer.outputShape(for: input)
        #expect(layer.macs(for: input) >= 0)
        #expect(!layer.state.contains { $0.isMaterialized }, "\(layer.typeName) made numbers to answer for its shape")
        let output = layer.forward(.randomNormal(shape: input, seed: 1))
        #expect(output.shape == expected)
        #expect(layer.backward(.ones(expected)).shape == input)
        for parameter in layer.parameters { #expect(parameter.gradient.shape == parameter.shape) }
    }

    @Test(arguments: layers.indices)
    func parametersLearnWithoutTheInputsGradient(_ index: Int) throws {
        let (make, input) = Self.layers[index]
        let (layer, other) = (make(), make())
        let x = Tensor.randomNormal(shape: input, seed: 2)
        let delta = Tensor.randomNormal(shape: try layer.outputShape(for: input), seed: 3)
        for layer in [layer, other] { _ = layer.forward(x) }
        _ = layer.backward(delta)
        other.backwardToParameters(delta)
        #expect(layer.parameters.map(\.gradient) == other.parameters.map(\.gradient))
    }

    @Test(arguments: layers.indices)
    func aFrozenLayerPassesBackTheSameAndKeepsNoGradient(_ index: Int) throws {
        let (make, input) = Self.layers[index]
        let (layer, frozen) = (make(), make())
        frozen.freeze()
        let x = Tensor.randomNormal(shape: input, seed: 2)
        let delta = Tensor.randomNormal(shape: try layer.outputShape(for: input), seed: 3)
        #expect(layer.forward(x) == frozen.forward(x))
        #expect(layer.backward(delta) == frozen.backward(delta))
        #expect(frozen.parameters.allSatisfy { $0.gradient == .zeros($0.shape) })
        #expect(frozen.parameterCount == layer.parameterCount)
        #expect(frozen.trainableParameterCount == 0)
    }

    @Test func onlyLayersWithAModeHaveOne() {
        let layer: any Layer = BatchNorm2d(channels: 1)
        #expect(layer.isTraining)
        layer.isTraining = false
        #expect(!layer.isTraining)
        let relu: any Layer = ReLU()
        relu.isTraining = true
        #expect(!relu.isTraining)
    }

    @Test func stateIsNamedAsPyTorchs() {
        #expect(BatchNorm2d(channels: 1).namedState.map(\.path) == ["weight", "bias", "running_mean", "running_var"])
        #expect(BatchNorm2d(channels: 1).namedParameters.map(\.path) == ["weight", "bias"])
        #expect(Conv2d(inChannels: 1, outChannels: 1, kernel: 1, bias: false).namedState.map(\.path) == ["weight"])
    }

    @Test func tensorsAreThoseOfTheLayersProperties() {
        let layer = Linear(inFeatures: 2, outFeatures: 1)
        layer.parameters[0].value = Tensor([[3, 4]])
        #expect(layer.weight == Tensor([[3, 4]]))
        layer.bias = Tensor([1])
        #expect(layer.parameters[1].value == Tensor([1]))
        #expect(layer.forward(Tensor([[1, 1]])) == Tensor([[8]]))
        layer.bias = nil
        #expect(layer.parameters.count == 1)
        layer.bias = Tensor([5])
        #expect(layer.parameterCount == 3)
    }
}
