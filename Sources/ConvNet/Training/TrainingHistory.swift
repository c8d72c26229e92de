/// One epoch of a training: how it went.
public struct EpochRecord: Equatable, Sendable {
    /// From 1.
    public let epoch: Int
    /// The rate of its last step.
    public let learningRate: Double
    /// The mean loss of the epoch's samples, each measured before the step that learnt from it.
    public let loss: Double
    /// The share of right answers, measured likewise; NaN for a task without right and wrong.
    public let accuracy: Double
    /// The mean loss of the validation samples after the epoch; nil without any.
    public let validationLoss: Double?
    /// The share of right answers for the validation samples after the epoch; nil without any.
    public let validationAccuracy: Double?
}

/// A training from its first epoch to its last.
public struct TrainingHistory: Equatable, Sendable {
    /// Why it ended.
    public enum Ending: Equatable, Sendable {
        /// All epochs were run.
        case finished
        /// The validation stopped getting better.
        case stoppedEarly
        /// The loss became infinite or NaN; the learning rate may be too high.
        case diverged
        /// The progress callback said so.
        case cancelled
    }

    /// The epochs that were run to their end.
    public internal(set) var epochs: [EpochRecord] = []
    /// Why it ended.
    public internal(set) var ending = Ending.finished
    /// The epoch whose weights the network has, from 1: the best by validation with early stopping, else the last.
    ///
    /// 0 if none was run to its end, or none had a finite loss.
    public internal(set) var keptEpoch = 0

    /// The training loss of every epoch.
    public var losses: [Double] { epochs.map(\.loss) }

    /// The training accuracy of every epoch.
    public var accuracies: [Double] { epochs.map(\.accuracy) }

    /// The validation loss of every epoch; empty without validation.
    public var validationLosses: [Double] { epochs.compactMap(\.validationLoss) }

    /// The validation accuracy of every epoch; empty without validation.
    public var validationAccuracies: [Double] { epochs.compactMap(\.validationAccuracy) }
}

/// Where a training is, after a batch.
public struct TrainingProgress: Sendable {
    /// The epoch, from 1.
    public let epoch: Int
    /// How many epochs there are at most.
    public let epochs: Int
    /// The batch in the epoch, from 1.
    public let batch: Int
    /// How many batches an epoch has.
    public let batches: Int
    /// The mean loss of the epoch's samples so far.
    public let loss: Double
    /// The share of right answers so far; NaN for a task without right and wrong.
    public let accuracy: Double
    /// The whole epoch, after its last batch and its validation; nil before.
    public let finishedEpoch: EpochRecord?
}
