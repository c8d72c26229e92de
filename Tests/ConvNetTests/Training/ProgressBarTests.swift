import ConvNet
import Glibc
import Testing

struct ProgressBarTests {
    private static func progresses() -> [TrainingProgress] {
        var all: [TrainingProgress] = []
        let data = TrainingData(inputs: Tensor.ones([6, 2]), targets: ClassTargets(labels: [0, 1, 0, 1, 0, 1]))
        train(
            Linear(inFeatures: 2, outFeatures: 2), on: data, validation: data, optimizer: SGD(learningRate: 0),
            options: TrainingOptions(epochs: 10, batchSize: 2)
        ) { progress in
            all.append(progress)
            return true
        }
        return all
    }

    @Test func aLineSaysHowFar() throws {
        let lines = Self.progresses().map(ProgressBar.line)
        #expect(lines[0].hasPrefix("epoch  1/10 [######--------------]  33 % loss "))
        #expect(lines[29].hasPrefix("epoch 10/10 [####################] 100 % loss "))
        #expect(lines[29].contains(" acc 0.5000 val "))
        #expect(lines.allSatisfy { $0.count <= 79 })
    }

    @Test func whatIsNoTerminalGetsNothing() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        let bar = ProgressBar(descriptor: ends[1])
        for progress in Self.progresses() { #expect(bar.show(progress)) }
        close(ends[1])
        var byte: UInt8 = 0
        #expect(read(ends[0], &byte, 1) == 0)
        close(ends[0])
    }
}
