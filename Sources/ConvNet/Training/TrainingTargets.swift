/// How much of what was to be said was said right.
public struct Score: Equatable, Sendable {
    /// How often it was right.
    public var hits: Int
    /// Out of how many.
    public var trials: Int

    /// So many out of so many.
    public init(hits: Int = 0, trials: Int = 0) {
        self.hits = hits
        self.trials = trials
    }

    /// hits / trials; NaN of nothing.
    public var accuracy: Double { Double(hits) / Double(trials) }

    /// The sum of two scores.
    public static func + (a: Score, b: Score) -> Score { Score(hits: a.hits + b.hits, trials: a.trials + b.trials) }
}

/// What a network should have said of each sample, and how wrong it is: all that the training loop knows of a task.
///
/// `ClassTargets` is for classification and segmentation, `ValueTargets` for regression, `DetectionTargets` for boxes.
public protocol TrainingTargets: Sendable {
    /// How many samples there are.
    var count: Int { get }

    /// The loss of the network's output for some samples, the mean over them.
    ///
    /// - Parameters:
    ///   - output: What the network said, one row a sample.
    ///   - samples: The samples' numbers, in the order of the rows.
    /// - Returns: The loss.
    func loss(_ output: Tensor, samples: [Int]) -> Float

    /// ∂loss/∂output, of the output's shape.
    func lossGradient(_ output: Tensor, samples: [Int]) -> Tensor

    /// What of the output is right.
    func score(_ output: Tensor, samples: [Int]) -> Score
}

/// A class for each sample, or for each of its positions: cross-entropy, and the share of right classes.
///
/// ```swift
/// ClassTargets(labels: data.classes)                          // an image is a circle: output (N, C)
/// ClassTargets(labels: data.pixelLabels, positions: 32 * 32)  // a pixel is of a circle: output (N, C, H, W)
/// ```
public struct ClassTargets: TrainingTargets {
    /// The class of each position, in the order of (N, positions); `ignoreIndex` for none.
    public let labels: [Int]
    /// How many positions a sample has.
    public let positions: Int
    /// ε of the cross-entropy.
    public let labelSmoothing: Double
    /// The label of positions that don't count.
    public let ignoreIndex: Int

    /// Targets by their labels; traps unless the positions divide their number.
    public init(labels: [Int], positions: Int = 1, labelSmoothing: Double = 0, ignoreIndex: Int = -100) {
        orTrap { () throws(ShapeError) in
            try ShapeCheck("ClassTargets", ["labels": [labels.count], "positions": [positions]]).require(
                positions >= 1 && labels.count % positions == 0, "there must be as many labels for each sample")
        }
        self.labels = labels
        self.positions = positions
        self.labelSmoothing = labelSmoothing
        self.ignoreIndex = ignoreIndex
    }

    /// How many samples there are.
    public var count: Int { labels.count / positions }

    /// The cross-entropy; see `crossEntropy`.
    public func loss(_ output: Tensor, samples: [Int]) -> Float {
        crossEntropy(output, targets: labels(of: samples), labelSmoothing: labelSmoothing, ignoreIndex: ignoreIndex)
    }

    /// The cross-entropy's gradient.
    public func lossGradient(_ output: Tensor, samples: [Int]) -> Tensor {
        crossEntropyBackward(
            output, targets: labels(of: samples), labelSmoothing: labelSmoothing, ignoreIndex: ignoreIndex)
    }

    /// How many positions have their class.
    public func score(_ output: Tensor, samples: [Int]) -> Score {
        zip(predictedClasses(output), labels(of: samples)).reduce(into: Score()) { score, pair in
            guard pair.1 != ignoreIndex else { return }
            score = score + Score(hits: pair.0 == pair.1 ? 1 : 0, trials: 1)
        }
    }

    private func labels(of samples: [Int]) -> [Int] {
        samples.flatMap { labels[($0 * positions)..<(($0 + 1) * positions)] }
    }
}

/// Numbers for each sample: the mean squared error.
///
/// Nothing is right or wrong, so that there is no score.
public struct ValueTargets: TrainingTargets {
    /// What the output should be, (N, …).
    public let values: Tensor

    /// Targets by their values; traps on a tensor without axes.
    public init(_ values: Tensor) {
        requireSamples("ValueTargets", values)
        self.values = values
    }

    /// How many samples there are.
    public var count: Int { values.shape[0] }

    /// The mean squared error; see `meanSquaredError`.
    public func loss(_ output: Tensor, samples: [Int]) -> Float {
        meanSquaredError(output, target: values.selecting(samples))
    }

    /// The mean squared error's gradient.
    public func lossGradient(_ output: Tensor, samples: [Int]) -> Tensor {
        meanSquaredErrorBackward(output, target: values.selecting(samples))
    }

    /// Nothing out of nothing.
    public func score(_ output: Tensor, samples: [Int]) -> Score { Score() }
}

/// The class with the highest score at each position of (N, C, …), in the order of (N, …); the first of equals.
///
/// Traps unless there are at least the axes N and C, and at least one class.
public func predictedClasses(_ scores: Tensor) -> [Int] {
    orTrap { () throws(ShapeError) in
        try ShapeCheck("predictedClasses", ["scores": scores.shape]).require(
            scores.rank >= 2 && scores.shape[1] >= 1, "there must be the axes [N, C, …] with at least 1 class")
    }
    let classes = scores.shape[1]
    let inner = scores.shape[2...].reduce(1, *)
    return scores.values.withUnsafeBufferPointer { values in
        (0..<(scores.shape[0] * inner)).map { position in
            let start = position / inner * classes * inner + position % inner
            var best = 0
            for index in 1..<classes where values[start + index * inner] > values[start + best * inner] {
                best = index
            }
            return best
        }
    }
}

extension Tensor {
    /// Some of the first axis' rows, in the given order: (N, …) to (rows.count, …).
    ///
    /// Traps on a tensor without axes, and on a row that isn't there.
    public func selecting(_ rows: [Int]) -> Tensor {
        requireSamples("selecting", self)
        let size = shape.dropFirst().reduce(1, *)
        var result: [Float] = []
        result.reserveCapacity(rows.count * size)
        for row in rows {
            guard 0..<shape[0] ~= row else {
                trap(ShapeCheck("selecting", ["tensor": shape]).error("row \(row) is not in 0..<\(shape[0])"))
            }
            result.append(contentsOf: values[(row * size)..<((row + 1) * size)])
        }
        return Tensor(checkedShape: [rows.count] + shape.dropFirst(), result)
    }
}

private func requireSamples(_ operation: String, _ tensor: Tensor) {
    orTrap { () throws(ShapeError) in
        try ShapeCheck(operation, ["tensor": tensor.shape]).require(tensor.rank >= 1, "there is no axis of samples")
    }
}
