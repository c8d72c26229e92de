import ConvNet
import Testing

struct UnfoldTests {
    @Test func aWindowIsAColumn() {
        let x = Tensor.arange(shape: [1, 2, 2, 3])
        #expect(
            unfold(x, kernel: 2)
                == Tensor(
                    shape: [1, 8, 2],
                    [0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 7, 8, 9, 10, 10, 11]))
    }

    /// Moving numbers about is exact, and so are sums of small integers.
    @Test(arguments: goldenCases("unfold-fold"))
    func equalsPyTorchExactly(_ golden: GoldenCase) throws {
        let input = try golden.tensor("input")
        let (kernel, stride) = (try golden.size("kernel"), try golden.size("stride"))
        let (padding, dilation) = (try golden.size("padding"), try golden.size("dilation"))
        let expected = try golden.tensor("output")
        switch golden.operation {
        case "unfold":
            #expect(
                unfold(input, kernel: kernel, stride: stride, padding: padding, dilation: dilation) == expected)
        case "fold":
            let size = try golden.size("outputSize")
            #expect(
                fold(
                    input, outputSize: size, kernel: kernel, stride: stride, padding: padding, dilation: dilation)
                    == expected)
            // The textbook form on the same numbers.
            let columns = input.transposed(0, 2, 1).reshaped(to: [-1, input.shape[1]])
            #expect(
                col2im(
                    columns, inputShape: expected.shape, kernel: kernel, stride: stride, padding: padding,
                    dilation: dilation) == expected)
        default:
            Issue.record("unknown operator \(golden.operation)")
        }
    }

    /// fold(unfold(x)) = divisor·x, the divisor being the number of windows over a cell, counted one by one here.
    @Test(arguments: RandomConvolution.examples(300))
    func foldOfUnfoldMultipliesByTheWindowCount(_ example: RandomConvolution) {
        let (kernel, stride, padding, dilation) = (example.kernel, example.stride, example.padding, example.dilation)
        let size = Size2D(example.input.shape[2], example.input.shape[3])
        // Small integers, so that sums are exact.
        let x = Tensor.arange(shape: example.input.shape)
        let columns = unfold(x, kernel: kernel, stride: stride, padding: padding, dilation: dilation)
        let back = fold(
            columns, outputSize: size, kernel: kernel, stride: stride, padding: padding, dilation: dilation)

        let rows = windowCounts(size.height, kernel.height, stride.height, padding.height, dilation.height)
        let columnCounts = windowCounts(size.width, kernel.width, stride.width, padding.width, dilation.width)
        var divisor = Tensor.zeros(x.shape)
        for index in 0..<x.count {
            let (row, column) = (index / size.width % size.height, index % size.width)
            let (plane, n) = (index / (size.width * size.height), x.shape[1])
            divisor[plane / n, plane % n, row, column] = Float(rows[row] * columnCounts[column])
        }
        #expect(back == divisor * x)
    }

    /// ⟨unfold(x), y⟩ = ⟨x, fold(y)⟩.
    @Test(arguments: RandomConvolution.examples(100))
    func foldIsTheAdjointOfUnfold(_ example: RandomConvolution) {
        let (kernel, stride, padding, dilation) = (example.kernel, example.stride, example.padding, example.dilation)
        let columns = unfold(example.input, kernel: kernel, stride: stride, padding: padding, dilation: dilation)
        let y = Tensor.randomNormal(shape: columns.shape, seed: example.seed)
        let folded = fold(
            y, outputSize: Size2D(example.input.shape[2], example.input.shape[3]), kernel: kernel, stride: stride,
            padding: padding, dilation: dilation)
        let scale = dot(columns.map(abs), y.map(abs))
        #expect(abs(dot(columns, y) - dot(example.input, folded)) <= 1e-5 * scale)
    }

    @Test func takesAnEmptyBatch() {
        #expect(unfold(.zeros([0, 2, 3, 3]), kernel: 2).shape == [0, 8, 4])
        #expect(im2col(.zeros([0, 2, 3, 3]), kernel: 2).shape == [0, 8])
        #expect(fold(.zeros([0, 8, 4]), outputSize: 3, kernel: 2).shape == [0, 2, 3, 3])
        #expect(col2im(.zeros([0, 8]), inputShape: [0, 2, 3, 3], kernel: 2).shape == [0, 2, 3, 3])
    }

    /// How many taps of all windows along one axis lie on each cell.
    private func windowCounts(_ input: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: input)
        var start = -padding
        while start + dilation * (kernel - 1) < input + padding {
            for tap in 0..<kernel where counts.indices.contains(start + tap * dilation) {
                counts[start + tap * dilation] += 1
            }
            start += stride
        }
        return counts
    }
}
