import ConvNet
import Testing
import Vision

struct DenseCRFTests {
    @Test(arguments: goldenCases("crf"))
    func equalsTheFormulas(_ golden: GoldenCase) throws {
        let size = try golden.size("size")
        let (labels, channels) = (Int(try golden.number("labels")), Int(try golden.number("channels")))
        var bilateral = PairwiseKernel.bilateral(
            deviation: try golden.number("alpha"), color: try golden.number("beta"),
            weight: try golden.number("bilateral"))
        if try golden.number("bilateral") < 0 {
            let penalties = try golden.array("compatibility")
            bilateral.compatibility = .matrix(
                (0..<labels).map { row in Array(penalties[row * labels..<(row + 1) * labels]) })
        }
        let crf = try DenseCRF(
            kernels: [
                .spatial(deviation: golden.number("gamma"), weight: golden.number("spatial")), bilateral,
            ], filter: .exact)
        let trace = try crf.meanField(
            unary: golden.tensor("unary", [labels, size.height, size.width]),
            image: golden.tensor("image", [channels, size.height, size.width]), iterations: 3)
        #expect(trace.steps.count == 4)
        for (step, q) in trace.steps.enumerated() {
            #expect(try relativeError(q.doubles, golden.array("q\(step)")) < 1e-6, "step \(step)")
        }
    }

    /// Two neighbours, one kernel, one iteration, by hand.
    @Test func oneIterationOfTwoPixels() throws {
        // K = [[1, k], [k, 1]] with k = exp(−½); K̃ = K/(1 + k). U of the first pixel (0, 1), of the second (1, 0).
        let crf = try DenseCRF(kernels: [.spatial(deviation: 1, weight: 2)])
        let trace = try crf.meanField(unary: Tensor(shape: [2, 1, 2], [0, 1, 1, 0]), iterations: 1)
        let k = 0.6065306597126334, e = 2.718281828459045
        let p = e / (1 + e)
        #expect(abs(Double(trace.steps[0].values[0]) - p) < 1e-6)
        // Energies of the first pixel: 0 − 2(p + k(1 − p))/(1 + k) and 1 − 2((1 − p) + k·p)/(1 + k).
        let difference = 1 + 2 * (p + k * (1 - p) - (1 - p) - k * p) / (1 + k)
        let odds = (0..<40).reduce(into: (sum: 0.0, term: 1.0)) { state, n in
            state.sum += state.term
            state.term *= difference / Double(n + 1)
        }.sum
        #expect(abs(Double(trace.distribution.values[0]) - odds / (1 + odds)) < 1e-6)
    }

    /// A picture of two areas, its true mask, and a mask in which every sixth pixel is wrong.
    private func scene(_ side: Int, seed: UInt64) throws -> (image: Tensor, truth: LabelMap, noisy: LabelMap) {
        var random = SeededGenerator(seed: seed)
        var (truth, noisy): ([Int], [Int]) = ([], [])
        for y in 0..<side {
            for x in 0..<side {
                let (dx, dy) = (Double(x) - Double(side) * 0.45, Double(y) - Double(side) * 0.55)
                truth.append(dx * dx + dy * dy < Double(side * side) / 11 ? 1 : 0)
                noisy.append(random.below(6) == 0 ? 1 - truth[truth.count - 1] : truth[truth.count - 1])
            }
        }
        let colors: [[Float]] = [[60, 90, 150], [200, 120, 70]]
        let values = (0..<3).flatMap { channel in truth.map { colors[$0][channel] + 12 * random.normal() } }
        return (
            Tensor(shape: [3, side, side], values), try LabelMap(Size2D(side), truth), try LabelMap(Size2D(side), noisy)
        )
    }

    private func meanIoU(_ truth: LabelMap, _ prediction: LabelMap) throws -> Double {
        var matrix = try ConfusionMatrix(classCount: 2)
        try matrix.add(truth: truth.labels, prediction: prediction.labels)
        return try #require(matrix.meanIoU)
    }

    private let kernels: [PairwiseKernel] = [
        .spatial(deviation: 2, weight: 2), .bilateral(deviation: 20, color: 25, weight: 5),
    ]

    @Test(arguments: [DenseCRF.Filter.exact, .permutohedral])
    func cleansANoisyMask(_ filter: DenseCRF.Filter) throws {
        let (image, truth, noisy) = try scene(32, seed: 1)
        let unary = try unaryEnergy(labels: noisy, classCount: 2, confidence: 0.7)
        let trace = try DenseCRF(kernels: kernels, filter: filter).meanField(unary: unary, image: image, iterations: 5)
        #expect(trace.labels(after: 0) == noisy)
        #expect(try meanIoU(truth, noisy) < 0.72)
        #expect(try meanIoU(truth, trace.labels) > 0.97)
        #expect(trace.changedPixels.count == 5 && trace.changedPixels[0] > 100 && trace.changedPixels[4] < 5)
        for step in trace.steps {
            #expect((0..<32 * 32).allSatisfy { abs(step.values[$0] + step.values[$0 + 32 * 32] - 1) < 1e-5 })
        }
    }

