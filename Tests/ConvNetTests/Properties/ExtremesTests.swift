import ConvNet
import Testing

/// NaN, infinities, empty batches, single pixels, windows larger than images: defined, and as PyTorch has it.
struct ExtremesTests {
    private func row(_ values: Float...) -> Tensor { Tensor(shape: [1, 1, 1, values.count], values) }

    /// Equal, NaN included.
    private func same(_ a: Tensor, _ b: [Float]) -> Bool {
        a.count == b.count && zip(a.values, b).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
    }

    @Test func whatIsNoNumberStaysInItsWindow() {
        let kernel = Size2D(1, 2)
        let x = row(1, .nan, 3, 4)
        #expect(same(maxPool2d(x, kernel: kernel), [.nan, 4]))
        #expect(same(avgPool2d(x, kernel: kernel), [.nan, 3.5]))
        #expect(same(lpPool2d(x, p: 2, kernel: kernel), [.nan, 5]))
        #expect(same(adaptiveMaxPool2d(x, outputSize: kernel), [.nan, 4]))
        #expect(same(adaptiveAvgPool2d(x, outputSize: kernel), [.nan, 3.5]))
        #expect(same(convTranspose2d(row(1, .nan), weight: .ones([1, 1, 1, 2])), [1, .nan, .nan]))
        #expect(same(pad2d(row(.nan, 1), EdgePadding(Size2D(0, 1)), mode: .replicate), [.nan, .nan, 1, 1]))
        let lp = lpPool2dBackward(row(1, 1), input: x, p: 2, kernel: kernel)
        #expect(lp.values[0].isNaN && !lp.values[2].isNaN)
    }

    @Test func infinitiesFollowTheArithmetic() {
        let kernel = Size2D(1, 2)
        let x = row(.infinity, -.infinity, .infinity, 1)
        #expect(same(maxPool2d(x, kernel: kernel), [.infinity, .infinity]))
        #expect(same(avgPool2d(x, kernel: kernel), [.nan, .infinity]))
        #expect(same(lpPool2d(x, p: 1, kernel: kernel), [.nan, .infinity]))
        #expect(same(lpPool2d(x, p: 2, kernel: kernel), [.infinity, .infinity]))
        #expect(same(lpPool2d(x, p: 1, kernel: kernel, convention: .absolute), [.infinity, .infinity]))
        #expect(same(linear(Tensor([[.infinity, -.infinity]]), weight: .ones([1, 2])), [.nan]))
        // A mean of infinity makes NaN of its own set alone.
        let set = Tensor(shape: [1, 2, 1, 2], [1, .infinity, 3, 4])
        let normal = batchNorm2d(set)
        #expect(normal.values[0].isNaN && normal.values[1].isNaN)
        #expect(abs(normal.values[2] + 1) < 1e-4 && abs(normal.values[3] - 1) < 1e-4)
    }

