import ConvNet
import Testing

/// Layers one after the other, for tests of the training alone.
private final class Chain: Layer {
    let layers: [any Layer]

    init(_ layers: any Layer...) { self.layers = layers }

    var children: [(name: String, layer: any Layer)] { layers.enumerated().map { ("\($0)", $1) } }

    func forward(_ input: Tensor) -> Tensor { layers.reduce(input) { $1.forward($0) } }

    func backward(_ gradient: Tensor) -> Tensor { layers.reversed().reduce(gradient) { $1.backward($0) } }

    func outputShape(for inputShape: [Int]) throws(ShapeError) -> [Int] {
        var shape = inputShape
        for layer in layers { shape = try layer.outputShape(for: shape) }
        return shape
    }
}

struct TrainTests {
    /// Points of the plane; the class says on which side of a circle they are.
    private static func circle(_ count: Int, seed: UInt64) -> TrainingData {
        let points = Tensor.randomUniform(shape: [count, 2], in: -1...1, seed: seed)
        let labels = (0..<count).map { points[$0, 0] * points[$0, 0] + points[$0, 1] * points[$0, 1] < 0.5 ? 1 : 0 }
        return TrainingData(inputs: points, targets: ClassTargets(labels: labels))
    }

    private static func perceptron(seed: UInt64 = 1) -> Chain {
        Chain(
            Linear(inFeatures: 2, outFeatures: 24, seed: seed), ReLU(), Dropout(probability: 0.1, seed: seed),
            Linear(inFeatures: 24, outFeatures: 2, seed: seed &+ 1))
    }

    private static func network() -> Chain {
        Chain(
            Conv2d(inChannels: 1, outChannels: 4, kernel: 3, padding: 1, seed: 1), BatchNorm2d(channels: 4), ReLU(),
            MaxPool2d(kernel: 4), Flatten(), Linear(inFeatures: 4 * 64, outFeatures: 4, seed: 2))
    }

    private static let shapes = ShapeImages(count: 64, seed: 5)
    private static let images = TrainingData(inputs: shapes.images, targets: ClassTargets(labels: shapes.classes))

    @Test func aNetworkLearnsAndTheHistoryTells() {
        let (data, unseen) = (Self.circle(400, seed: 1), Self.circle(200, seed: 2))
        let model = Self.perceptron()
        let before = evaluate(model, on: unseen)
        let optimizer = Adam(learningRate: 0.02)
        var batches = 0
        let history = train(
            model, on: data, validation: unseen, optimizer: optimizer,
            options: TrainingOptions(epochs: 30, schedule: .cosine(steps: 30))
        ) { progress in
            batches += 1
            #expect(progress.batches == 13)
            #expect((progress.finishedEpoch != nil) == (progress.batch == 13))
            return true
        }
        #expect(batches == 30 * 13)
        #expect(history.epochs.map(\.epoch) == Array(1...30))
        #expect(history.ending == .finished)
        #expect(history.keptEpoch == 30)
        #expect(history.losses[29] < 0.3 * history.losses[0])
        let after = evaluate(model, on: unseen)
        #expect(history.validationLosses.last == evaluate(model, on: unseen, batchSize: 32).loss)
        #expect(after.loss < 0.4 * before.loss)
        #expect(after.accuracy >= 0.93)
        #expect(after.score.trials == 200)
        #expect(!model.isTraining)
        #expect(optimizer.learningRate == 0.02)
        #expect(history.epochs[29].learningRate < 0.001)
        let classes = predictedClasses(predict(model, unseen.inputs, batchSize: 7))
        #expect(unseen.targets.score(predict(model, unseen.inputs), samples: Array(0..<200)) == after.score)
        #expect(classes.count == 200)
    }

    /// The same seeds, the same weights: whatever the number of threads, and whatever ran before.
    @Test func trainingIsReproducibleBitForBit() {
        let weights = [1, 2, 3, 8].map { threads -> [String: Tensor] in
            let before = Parallelism.threadCount
            defer { Parallelism.threadCount = before }
            Parallelism.threadCount = threads
            let model = Self.network()
            train(
                model, on: Self.images, optimizer: SGD(learningRate: 0.05, momentum: 0.9),
                options: TrainingOptions(epochs: 2, batchSize: 24, seed: 3))
            return model.stateDictionary
        }
        #expect(weights.allSatisfy { $0 == weights[0] })
        let other = Self.network()
        train(
            other, on: Self.images, optimizer: SGD(learningRate: 0.05, momentum: 0.9),
            options: TrainingOptions(epochs: 2, batchSize: 24, seed: 4))
        #expect(other.stateDictionary != weights[0])
    }

