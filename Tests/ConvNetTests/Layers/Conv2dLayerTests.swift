import ConvNet
import Testing

struct Conv2dLayerTests {
    @Test func forwardIsConv2dWithItsWeights() {
        let layer = Conv2d(
            inChannels: 4, outChannels: 6, kernel: Size2D(3, 2), stride: 2, padding: 1, dilation: Size2D(1, 2),
            groups: 2, seed: 4)
        let x = Tensor.randomNormal(shape: [2, 4, 6, 7], seed: 1)
        let y = layer.forward(x)
        #expect(
            y
                == conv2d(
                    x, weight: layer.weight, bias: layer.bias, stride: 2, padding: 1, dilation: Size2D(1, 2), groups: 2)
        )
        let expected = conv2dBackward(
            y, input: x, weight: layer.weight, stride: 2, padding: 1, dilation: Size2D(1, 2), groups: 2)
        #expect(layer.backward(y) == expected.input)
        #expect(layer.weightGradient == expected.weight)
        #expect(layer.biasGradient == expected.bias)
    }

    @Test func countsWhatItLearnsAndCosts() throws {
        let layer = Conv2d(inChannels: 3, outChannels: 64, kernel: 7, stride: 2, padding: 3)
        #expect(layer.parameterCount == 64 * (3 * 49 + 1))
        #expect(try layer.outputShape(for: [1, 3, 224, 224]) == [1, 64, 112, 112])
        // ResNet's first layer: 118 million.
        #expect(layer.macs(for: [1, 3, 224, 224]) == 112 * 112 * 49 * 3 * 64)
        #expect(layer.macs(for: [2, 3, 224, 224]) == 2 * 118_013_952)

        let depthwise = Conv2d(inChannels: 8, outChannels: 8, kernel: 3, padding: 1, groups: 8, bias: false)
        #expect(depthwise.parameterCount == 72)
        #expect(depthwise.macs(for: [1, 8, 4, 4]) == 4 * 4 * 9 * 8)
        #expect(throws: ShapeError.self) { try depthwise.outputShape(for: [1, 7, 4, 4]) }
    }

    @Test func aSeedDecidesTheWeights() {
        let layer = { (seed: UInt64) in Conv2d(inChannels: 2, outChannels: 3, kernel: 3, seed: seed) }
        #expect(layer(1).weight == layer(1).weight)
        #expect(layer(1).bias == layer(1).bias)
        #expect(layer(1).weight != layer(2).weight)
        // ±1 / √(2·3·3)
        let bound = Float(1) / Float(18).squareRoot()
        #expect(layer(1).weight.map(abs).max() <= bound)
        #expect(layer(1).weight.map(abs).max() > 0.8 * bound)
    }

    @Test func withoutBiasThereIsNoGradientOfIt() {
        let layer = Conv2d(inChannels: 1, outChannels: 1, kernel: 1, bias: false)
        #expect(layer.bias == nil)
        #expect(layer.backward(layer.forward(.ones([1, 1, 2, 2]))).shape == [1, 1, 2, 2])
        #expect(layer.biasGradient == nil)
    }

    @Test func gradientsAreReplaced() {
        let layer = Conv2d(inChannels: 1, outChannels: 1, kernel: 2)
        let x = Tensor.arange(shape: [1, 1, 3, 3])
        #expect(layer.weightGradient == .zeros([1, 1, 2, 2]))
        for _ in 0..<2 {
            let y = layer.forward(x)
            _ = layer.backward(.ones(y.shape))
            #expect(layer.weightGradient.values == [8, 12, 20, 24])
            #expect(layer.biasGradient?.values == [4])
        }
    }

    @Test func misuseTraps() async {
        let early = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Conv2d(inChannels: 1, outChannels: 1, kernel: 1).backward(.ones([1, 1, 2, 2]))
        }
        #expect(
            standardError(of: early, contains: "Conv2d.backward: gradient [1, 1, 2, 2]: forward(_:) must run first"))
        let groups = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Conv2d(inChannels: 3, outChannels: 4, kernel: 1, groups: 2)
        }
        #expect(standardError(of: groups, contains: "groups = 2 must divide both Cin = 3 and Cout = 4"))
    }

    @Test func weightShapesAreChecked() throws {
        #expect(try Conv2d.weightShape(inChannels: 4, outChannels: 6, kernel: Size2D(3, 2), groups: 2) == [6, 2, 3, 2])
        #expect(throws: ShapeError.self) { try Conv2d.weightShape(inChannels: 0, outChannels: 1, kernel: 1) }
        #expect(throws: ShapeError.self) { try Conv2d.weightShape(inChannels: 1, outChannels: 1, kernel: 0) }
        #expect(throws: ShapeError.self) {
            try Conv2d.weightShape(inChannels: 1, outChannels: 1, kernel: 1, groups: 0)
        }
        #expect(throws: ShapeError.self) {
            try Conv2d.weightShape(inChannels: .max, outChannels: .max, kernel: 3)
        }
    }
}
