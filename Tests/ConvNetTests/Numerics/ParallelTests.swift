import ConvNet
import Glibc
import Testing

/// One after the other: they change what is set for the whole process.
///
/// Other suites do so too, which changes nothing of their results: that is what these tests say.
@Suite(.serialized) struct ParallelTests {
    /// The result of `body` with so many threads.
    private func with<Result>(threads: Int, _ body: () -> Result) -> Result {
        let before = Parallelism.threadCount
        defer { Parallelism.threadCount = before }
        Parallelism.threadCount = threads
        return body()
    }

    /// In a process of its own: other tests set the number as well.
    @Test func theNumberOfThreadsStaysInItsRange() async {
        await #expect(processExitsWith: .success) {
            guard Parallelism.threadCount >= 1 else { exit(1) }
            Parallelism.threadCount = 0
            guard Parallelism.threadCount == 1 else { exit(2) }
            Parallelism.threadCount = .max
            exit(Parallelism.threadCount == 256 ? 0 : 3)
        }
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

    @Test(arguments: [[70, 300, 41], [41, 300, 170], [1, 900, 700], [513, 64, 1]])
    func productsDontDependOnIt(_ sizes: [Int]) {
        let a = Tensor.randomNormal(shape: [sizes[0], sizes[1]], seed: 1)
        let b = Tensor.randomNormal(shape: [sizes[1], sizes[2]], seed: 2)
        let alone = with(threads: 1) { matmul(a, b) }
        for threads in [2, 5] { #expect(with(threads: threads) { matmul(a, b) } == alone) }
        #expect(relativeError(alone, linearDirect(a, weight: b.transposed)) <= 1e-5)
    }

    @Test func poolingDoesntDependOnIt() {
        let x = Tensor.randomNormal(shape: [5, 13, 40, 37], seed: 1)
        let run = { () -> [Tensor] in
            let (largest, mean) = (maxPool2d(x, kernel: 3, stride: 2, padding: 1), avgPool2d(x, kernel: 3, stride: 2))
            return [
                largest, mean, maxPool2dBackward(largest, input: x, kernel: 3, stride: 2, padding: 1),
                avgPool2dBackward(mean, inputShape: x.shape, kernel: 3, stride: 2),
            ]
        }
        let alone = with(threads: 1, run)
        for threads in [2, 7] { #expect(with(threads: threads, run) == alone) }
    }

    /// A `should-fail` cell is a forked child: threads must work in it, whatever the parent has done before.
    @Test func aForkedChildComputesToo() async {
        await #expect(processExitsWith: .success) {
            Parallelism.threadCount = 4
            let x = Tensor.randomNormal(shape: [8, 8, 32, 32], seed: 1)
            let weight = Tensor.randomNormal(shape: [16, 8, 3, 3], seed: 2)
            let y = conv2d(x, weight: weight)
            // Often: a thread of the last call may be about to end while the child is made.
            for _ in 0..<200 {
                guard conv2d(x, weight: weight) == y else { exit(2) }
                let child = fork()
                if child == 0 { _exit(conv2d(x, weight: weight) == y ? 0 : 1) }
                var status: Int32 = 0
                guard child > 0, waitpid(child, &status, 0) == child, status == 0 else { exit(1) }
            }
        }
    }

    @Test func theEnvironmentSetsTheNumber() async {
        await #expect(processExitsWith: .success) {
            setenv("STUDYKIT_THREADS", "3", 1)
            exit(Parallelism.threadCount == 3 ? 0 : 1)
        }
    }
}