    /// ∞ − ∞ is NaN for the whole line, and −∞ has a probability of 0 unless there is nothing else.
    @Test func softmaxOfInfinities() {
        #expect(same(softmax(Tensor([.infinity, 0])), [.nan, .nan]))
        #expect(same(softmax(Tensor([-.infinity, -.infinity])), [.nan, .nan]))
        #expect(same(softmax(Tensor([-.infinity, 0])), [0, 1]))
        #expect(
            same(softmax(Tensor([.nan, 0])), [.nan, .nan]) && same(softmax(Tensor([-.infinity, .nan])), [.nan, .nan]))
        #expect(same(logSoftmax(Tensor([.infinity, 0])), [.nan, .nan]))
        #expect(same(logSoftmax(Tensor([-.infinity, 0])), [-.infinity, 0]))
        for scores in [[Float.infinity, 0], [-.infinity, -.infinity], [0, .nan]] {
            let input = Tensor([scores])
            for target in 0...1 {
                #expect(crossEntropy(input, targets: [target]).isNaN, "\(scores)")
                #expect(same(crossEntropyBackward(input, targets: [target]), [.nan, .nan]), "\(scores)")
            }
        }
    }

    /// Every layer that works on images: an empty batch, and single pixels.
    private static let layers: [@Sendable () -> any Layer] = [
        { Conv2d(inChannels: 2, outChannels: 3, kernel: 3, padding: 1) },
        { Conv2d(inChannels: 2, outChannels: 2, kernel: 3, padding: .same, paddingMode: .replicate) },
        { Conv2d(inChannels: 2, outChannels: 2, kernel: 3, padding: 2, dilation: 2, groups: 2) },
        { ConvTranspose2d(inChannels: 2, outChannels: 3, kernel: 3, stride: 2, padding: 1) },
        { MaxPool2d(kernel: 3, stride: 1, padding: 1) }, { AvgPool2d(kernel: 3, stride: 1, padding: 1) },
        { LPPool2d(p: 2, kernel: 3, stride: 1, padding: 1) }, { AvgPool2d(kernel: 1) },
        { MaxPool2d(kernel: 2, ceilMode: true) }, { AdaptiveAvgPool2d(outputSize: 3) },
        { AdaptiveMaxPool2d(outputSize: 3) }, { GlobalAvgPool2d() }, { GroupNorm(groups: 1, channels: 2) },
        { LayerNorm(normalizedShape: [2, 1, 1]) }, { Unfold(kernel: 3, padding: 1) }, { Flatten() },
        { Pad2d(EdgePadding(2), mode: .replicate) }, { Upsample(scaleFactor: 3, mode: .bilinear(alignCorners: true)) },
        { SqueezeExcitation(channels: 2, squeezedChannels: 1) },
        { PatchEmbedding(imageSize: 1, patchSize: 1, inChannels: 2, embedDim: 3) }, { Softmax(axis: 1) }, { GELU() },
    ]

    @Test(arguments: layers.indices, [0, 1, 3])
    func layersTakeEmptyBatchesAndSinglePixels(_ index: Int, _ batch: Int) throws {
        let layer = Self.layers[index]()
        let x = Tensor.randomNormal(shape: [batch, 2, 1, 1], seed: 1)
        let y = layer.forward(x)
        #expect(try y.shape == layer.outputShape(for: x.shape) && y.values.allSatisfy(\.isFinite))
        let back = layer.backward(.ones(y.shape))
        #expect(back.shape == x.shape && back.values.allSatisfy(\.isFinite))
        if batch == 0 {
            #expect(layer.parameters.allSatisfy { $0.gradient == .zeros($0.shape) })
            #expect(layer.macs(for: x.shape) == 0)
        }
    }

    @Test func extremeDilationTouchesOnlyItsTaps() {
        let x = Tensor.arange(shape: [1, 1, 3, 3])
        let far = Size2D(1_000_000)
        let half = Size2D(500_000)
        // Taps half a million cells to either side: no window sees the image.
        #expect(avgPool2d(x, kernel: 2, stride: 1, padding: half, dilation: far) == x * 0)
        #expect(lpPool2d(x, p: 2, kernel: 2, stride: 1, padding: half, dilation: far) == x * 0)
        #expect(maxPool2d(x, kernel: 2, stride: 1, padding: half, dilation: far) == x * 0 - .infinity)
        for dilation in [Size2D(.max, .max), far] {
            #expect(avgPool2d(x, kernel: 1, dilation: dilation) == x)
            #expect(maxPool2d(x, kernel: 1, dilation: dilation) == x)
            #expect(unfold(x, kernel: 1, dilation: dilation).values == x.values)
        }
    }

    /// The message has the formula, and the formula its numbers.
    @Test func windowsLargerThanTheImageAreErrors() {
        let expect = { (error: ShapeError?, rule: String) in
            #expect(error?.description.contains(rule) == true, "\(error?.description ?? "no error")")
        }
        expect(
            #expect(throws: ShapeError.self) { try conv2dOutputShape(input: [1, 1, 4, 4], weight: [1, 1, 5, 3]) },
            "D(K − 1) + 1 = 1·(5 − 1) + 1 = 5 > H + 2P = 4 + 2·0 = 4 (height)")
        expect(
            #expect(throws: ShapeError.self) {
                try conv2dOutputShape(input: [1, 1, 4, 4], weight: [1, 1, 3, 3], dilation: Size2D(1, 2))
            }, "D(K − 1) + 1 = 2·(3 − 1) + 1 = 5 > W + 2P = 4 + 2·0 = 4 (width)")
        expect(
            #expect(throws: ShapeError.self) {
                try pool2dOutputShape([1, 1, 4, 4], kernel: 2, stride: 1, dilation: 4)
            }, "⌊(4 + 2·0 − 4·(2 − 1) − 1) / 1⌋ + 1 = 0 is less than 1 (height)")
        expect(
            #expect(throws: ShapeError.self) { try unfoldShape([1, 1, 2, 9], kernel: 3) },
            "D(K − 1) + 1 = 1·(3 − 1) + 1 = 3 > H + 2P = 2 + 2·0 = 2 (height)")
        expect(
            #expect(throws: ShapeError.self) {
                try convTranspose2dOutputShape(input: [1, 1, 1, 1], weight: [1, 1, 2, 2], padding: 1)
            }, "(1 − 1)·1 − 2·1 + 1·(2 − 1)")
        // In ceil mode a pooling's window may be larger, and no gradient leaves the image.
        let x = Tensor.ones([1, 1, 2, 2])
        #expect(avgPool2d(x, kernel: 3, stride: 2, ceilMode: true).values == [1])
        #expect(
            avgPool2dBackward(.ones([1, 1, 1, 1]), inputShape: x.shape, kernel: 3, stride: 2, ceilMode: true) == x / 4)
    }
}
