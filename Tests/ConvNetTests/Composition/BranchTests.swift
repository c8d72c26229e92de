import ConvNet
import Testing

struct BranchTests {
    private let image = Tensor.randomNormal(shape: [2, 2, 4, 4], seed: 1)

    private func convolution(_ channels: Int, kernel: Int, stride: Int = 1, seed: UInt64) -> Conv2d {
        Conv2d(
            inChannels: 2, outChannels: channels, kernel: Size2D(kernel), stride: Size2D(stride),
            padding: Size2D(kernel / 2), seed: seed)
    }

    @Test func aResidualAddsItsInput() {
        let main = convolution(2, kernel: 3, seed: 1)
        #expect(
            Residual(main).forward(image) == conv2d(image, weight: main.weight, bias: main.bias, padding: 1) + image)
        main.weight = .zeros(main.weight.shape)
        main.bias = .zeros([2])
        // What learns nothing passes the gradient back unchanged: why deep networks of them can be trained.
        let block = Residual(main)
        #expect(block.forward(image) == image)
        #expect(block.backward(image) == image)
    }

    @Test func residualGradientsAreTheNumericOnes() throws {
        try expectNumericGradients(Residual(convolution(2, kernel: 3, seed: 1), activation: Tanh()), input: image.shape)
        let projected = Residual(
            Sequential(
                convolution(4, kernel: 3, stride: 2, seed: 2), Sigmoid(),
                Conv2d(inChannels: 4, outChannels: 3, kernel: 1)),
            shortcut: convolution(3, kernel: 1, stride: 2, seed: 3), activation: Tanh())
        try expectNumericGradients(projected, input: image.shape)
    }

    @Test func concatJoinsChannelsInOrder() throws {
        let (one, three) = (convolution(1, kernel: 1, seed: 1), convolution(3, kernel: 3, seed: 2))
        let block = Concat(one, three, Sequential())
        let joined = block.forward(image)
        #expect(joined.shape == [2, 6, 4, 4])
        let parts = split(joined, lengths: [1, 3, 2])
        #expect(parts[0] == one.forward(image))
        #expect(parts[1] == three.forward(image))
        #expect(parts[2] == image)
        try expectNumericGradients(block, input: image.shape)
    }

    @Test func sumAddsBranches() throws {
        let (one, three) = (convolution(3, kernel: 1, seed: 1), convolution(3, kernel: 3, seed: 2))
        let block = Sum(named: ["one": one, "three": three])
        #expect(block.forward(image) == one.forward(image) + three.forward(image))
        #expect(block.namedParameters.map(\.path) == ["one.weight", "one.bias", "three.weight", "three.bias"])
        try expectNumericGradients(block, input: image.shape)
    }

    @Test func nestedBlocksHaveNumericGradients() throws {
        let inception = Concat(
            convolution(1, kernel: 1, seed: 1),
            Sequential(MaxPool2d(kernel: 3, stride: 1, padding: 1), convolution(1, kernel: 1, seed: 2)),
            Residual(convolution(2, kernel: 3, seed: 3)))
        try expectNumericGradients(Sequential(inception, Tanh(), GlobalAvgPool2d(), Flatten()), input: image.shape)
    }

    @Test(arguments: [false, true])
    func frozenBranchesAreNotPassedBackTo(_ isFrozen: Bool) {
        let (frozen, learning) = (
            Probe(convolution(2, kernel: 1, seed: 1)), Probe(convolution(2, kernel: 1, seed: 2))
        )
        if isFrozen { frozen.freeze() }
        for block in [Residual(frozen, shortcut: learning), Concat(frozen, learning), Sum(frozen, learning)]
            as [any Layer]
        {
            (frozen.passes, learning.passes) = ([], [])
            block.backwardToParameters(block.forward(image))
            #expect(learning.passes == ["toParameters"])
            #expect(frozen.passes == (isFrozen ? [] : ["toParameters"]))
        }
    }

    @Test func toParametersGivesTheSameGradients() {
        let block = { [self] in
            Sequential(
                Residual(
                    convolution(3, kernel: 3, seed: 1), shortcut: convolution(3, kernel: 1, seed: 2),
                    activation: ReLU()),
                Concat(Conv2d(inChannels: 3, outChannels: 1, kernel: 1), Sequential()))
        }
        let (whole, part) = (block(), block())
        let delta = whole.forward(image)
        #expect(part.forward(image) == delta)
        _ = whole.backward(delta)
        part.backwardToParameters(delta)
        #expect(whole.parameters.map(\.gradient) == part.parameters.map(\.gradient))
    }

    @Test func aPartWithoutANameLendsItsNames() async {
        let names = Residual.Names(main: "", shortcut: "downsample", activation: "relu2")
        let block = Residual(
            Sequential(named: ["conv1": convolution(2, kernel: 1, seed: 1), "relu": ReLU()]),
            shortcut: Sequential(convolution(2, kernel: 1, seed: 2)), activation: ReLU(), names: names)
        #expect(
            block.namedParameters.map(\.path)
                == ["conv1.weight", "conv1.bias", "downsample.0.weight", "downsample.0.bias"])
        let clash = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Residual(
                Sequential(named: ["relu": ReLU()]), activation: ReLU(),
                names: Residual.Names(main: "", activation: "relu"))
        }
        #expect(standardError(of: clash, contains: "Residual: two layers have the name relu"))
    }
}

struct ConcatenationTests {
    @Test func splitUndoesConcatenated() {
        let parts = [2, 0, 3].enumerated().map {
            Tensor.randomNormal(shape: [2, $0.element, 3], seed: UInt64($0.offset))
        }
        let whole = concatenated(parts)
        #expect(whole.shape == [2, 5, 3])
        #expect(split(whole, lengths: [2, 0, 3]) == parts)
        #expect(whole[1, 2, 0] == parts[2][1, 0, 0])
    }

    @Test func illegalShapesTrap() async {
        let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = concatenated([])
        }
        #expect(standardError(of: none, contains: "there must be at least 1 tensor"))
        let axes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = concatenated([.ones([1, 2, 3]), .ones([1, 2, 4])])
        }
        #expect(standardError(of: axes, contains: "tensor 0 [1, 2, 3], tensor 1 [1, 2, 4]: every axis but"))
        let lengths = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = split(.ones([1, 4]), lengths: [1, 2])
        }
        #expect(standardError(of: lengths, contains: "the lengths must add up to C = 4"))
    }
}
