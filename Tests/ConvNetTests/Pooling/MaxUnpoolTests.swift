import ConvNet
import Testing

struct MaxUnpoolTests {
    @Test func putsMaximaBack() {
        let pooled = maxPool2dWithIndices(.arange(shape: [1, 1, 2, 4]), kernel: 2)
        let y = maxUnpool2d(pooled.output, indices: pooled.indices, kernel: 2)
        #expect(y.values == [0, 0, 0, 0, 0, 5, 0, 7])
    }

    @Test func theLastOfSeveralStaysAndNoneGoesNowhere() {
        let x = Tensor(shape: [1, 1, 1, 4], [1, 2, 3, 4])
        let indices = [2, 0, 2, -1]
        for unpool in [maxUnpool2d, maxUnpool2dDirect] {
            #expect(unpool(x, indices, Size2D(1, 1), nil, 0, Size2D(1, 3)).values == [2, 0, 3])
        }
        let back = maxUnpool2dBackward(Tensor(shape: [1, 1, 1, 3], [7, 8, 9]), inputShape: x.shape, indices: indices)
        #expect(back.values == [9, 7, 9, 0])
    }

    /// Pooling what was unpooled gives it back, wherever windows don't overlap.
    @Test(arguments: RandomPooling.examples(200, dilated: false))
    func poolingUndoesIt(_ example: RandomPooling) {
        let size = Size2D(example.input.shape[2], example.input.shape[3])
        let pooled = maxPool2dWithIndices(
            example.input.map { abs($0) + 1 }, kernel: example.kernel, stride: example.kernel, padding: example.padding,
            ceilMode: example.ceilMode)
        let unpooled = maxUnpool2d(
            pooled.output, indices: pooled.indices, kernel: example.kernel, padding: example.padding, outputSize: size)
        #expect(
            unpooled
                == maxUnpool2dDirect(
                    pooled.output, indices: pooled.indices, kernel: example.kernel, padding: example.padding,
                    outputSize: size))
        let again = maxPool2d(
            unpooled, kernel: example.kernel, stride: example.kernel, padding: example.padding,
            ceilMode: example.ceilMode)
        #expect(again == pooled.output)
        #expect(maxUnpool2dBackward(unpooled, inputShape: again.shape, indices: pooled.indices) == pooled.output)
    }

    @Test func wrongIndicesAreErrors() {
        let expect = { (indices: [Int], padding: Size2D, rule: String) in
            let error = #expect(throws: ShapeError.self) {
                try maxUnpool2dOutputShape([1, 1, 1, 2], indices: indices, kernel: 2, padding: padding)
            }
            #expect(error?.description.contains(rule) == true, "\(error?.description ?? "")")
        }
        expect([0], 0, "there must be an index for each of the 2 elements, not 1")
        expect([0, 8], 0, "index 8 of element 1 is not in its plane, 0..<OH·OW = 2·4 = 8")
        expect([0, -2], 0, "index -2 of element 1")
        expect([0, 1], 1, "(H − 1)·S − 2P + K = (1 − 1)·2 − 2·1 + 2 = 0 is less than 1 (height)")
        #expect(throws: ShapeError.self) {
            try maxUnpool2dOutputShape([1, 1, 1, 1], indices: [0], kernel: Size2D(.max, 1), stride: .init(.max, 1))
        }
    }
}
