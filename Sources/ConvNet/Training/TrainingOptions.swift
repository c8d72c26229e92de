/// How a network is trained.
public struct TrainingOptions: Hashable, Sendable {
    /// What a step of the schedule is.
    public enum ScheduleUnit: Hashable, Sendable {
        /// The rate changes from epoch to epoch.
        case epoch
        /// The rate changes from batch to batch.
        case batch
    }

    /// When a training stops before its last epoch, and what it then keeps.
    public struct EarlyStopping: Hashable, Sendable {
        /// What must get better.
        public enum Measure: Hashable, Sendable {
            /// The validation loss, lower.
            case loss
            /// The validation accuracy, higher.
            case accuracy
        }

        /// What must get better.
        public var measure: Measure
        /// So many epochs in a row without anything better end the training.
        public var patience: Int
        /// What is better by no more than this is not better.
        public var minimumChange: Double

        /// The validation loss, unless told otherwise.
        public init(patience: Int, measure: Measure = .loss, minimumChange: Double = 0) {
            self.measure = measure
            self.patience = patience
            self.minimumChange = minimumChange
        }
    }

    /// How often all samples are learnt from.
    public var epochs: Int
    /// How many samples a step learns from.
    public var batchSize: Int
    /// What decides the order of the samples: another in every epoch.
    public var seed: UInt64
    /// Whether a smaller last batch of an epoch is left out.
    public var dropsLastBatch: Bool
    /// How the learning rate changes, from the one that the optimiser has at the start.
    public var schedule: LearningRateSchedule
    /// What a step of the schedule is.
    public var scheduleUnit: ScheduleUnit
    /// A bound on gradients; nil for none.
    public var clipping: GradientClipping?
    /// When to stop early; nil for never.
    ///
    /// The weights of the best epoch are restored at the end.
    public var earlyStopping: EarlyStopping?
    /// Whether a layer whose parameters are all frozen runs as in evaluation.
    ///
    /// A frozen batch normalisation then keeps its running statistics and uses them, as in Keras. PyTorch's freezes γ
    /// and β alone and goes on moving the statistics: `false`.
    public var frozenLayersEvaluate: Bool

    /// Options; each has a default.
    public init(
        epochs: Int = 10, batchSize: Int = 32, seed: UInt64 = 0, dropsLastBatch: Bool = false,
        schedule: LearningRateSchedule = .constant, scheduleUnit: ScheduleUnit = .epoch,
        clipping: GradientClipping? = nil, earlyStopping: EarlyStopping? = nil, frozenLayersEvaluate: Bool = true
    ) {
        self.epochs = epochs
        self.batchSize = batchSize
        self.seed = seed
        self.dropsLastBatch = dropsLastBatch
        self.schedule = schedule
        self.scheduleUnit = scheduleUnit
        self.clipping = clipping
        self.earlyStopping = earlyStopping
        self.frozenLayersEvaluate = frozenLayersEvaluate
    }

    /// Whether a network can be trained so.
    ///
    /// - Throws: `ShapeError` if there would be no step to make, the patience is less than 1, early stopping has no
    ///   validation to go by, or the schedule's numbers make none.
    public func validate(sampleCount: Int, hasValidation: Bool) throws(ShapeError) {
        let check = ShapeCheck("train", ["samples": [sampleCount], "batch": [batchSize]])
        try check.require(epochs >= 0, "the epochs must not be negative, but are \(epochs)")
        try check.require(batchSize >= 1, "a batch must have at least 1 sample")
        try check.require(
            sampleCount >= (dropsLastBatch ? batchSize : 1), "there are not enough samples for one batch")
        if let earlyStopping {
            try check.require(
                earlyStopping.patience >= 1, "the patience must be at least 1, but is \(earlyStopping.patience)")
            try check.require(hasValidation, "early stopping needs validation samples")
        }
        try schedule.validate()
    }
}
