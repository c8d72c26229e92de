/// Trains a network: batch after batch, forward, loss, backward, one step of the optimiser.
///
/// ```swift
/// let shapes = ShapeImages(count: 1000, seed: 1)
/// let history = train(
///     model, on: TrainingData(inputs: shapes.images, targets: ClassTargets(labels: shapes.classes)),
///     optimizer: Adam(learningRate: 0.003), options: TrainingOptions(epochs: 5))
/// history.losses                      // falling, one would hope
/// ```
///
/// - The same data, network, options and seeds give the same weights, bit for bit, on any number of threads.
/// - Frozen parameters stay as they are; see `TrainingOptions.frozenLayersEvaluate` for what their layers' statistics do.
/// - Afterwards the network is in evaluation mode (`isTraining` is false), and the optimiser has its rate back.
/// - A loss that is no finite number ends the training before it gets into the weights.
///
/// Traps on options that can't be; see `TrainingOptions.validate(sampleCount:hasValidation:)`.
///
/// - Parameters:
///   - model: The network.
///   - data: What it learns from.
///   - validation: What it is measured with after each epoch, and never learns from; nil for nothing.
///   - optimizer: What makes steps of gradients; a fresh one unless a training is to be continued.
///   - options: Epochs, batches, schedule, early stopping.
///   - progress: Called after each batch; false ends the training.
/// - Returns: How it went.
@discardableResult
public func train(
    _ model: any Layer, on data: TrainingData, validation: TrainingData? = nil, optimizer: any Optimizer,
    options: TrainingOptions = TrainingOptions(), progress: (TrainingProgress) -> Bool = { _ in true }
) -> TrainingHistory {
    orTrap { () throws(ShapeError) in
        try options.validate(sampleCount: data.count, hasValidation: (validation?.count ?? 0) > 0)
    }
    var training = Training(model: model, data: data, optimizer: optimizer, options: options)
    let history = training.run(validation: validation, progress: progress)
    model.isTraining = false
    return history
}

/// A training under way.
private struct Training {
    let model: any Layer
    let data: TrainingData
    let optimizer: any Optimizer
    let options: TrainingOptions

    let initialRate: Double
    var seeds: SeededGenerator
    /// Steps made.
    var steps = 0
    var history = TrainingHistory()
    var best: (value: Double, epoch: Int, state: [Tensor])?

    init(model: any Layer, data: TrainingData, optimizer: any Optimizer, options: TrainingOptions) {
        self.model = model
        self.data = data
        self.optimizer = optimizer
        self.options = options
        initialRate = optimizer.learningRate
        seeds = SeededGenerator(seed: options.seed)
    }

    mutating func run(
        validation: TrainingData?, progress: (TrainingProgress) -> Bool
    ) -> TrainingHistory {
        for epoch in stride(from: 1, through: options.epochs, by: 1) {
            guard runEpoch(epoch, validation: validation, progress: progress) else { break }
            if options.earlyStopping != nil, let record = history.epochs.last, !isWorthGoingOn(after: record) {
                history.ending = .stoppedEarly
                break
            }
        }
        optimizer.learningRate = initialRate
        history.keptEpoch = history.epochs.last?.epoch ?? 0
        if let best {
            for (tensor, value) in zip(model.namedState, best.state) { tensor.tensor.value = value }
            history.keptEpoch = best.epoch
        }
        return history
    }

    /// Whether it ran to its end and the training goes on.
    private mutating func runEpoch(
        _ epoch: Int, validation: TrainingData?, progress: (TrainingProgress) -> Bool
    ) -> Bool {
        let batches = shuffledBatches(
            of: data.count, size: options.batchSize, seed: seeds.next(), dropsLast: options.dropsLastBatch)
        var total = RunningResult()
        model.prepareForTraining(frozenLayersEvaluate: options.frozenLayersEvaluate)
        for (index, batch) in batches.enumerated() {
            optimizer.learningRate = options.schedule.rate(
                at: options.scheduleUnit == .epoch ? epoch - 1 : steps, initial: initialRate)
            guard step(batch, &total) else {
                history.ending = .diverged
                return false
            }
            steps += 1
            var record: EpochRecord?
            if index == batches.count - 1 {
                record = finish(epoch, total, validation)
            }
            let goesOn = progress(
                TrainingProgress(
                    epoch: epoch, epochs: options.epochs, batch: index + 1, batches: batches.count, loss: total.loss,
                    accuracy: total.score.accuracy, finishedEpoch: record))
            guard goesOn else {
                history.ending = .cancelled
                return false
            }
        }
        return true
    }

    /// Learns from one batch, unless its loss is no finite number.
    private func step(_ batch: [Int], _ total: inout RunningResult) -> Bool {
        let output = model.forward(data.inputs.selecting(batch))
        let loss = data.targets.loss(output, samples: batch)
        total.add(loss, data.targets.score(output, samples: batch), sampleCount: batch.count)
        guard loss.isFinite else { return false }
        model.backwardToParameters(data.targets.lossGradient(output, samples: batch))
        let parameters = model.parameters
        if let clipping = options.clipping { clipGradients(of: parameters, by: clipping) }
        optimizer.step(parameters)
        return true
    }

    private mutating func finish(_ epoch: Int, _ total: RunningResult, _ validation: TrainingData?) -> EpochRecord {
        let measured = validation.map { evaluate(model, on: $0, batchSize: options.batchSize) }
        let record = EpochRecord(
            epoch: epoch, learningRate: optimizer.learningRate, loss: total.loss, accuracy: total.score.accuracy,
            validationLoss: measured?.loss, validationAccuracy: measured?.score.accuracy)
        history.epochs.append(record)
        return record
    }

    /// Keeps the best weights so far; false when nothing better has come for too long.
    private mutating func isWorthGoingOn(after record: EpochRecord) -> Bool {
        guard let stopping = options.earlyStopping else { return true }
        // Lower is better.
        let value =
            switch stopping.measure {
            case .loss: record.validationLoss ?? .nan
            case .accuracy: -(record.validationAccuracy ?? .nan)
            }
        let limit = best.map { $0.value - stopping.minimumChange } ?? .infinity
        // The first one counts even if it is infinite: there is nothing else to go back to.
        if value < limit || (best == nil && !value.isNaN) {
            best = (value, record.epoch, model.namedState.map(\.tensor.value))
        }
        return record.epoch - (best?.epoch ?? 0) < stopping.patience
    }
}

extension Optimizer {
    /// One step of every parameter that isn't frozen, along its gradient.
    ///
    /// A parameter's slot is its place in the list: give the same list each time (all of `Layer.parameters`).
    public func step(_ parameters: [Parameter]) {
        for (slot, parameter) in parameters.enumerated() where !parameter.isFrozen {
            let gradient = parameter.gradient
            parameter.update { update(&$0, gradient: gradient, slot: slot) }
        }
    }
}

extension Layer {
    /// Training mode for everything inside, but for layers whose parameters are all frozen, if so wanted.
    func prepareForTraining(frozenLayersEvaluate: Bool) {
        isTraining = true
        if frozenLayersEvaluate { evaluateFrozenLayers() }
    }

    private func evaluateFrozenLayers() {
        let own = state.compactMap { $0 as? Parameter }
        if !own.isEmpty, own.allSatisfy(\.isFrozen), children.isEmpty { isTraining = false }
        for child in children { child.layer.evaluateFrozenLayers() }
    }
}
