import ConvNet
import Testing

struct ReceptiveFieldTests {
    @Test func growsByTheJumpBeforeTheWindow() {
        // r: 1, 7, 11, 19; j: 1, 2, 4, 4.
        let first = ReceptiveField.pixel.through(kernel: 7, stride: 2)
        #expect((first.height, first.jumpHeight) == (7, 2))
        let second = first.through(kernel: 3, stride: 2)
        #expect((second.height, second.jumpHeight) == (11, 4))
        let third = second.through(kernel: 3)
        #expect((third.height, third.jumpHeight) == (19, 4))
    }

    @Test func dilationAndSidesCount() {
        let field = ReceptiveField.pixel.through(kernel: Size2D(3, 1), stride: Size2D(1, 2), dilation: 4)
        #expect((field.height, field.width, field.jumpHeight, field.jumpWidth) == (9, 1, 1, 2))
        #expect(field.sizeText == "9×1")
        #expect(field.jumpText == "1×2")
        #expect(field.ofWholeImage.sizeText == "all")
    }

    @Test func branchesMeetInTheLarger() throws {
        let sheet = try summary(
            of: Sequential(
                Concat(
                    Conv2d(inChannels: 1, outChannels: 1, kernel: 1),
                    Conv2d(inChannels: 1, outChannels: 1, kernel: 5, padding: 2)),
                Residual(Conv2d(inChannels: 2, outChannels: 2, kernel: 3, padding: 1), activation: ReLU())),
            input: [1, 1, 8, 8])
        #expect(sheet.rows.map(\.receptiveField.sizeText) == ["1", "5", "7", "7"])
    }

    /// What the formula says, found by changing a pixel and seeing which numbers change.
    @Test(arguments: [
        [(3, 1, 1), (3, 2, 1)], [(5, 3, 1), (3, 1, 2)], [(2, 2, 1), (2, 2, 1), (3, 1, 1)],
    ])
    func isWhatANumberReallyDependsOn(_ windows: [(kernel: Int, stride: Int, dilation: Int)]) throws {
        let model = Sequential(
            windows.map {
                let layer = Conv2d(
                    inChannels: 1, outChannels: 1, kernel: Size2D(1, $0.kernel), stride: Size2D(1, $0.stride),
                    dilation: Size2D(1, $0.dilation))
                layer.weight = .ones(layer.weight.shape)
                return layer
            })
        let shape = [1, 1, 1, 40]
        let outputs = try model.outputShape(for: shape)[3]
        _ = model.forward(.zeros(shape))
        var spans: [ClosedRange<Int>] = []
        for output in 0..<outputs {
            var delta = Tensor.zeros([1, 1, 1, outputs])
            delta[0, 0, 0, output] = 1
            let gradient = model.backward(delta)
            let touched = gradient.values.indices.filter { gradient.values[$0] != 0 }
            spans.append(try #require(touched.first)...(try #require(touched.last)))
        }
        let field = try #require(try summary(of: model, input: shape).rows.last).receptiveField
        #expect(spans.allSatisfy { Double($0.count) == field.width })
        #expect(zip(spans, spans.dropFirst()).allSatisfy { Double($1.lowerBound - $0.lowerBound) == field.jumpWidth })
    }

    @Test func everyWindowLayerSaysItsOwn() throws {
        let image = ReceptiveField.pixel
        let layers: [(layer: any Layer, input: [Int], expected: ReceptiveField)] = [
            (AvgPool2d(kernel: 2, stride: 3, dilation: 2), [1, 1, 9, 9], image.through(kernel: 3, stride: 3)),
            (LPPool2d(p: 2, kernel: 3, stride: 1), [1, 1, 9, 9], image.through(kernel: 3)),
            (MaxPool2d(kernel: 2, stride: 1, dilation: 3), [1, 1, 9, 9], image.through(kernel: 4)),
            (Unfold(kernel: 3, stride: 2), [1, 1, 9, 9], image.through(kernel: 3, stride: 2)),
            (Upsample(scaleFactor: 2), [1, 1, 4, 4], image.throughTransposed(kernel: 1, stride: 2)),
            (
                Upsample(scaleFactor: 2, mode: .bilinear(alignCorners: false)), [1, 1, 4, 4],
                image.throughTransposed(kernel: 3, stride: 2)
            ),
            (
                MaxUnpool2d(undoing: MaxPool2d(kernel: 2)), [1, 1, 4, 4],
                image.throughTransposed(kernel: 1, stride: 2)
            ),
            (ReLU(), [1, 1], image), (Flatten(), [1, 1, 4, 4], image.ofWholeImage),
            (SqueezeExcitation(channels: 2, squeezedChannels: 1), [1, 2, 4, 4], image.ofWholeImage),
        ]
        for (layer, input, expected) in layers {
            let row = try #require(try summary(of: layer, input: input).rows.first)
            #expect(row.receptiveField == expected, "\(layer.typeName)")
        }
    }

    @Test func upsamplingHalvesTheJump() throws {
        let sheet = try summary(
            of: Sequential(
                MaxPool2d(kernel: 2), ConvTranspose2d(inChannels: 1, outChannels: 1, kernel: 2, stride: 2),
                AdaptiveAvgPool2d(outputSize: 4), AdaptiveAvgPool2d(outputSize: 2), GlobalAvgPool2d()),
            input: [1, 1, 8, 8])
        #expect(sheet.rows.map(\.receptiveField.sizeText) == ["2", "2", "3", "5", "all"])
        #expect(sheet.rows.map(\.receptiveField.jumpText) == ["2", "1", "2", "4", "4"])
    }
}
