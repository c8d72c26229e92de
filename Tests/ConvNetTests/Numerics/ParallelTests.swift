import ConvNet
import Testing

/// One after the other: they change what is set for the whole process.
@Suite(.serialized) struct ParallelTests {
    /// The result of `body` with so many threads.
    private func with<Result>(threads: Int, _ body: () -> Result) -> Result {
        let before = Parallelism.threadCount
        defer { Parallelism.threadCount = before }
        Parallelism.threadCount = threads
        return body()
    }

    @Test func theNumberOfThreadsStaysInItsRange() {
        #expect(with(threads: 0) { Parallelism.threadCount } == 1)
        #expect(with(threads: .max) { Parallelism.threadCount } == 256)
        #expect(Parallelism.threadCount >= 1)
    }

    /// Large enough for several threads, in shapes that don't divide evenly.
    @Test(arguments: [([7, 6, 19, 23], 2), ([1, 16, 40, 40], 1), ([3, 8, 33, 20], 8), ([17, 12, 16, 16], 1)])
    func convolutionsDontDependOnIt(_ shape: [Int], _ groups: Int) {
        let x = Tensor.randomNormal(shape: shape, seed: 1)
        let weight = Tensor.randomNormal(shape: [24, shape[1] / groups, 3, 3], seed: 2)
        let run = { () -> [Tensor] in
            let y = conv2d(x, weight: weight, padding: 1, groups: groups)
            let gradients = conv2dBackward(y, input: x, weight: weight, padding: 1, groups: groups)
            return [y, gradients.input, gradients.weight, gradients.bias]
        }
        let alone = with(threads: 1, run)
        for threads in [2, 3, 5, 16] { #expect(with(threads: threads, run) == alone) }
        #expect(relativeError(alone[0], conv2dDirect(x, weight: weight, padding: 1, groups: groups)) <= 1e-5)
    }
}
