import ConvNet
import Display
import Notebook
import Testing

@Suite struct PoolingStepTests {
    @Test(arguments: [(4, 2, 2), (5, 3, 1), (5, 2, 3)])
    func windowsAndTheirWinners(side: Int, k: Int, stride: Int) throws {
        let input = wholeNumbers([1, 1, side, side], seed: 8)
        let maxima = maxPool2d(input, kernel: Size2D(k), stride: Size2D(stride))
        let steps = [Figure.Step].maxPooling(input, kernel: Size2D(k), stride: Size2D(stride))
        #expect(steps.count == maxima.count)
        for (index, step) in steps.enumerated() {
            let grid = try step.grid("入力")
            #expect(try grid.values(in: grid.region(0)).max() == maxima.values[index])
            #expect(try grid.values(in: grid.region(1)) == [maxima.values[index]])
            #expect(try step.grid("最大値").filledCount == index + 1)
        }
        #expect(try steps.last?.grid("最大値").values == maxima.values)
    }

    @Test(arguments: [(4, 2, 2), (5, 3, 1), (5, 2, 3)])
    func gradientsAddUpToTheEngines(side: Int, k: Int, stride: Int) throws {
        let input = wholeNumbers([1, 1, side, side], seed: 9)
        let (kernel, stride) = (Size2D(k), Size2D(stride))
        let gradient = wholeNumbers(maxPool2d(input, kernel: kernel, stride: stride).shape, seed: 10)
        let most = [Figure.Step].maxPoolingGradient(gradient, input: input, kernel: kernel, stride: stride)
        let mean = [Figure.Step].averagePoolingGradient(gradient, input: input, kernel: kernel, stride: stride)
        #expect(most.count == gradient.count && mean.count == gradient.count)
        for (steps, tolerance) in [(most, Float(0)), (mean, 1e-5)] {
            var before = [Float](repeating: 0, count: side * side)
            for (index, step) in steps.enumerated() {
                let passed = try step.grid("dX")
                // No padding: what comes in goes on, and only inside the window.
                let change = passed.values.indices.map { passed.values[$0] - before[$0] }
                #expect(abs(change.reduce(0, +) - gradient.values[index]) <= tolerance)
                let window = try passed.region(0)
                for (place, difference) in change.enumerated() where abs(difference) > tolerance {
                    let (row, column) = (place / side, place % side)
                    #expect(window.row..<(window.row + window.height) ~= row)
                    #expect(window.column..<(window.column + window.width) ~= column)
                }
                before = passed.values
            }
        }
        let expected = maxPool2dBackward(gradient, input: input, kernel: kernel, stride: stride)
        #expect(try most.last?.grid("dX").values == expected.values)
        let shared = avgPool2dBackward(gradient, inputShape: input.shape, kernel: kernel, stride: stride)
        #expect(try mean.last?.grid("dX").values == shared.values)
    }
}