    /// How far the lattice is from the exact filter: about 0.001 of probability on average, at most 0.06 here, and no
    /// label.
    @Test(arguments: [(2.0, 20.0, 25.0), (3, 8, 40), (1, 40, 13)])
    func theLatticeIsCloseToTheExactFilter(_ gamma: Double, _ alpha: Double, _ beta: Double) throws {
        let (image, _, noisy) = try scene(40, seed: 2)
        let unary = try unaryEnergy(labels: noisy, classCount: 2, confidence: 0.7)
        var crf = try DenseCRF(
            kernels: [
                .spatial(deviation: gamma, weight: 1), .bilateral(deviation: alpha, color: beta, weight: 3),
            ], filter: .exact)
        let exact = try crf.meanField(unary: unary, image: image, iterations: 5)
        crf.filter = .permutohedral
        let fast = try crf.meanField(unary: unary, image: image, iterations: 5)
        let differences = zip(exact.distribution.values, fast.distribution.values).map { abs($0 - $1) }
        let mean = differences.reduce(0, +) / Float(differences.count)
        let agreement = Double(zip(exact.labels.labels, fast.labels.labels).count { $0 == $1 }) / 1600
        #expect(mean < 0.002)
        #expect(differences.max() ?? 1 < 0.1)
        #expect(agreement > 0.995)
        #expect(exact != fast, "the lattice was used")
    }

    @Test func choosesByTheNumberOfPixels() throws {
        let (image, _, noisy) = try scene(49, seed: 3)
        let unary = try unaryEnergy(labels: noisy, classCount: 2, confidence: 0.7)
        func run(_ filter: DenseCRF.Filter) throws -> MeanFieldTrace {
            try DenseCRF(kernels: kernels, filter: filter).meanField(unary: unary, image: image, iterations: 1)
        }
        #expect(try run(.automatic) == run(.permutohedral))
    }

    @Test func withoutKernelsNothingChanges() throws {
        let trace = try DenseCRF(kernels: []).meanField(unary: Tensor(shape: [3, 1, 1], [1, 0, 2]), iterations: 4)
        #expect(trace.steps.allSatisfy { $0 == trace.steps[0] })
        #expect(trace.labels.labels == [1])
    }

    @Test func energiesAreLogarithms() throws {
        let map = try LabelMap(Size2D(1, 3), [0, 1, 255])
        let energy = try unaryEnergy(labels: map, classCount: 3, confidence: 0.5)
        #expect(energy.shape == [3, 1, 3])
        let (right, wrong, unknown): (Float, Float, Float) = (0.6931472, 1.3862944, 1.0986123)
        #expect(
            energy.isClose(
                to: Tensor(shape: [3, 1, 3], [right, wrong, unknown, wrong, right, unknown, wrong, wrong, unknown])))
        #expect(unaryEnergy(probabilities: Tensor([1, 0])).isClose(to: Tensor([0, 11.512925])))
        #expect(throws: ShapeError.self) { try unaryEnergy(labels: map, classCount: 1, confidence: 0.5) }
        #expect(throws: ShapeError.self) { try unaryEnergy(labels: map, classCount: 2, confidence: 1) }
    }

    @Test func refusesWhatDoesNotFit() throws {
        #expect(throws: ShapeError.self) { try DenseCRF(kernels: [.spatial(deviation: 0, weight: 1)]) }
        #expect(throws: ShapeError.self) { try DenseCRF(kernels: [.spatial(deviation: 1, weight: .nan)]) }
        #expect(throws: ShapeError.self) {
            try DenseCRF(kernels: [
                PairwiseKernel(vertical: 1, horizontal: 1, color: nil, compatibility: .matrix([[1, 2]]))
            ])
        }
        let crf = try DenseCRF(kernels: kernels)
        let unary = Tensor.zeros([2, 3, 4])
        for (unary, image) in [
            (unary, nil), (unary, Tensor.zeros([3, 4, 3])), (unary, Tensor.zeros([4, 3, 4])),
            (Tensor.zeros([2, 3]), Tensor.zeros([3, 3, 4])), (Tensor.zeros([0, 3, 4]), Tensor.zeros([3, 3, 4])),
            (Tensor(repeating: .infinity, shape: [2, 3, 4]), Tensor.zeros([3, 3, 4])),
            (unary, Tensor(repeating: .nan, shape: [3, 3, 4])),
            (unary, Tensor(repeating: 1e30, shape: [3, 3, 4])),
        ] as [(Tensor, Tensor?)] {
            #expect(throws: ShapeError.self) { try crf.meanField(unary: unary, image: image, iterations: 1) }
        }
        #expect(throws: ShapeError.self) {
            try crf.meanField(unary: unary, image: Tensor.zeros([3, 3, 4]), iterations: -1)
        }
        #expect(throws: ShapeError.self) { try LabelMap(Size2D(2, 2), [1]) }
        #expect(throws: ShapeError.self) { try LabelMap(scores: Tensor.zeros([0, 2, 2])) }
    }
}
