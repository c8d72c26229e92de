/// How well a network does on samples that it doesn't learn from.
public struct EvaluationResult: Equatable, Sendable {
    /// The mean loss over the samples; NaN of none.
    public let loss: Double
    /// How many answers are right.
    public let score: Score

    /// The share of right answers; NaN for a task without right and wrong.
    public var accuracy: Double { score.accuracy }
}

/// Measures a network in evaluation mode, and leaves every layer in the mode it was in.
///
/// - Parameters:
///   - model: The network.
///   - data: What it is measured with.
///   - batchSize: How many samples run at once; the result is the same but for rounding.
/// - Returns: The mean loss and the score.
public func evaluate(_ model: any Layer, on data: TrainingData, batchSize: Int = 64) -> EvaluationResult {
    var total = RunningResult()
    inEvaluationMode(model) {
        for batch in orderedBatches(of: data.count, size: batchSize) {
            let output = model.forward(data.inputs.selecting(batch))
            total.add(
                data.targets.loss(output, samples: batch), data.targets.score(output, samples: batch),
                sampleCount: batch.count)
        }
    }
    return EvaluationResult(loss: total.loss, score: total.score)
}

/// What a network says of samples, in evaluation mode and batch by batch: (N, …) to the outputs, one row a sample.
///
/// Leaves every layer in the mode it was in. Traps on illegal shapes, and unless there is at least one sample.
public func predict(_ model: any Layer, _ inputs: Tensor, batchSize: Int = 64) -> Tensor {
    orTrap { () throws(ShapeError) in
        try ShapeCheck("predict", ["inputs": inputs.shape]).require(
            (inputs.shape.first ?? 0) >= 1, "there must be at least 1 sample")
    }
    var (values, shape): ([Float], [Int]) = ([], [])
    inEvaluationMode(model) {
        for batch in orderedBatches(of: inputs.shape[0], size: batchSize) {
            let output = model.forward(inputs.selecting(batch))
            values += output.values
            shape = output.shape
        }
    }
    return Tensor(shape: [inputs.shape[0]] + shape.dropFirst(), values)
}

/// Losses and scores added up over batches.
struct RunningResult {
    private var lossSum = 0.0
    private var sampleCount = 0
    private(set) var score = Score()

    mutating func add(_ loss: Float, _ score: Score, sampleCount: Int) {
        lossSum += Double(loss) * Double(sampleCount)
        self.sampleCount += sampleCount
        self.score = self.score + score
    }

    /// The mean over the samples; NaN of none.
    var loss: Double { lossSum / Double(sampleCount) }
}
