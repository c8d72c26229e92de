import ConvNet
import Display
import Notebook
import Testing

@Suite struct ConvolutionStepTests {
    @Test(arguments: [(5, 5, 3, 1, 0), (6, 5, 3, 2, 1), (4, 7, 2, 3, 0), (3, 3, 3, 1, 2), (4, 4, 1, 1, 0)])
    func theSlidingKernelIsTheConvolution(height: Int, width: Int, k: Int, stride: Int, padding: Int) throws {
        let image = wholeNumbers([1, 1, height, width], seed: 3)
        let kernel = wholeNumbers([1, 1, k, k], seed: 4)
        let output = conv2d(image, weight: kernel, stride: Size2D(stride), padding: Size2D(padding))
        let steps = [Figure.Step].slidingKernel(image, kernel, stride: Size2D(stride), padding: Size2D(padding))
        #expect(steps.count == output.count)
        for (index, step) in steps.enumerated() {
            let input = try step.grid("入力")
            let products = try step.grid("積")
            let shown = try step.grid("出力")
            let window = input.values(in: try input.region(0))
            #expect(products.values == zip(window, kernel.values).map { $0 * $1 })
            #expect(products.values.reduce(0, +) == output.values[index])
            #expect(try shown.values(in: shown.region(0)) == [output.values[index]])
            #expect(shown.filledCount == index + 1)
            if padding > 0 { #expect(try input.values(in: input.region(2)) == image.values) }
        }
        #expect(try steps.last?.grid("出力").values == output.values)
    }

    @Test func theCaptionIsTheCalculation() {
        let steps = [Figure.Step].slidingKernel(Tensor([[1, 2], [3, 4]]), Tensor([[1, -1], [0, 2]]))
        #expect(steps.map(\.caption) == ["出力の行 0、列 0：1 + (-2) + 0 + 8 = 7"])
    }

    @Test(arguments: [(1, 4, 4, 3, 1, 0), (2, 3, 5, 2, 1, 1), (3, 5, 5, 3, 2, 1)])
    func theMatrixIsFilledRowByRow(channels: Int, height: Int, width: Int, k: Int, stride: Int, padding: Int) throws {
        let image = wholeNumbers([1, channels, height, width], seed: 5)
        let matrix = im2col(image, kernel: Size2D(k), stride: Size2D(stride), padding: Size2D(padding))
        let steps = [Figure.Step].im2col(image, kernel: Size2D(k), stride: Size2D(stride), padding: Size2D(padding))
        #expect(steps.count == matrix.shape[0])
        for (row, step) in steps.enumerated() {
            let shown = try step.grid("行列")
            let inputs = step.panels.compactMap { panel -> Grid? in
                guard case .grid(let grid) = panel, grid.title.hasPrefix("入力") else { return nil }
                return grid
            }
            #expect(inputs.count == channels)
            let window = try inputs.flatMap { $0.values(in: try $0.region(0)) }
            #expect(try shown.values(in: shown.region(0)) == window)
            #expect(shown.filledCount == (row + 1) * matrix.shape[1])
        }
        #expect(try steps.last?.grid("行列").values == matrix.values)
    }

    @Test(arguments: [(2, 3, 3, 2, 0, 0), (3, 2, 3, 2, 1, 1), (2, 2, 4, 3, 2, 0), (3, 3, 2, 1, 0, 0)])
    func fourStepsAreTheTransposedConvolution(
        height: Int, width: Int, k: Int, stride: Int, padding: Int, outputPadding: Int
    ) throws {
        let image = wholeNumbers([1, 1, height, width], seed: 6)
        let kernel = wholeNumbers([1, 1, k, k], seed: 7)
        let steps = [Figure.Step].transposedConvolution(
            image, kernel, stride: Size2D(stride), padding: Size2D(padding), outputPadding: Size2D(outputPadding))
        let output = convTranspose2d(
            image, weight: kernel, stride: Size2D(stride), padding: Size2D(padding),
            outputPadding: Size2D(outputPadding))
        #expect(steps.count == 4)
        let spread = try steps[0].grid("間に 0")
        #expect(spread.rows == (height - 1) * stride + 1 && spread.columns == (width - 1) * stride + 1)
        #expect(spread.values.reduce(0, +) == image.sum())
        let framed = try steps[1].grid("周りに 0")
        #expect(framed.rows == spread.rows + 2 * (k - 1 - padding) + outputPadding)
        #expect(try framed.values(in: framed.region(2)) == spread.values)
        #expect(try steps[2].grid("裏返した").values == kernel.values.reversed())
        #expect(try steps[3].grid("出力").values == output.values)
        #expect(try steps[3].grid("出力").rows == output.shape[2])
    }

    @Test func theFieldGrowsAsTheEngineSays() throws {
        let layers = [("畳み込み", kernel: 3, stride: 1), ("プーリング", kernel: 2, stride: 2), ("畳み込み", kernel: 3, stride: 1)]
        let steps = [Figure.Step].receptiveField(layers.map { (name: $0.0, kernel: $0.kernel, stride: $0.stride) })
        #expect(steps.count == layers.count + 1)
        var field = ReceptiveField.pixel
        var paths: Float = 1
        for (depth, step) in steps.enumerated() {
            if depth > 0 {
                let layer = layers[depth - 1]
                field = field.through(kernel: Size2D(layer.kernel), stride: Size2D(layer.stride))
                paths *= Float(layer.kernel * layer.kernel)
                #expect(step.caption.contains("= \(field.sizeText)、") && step.caption.hasSuffix("= \(field.jumpText)"))
            }
            let grid = try step.grid("")
            let region = try grid.region(0)
            #expect(Double(region.height) == field.height && region.height == region.width)
            // All paths lie in the field, and there are as many as products of taps.
            #expect(grid.values(in: region).allSatisfy { $0 > 0 })
            #expect(grid.values.reduce(0, +) == paths)
        }
        let whole = try #require(steps.last).grid("")
        #expect(try whole.region(0).height == whole.rows)
    }
}