    @Test func earlyStoppingRestoresTheBestWeights() {
        let data = Self.circle(60, seed: 1)
        // Wrong labels: what is learnt from the data makes the validation worse.
        let labels = predictedClasses(Tensor.randomNormal(shape: [60, 2], seed: 9))
        let wrong = TrainingData(inputs: data.inputs, targets: ClassTargets(labels: labels))
        let model = Self.perceptron()
        var states: [[String: Tensor]] = []
        let history = train(
            model, on: data, validation: wrong, optimizer: Adam(learningRate: 0.05),
            options: TrainingOptions(epochs: 200, earlyStopping: .init(patience: 4))
        ) { progress in
            if progress.finishedEpoch != nil { states.append(model.stateDictionary) }
            return true
        }
        #expect(history.ending == .stoppedEarly)
        #expect(history.epochs.count == history.keptEpoch + 4)
        let best = history.validationLosses.min()
        #expect(history.validationLosses[history.keptEpoch - 1] == best)
        #expect(model.stateDictionary == states[history.keptEpoch - 1])
        #expect(evaluate(model, on: wrong, batchSize: 32).loss == best)
    }

    @Test func frozenPartsStayAsTheyAre() {
        let model = Self.network()
        let before = model.stateDictionary
        model.layers[0].freeze()
        model.layers[1].freeze()
        train(model, on: Self.images, optimizer: Adam(weightDecay: 0.1), options: TrainingOptions(epochs: 1))
        let after = model.stateDictionary
        for path in before.keys {
            #expect((after[path] == before[path]) == (path.hasPrefix("0.") || path.hasPrefix("1.")), "\(path)")
        }

        // PyTorch's way: γ and β stay, the statistics move.
        train(
            model, on: Self.images, optimizer: Adam(), options: TrainingOptions(epochs: 1, frozenLayersEvaluate: false))
        #expect(model.stateDictionary["1.weight"] == before["1.weight"])
        #expect(model.stateDictionary["1.running_mean"] != before["1.running_mean"])
    }

    @Test func aDivergingTrainingStopsBeforeTheWeightsAreLost() {
        let model = Self.perceptron()
        let data = Self.circle(40, seed: 1)
        let values = TrainingData(
            inputs: data.inputs * 1e15, targets: ValueTargets(Tensor.ones([40, 2])))
        let history = train(
            model, on: values, optimizer: SGD(learningRate: 1e6), options: TrainingOptions(epochs: 50, batchSize: 8))
        #expect(history.ending == .diverged)
        #expect(history.epochs.count < 50)
    }

    @Test func theCallbackEndsATraining() {
        let history = train(
            Self.perceptron(), on: Self.circle(64, seed: 1), optimizer: Adam(),
            options: TrainingOptions(epochs: 5)
        ) { $0.epoch < 3 }
        #expect(history.ending == .cancelled)
        #expect(history.epochs.count == 2)
    }

    @Test func evaluationLeavesTheModesAsTheyWere() {
        let model = Self.network()
        model.layers[1].isTraining = false
        let other = Chain(model, Dropout())
        let state = other.stateDictionary
        _ = evaluate(other, on: Self.images)
        #expect(!model.layers[1].isTraining)
        #expect(other.layers[1].isTraining)
        #expect(other.stateDictionary == state)
    }

    @Test func batchesHaveEverySampleOnce() {
        let batches = shuffledBatches(of: 10, size: 3, seed: 1)
        #expect(batches.map(\.count) == [3, 3, 3, 1])
        #expect(batches.flatMap { $0 }.sorted() == Array(0..<10))
        #expect(batches == shuffledBatches(of: 10, size: 3, seed: 1))
        #expect(batches != shuffledBatches(of: 10, size: 3, seed: 2))
        #expect(shuffledBatches(of: 10, size: 3, seed: 1, dropsLast: true) == Array(batches.prefix(3)))
        #expect(shuffledBatches(of: 0, size: 3, seed: 1) == [])
        // Each of the 6 orders of 3 about as often: 100 ± 5 standard deviations.
        var counts: [[Int]: Int] = [:]
        for seed in 0..<600 { counts[shuffledBatches(of: 3, size: 3, seed: UInt64(seed))[0], default: 0] += 1 }
        #expect(counts.count == 6)
        #expect(counts.values.allSatisfy { abs($0 - 100) < 46 })
    }

    @Test func optionsThatCantBeAreErrors() {
        let check = { (options: TrainingOptions) throws(ShapeError) in
            try options.validate(sampleCount: 10, hasValidation: false)
        }
        for options in [
            TrainingOptions(epochs: -1), TrainingOptions(batchSize: 0),
            TrainingOptions(batchSize: 11, dropsLastBatch: true),
            TrainingOptions(earlyStopping: .init(patience: 1)), TrainingOptions(schedule: .step(every: 0)),
        ] {
            #expect(throws: ShapeError.self) { try check(options) }
        }
    }
}
