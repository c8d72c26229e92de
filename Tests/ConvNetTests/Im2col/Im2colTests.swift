import ConvNet
import Testing

struct Im2colTests {
    @Test func aWindowIsARow() {
        // Two channels tell rows from columns, and channels from positions.
        let x = Tensor.arange(shape: [1, 2, 2, 3])
        #expect(
            im2col(x, kernel: 2)
                == Tensor([
                    [0, 1, 3, 4, 6, 7, 9, 10],
                    [1, 2, 4, 5, 7, 8, 10, 11],
                ]))
    }

    @Test func batchesFollowEachOther() {
        let x = Tensor.arange(shape: [2, 1, 1, 2])
        #expect(im2col(x, kernel: 1) == Tensor([[0], [1], [2], [3]]))
    }

    @Test func paddingHoldsWhatItIsTold() {
        let x = Tensor(shape: [1, 1, 1, 1], [5])
        #expect(
            im2col(x, kernel: Size2D(1, 2), padding: Size2D(0, 1), paddingValue: -1) == Tensor([[-1, 5], [5, -1]]))
        #expect(
            unfold(x, kernel: Size2D(1, 2), padding: Size2D(0, 1), paddingValue: -.infinity)
                == Tensor(shape: [1, 2, 2], [-.infinity, 5, 5, -.infinity]))
    }

    @Test func col2imSumsOverlaps() {
        #expect(
            col2im(.ones([4, 4]), inputShape: [1, 1, 3, 3], kernel: 2)
                == Tensor(shape: [1, 1, 3, 3], [1, 2, 1, 2, 4, 2, 1, 2, 1]))
    }

    /// The two layouts and the two implementations, each the reference of the other.
    @Test(arguments: RandomConvolution.examples(300))
    func isUnfoldTransposed(_ example: RandomConvolution) {
        let (kernel, stride, padding, dilation) = (example.kernel, example.stride, example.padding, example.dilation)
        let textbook = im2col(
            example.input, kernel: kernel, stride: stride, padding: padding, dilation: dilation, paddingValue: 7)
        let columns = unfold(
            example.input, kernel: kernel, stride: stride, padding: padding, dilation: dilation, paddingValue: 7)
        #expect(columns.transposed(0, 2, 1).reshaped(to: textbook.shape) == textbook)

        let folded = fold(
            columns, outputSize: Size2D(example.input.shape[2], example.input.shape[3]), kernel: kernel,
            stride: stride, padding: padding, dilation: dilation)
        let image = col2im(
            textbook, inputShape: example.input.shape, kernel: kernel, stride: stride, padding: padding,
            dilation: dilation)
        #expect(folded.isClose(to: image, tolerance: 1e-5))
    }

    @Test func shapesAreAnsweredWithoutRunning() throws {
        #expect(try im2colShape([2, 3, 7, 7], kernel: 3, stride: 2, padding: 1) == [32, 27])
        #expect(try unfoldShape([2, 3, 7, 7], kernel: 3, stride: 2, padding: 1) == [2, 27, 16])
        #expect(
            try col2imShape([32, 27], inputShape: [2, 3, 7, 7], kernel: 3, stride: 2, padding: 1) == [2, 3, 7, 7])
        #expect(try foldShape([2, 27, 16], outputSize: 7, kernel: 3, stride: 2, padding: 1) == [2, 3, 7, 7])
    }

    @Test func illegalShapesAreNamed() {
        #expect(throws: ShapeError.self) { try im2colShape([3, 7, 7], kernel: 3) }
        #expect(throws: ShapeError.self) { try im2colShape([1, 0, 7, 7], kernel: 3) }
        #expect(throws: ShapeError.self) { try unfoldShape([1, 1, 2, 2], kernel: 3) }
        let tooLarge = #expect(throws: ShapeError.self) {
            try unfoldShape([1, 1 << 20, 64, 64], kernel: 3)
        }
        #expect(tooLarge?.problem.contains("more than 2147483647 elements") == true)
        let wrongColumns = #expect(throws: ShapeError.self) {
            try col2imShape([3, 4], inputShape: [1, 1, 3, 3], kernel: 2)
        }
        #expect(wrongColumns?.problem == "the columns must be [N·OH·OW, C·FH·FW] = [1·2·2, 1·2·2] = [4, 4]")
        let wrongChannels = #expect(throws: ShapeError.self) { try foldShape([1, 5, 4], outputSize: 3, kernel: 2) }
        #expect(wrongChannels?.problem == "C·kh·kw = 5 must be a multiple of kh·kw = 2·2 = 4")
        let wrongLength = #expect(throws: ShapeError.self) { try foldShape([1, 4, 5], outputSize: 3, kernel: 2) }
        #expect(wrongLength?.problem == "L must be OH·OW = 2·2 = 4, but is 5")
        #expect(throws: ShapeError.self) { try foldShape([1, 4, 5], outputSize: 3, kernel: 0) }
    }

    @Test func illegalShapesTrap() async {
        let im2colResult = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = im2col(.ones([1, 1, 2, 2]), kernel: 3)
        }
        #expect(standardError(of: im2colResult, contains: "im2col: input [1, 1, 2, 2], kernel [3, 3]: the kernel is"))
        let col2imResult = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = col2im(.ones([4, 5]), inputShape: [1, 1, 3, 3], kernel: 2)
        }
        #expect(
            standardError(
                of: col2imResult, contains: "col2im: columns [4, 5], inputShape [1, 1, 3, 3], kernel [2, 2]: "))
        let foldResult = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = fold(.ones([1, 4]), outputSize: 3, kernel: 2)
        }
        #expect(standardError(of: foldResult, contains: "fold: columns [1, 4], outputSize [3, 3], kernel [2, 2]: "))
    }
}
