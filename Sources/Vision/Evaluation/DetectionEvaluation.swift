/// One image: what is there, and what was detected, of all classes.
public struct EvaluationImage: Hashable, Sendable {
    /// The objects.
    public var truths: [TruthBox]
    /// The detections, in any order.
    public var detections: [Detection]

    /// An image by what is in it.
    public init(truths: [TruthBox], detections: [Detection]) {
        self.truths = truths
        self.detections = detections
    }

    /// Scores must have an order, and boxes must be boxes.
    static func check(_ images: [EvaluationImage]) throws(EvaluationError) {
        for (number, image) in images.enumerated() {
            for (place, detection) in image.detections.enumerated() {
                guard !detection.score.isNaN else { throw .scoreIsNaN(image: number, detection: place) }
                guard detection.box.isValid else {
                    throw .invalidDetectionBox(image: number, detection: place, detection.box)
                }
            }
            for (place, truth) in image.truths.enumerated() where !truth.box.isValid {
                throw .invalidTruthBox(image: number, truth: place, truth.box)
            }
        }
    }
}

/// How well objects are detected over a data set, class by class.
///
/// ```swift
/// let image = EvaluationImage(
///     truths: [TruthBox(Box(0, 0, 10, 10)), TruthBox(Box(20, 0, 30, 10))],
///     detections: [Detection(Box(0, 0, 10, 9), score: 0.9), Detection(Box(50, 0, 60, 10), score: 0.8)])
/// let result = try DetectionEvaluation([image], by: .voc2010)
/// result.meanAveragePrecision                    // 0.5
/// ```
public struct DetectionEvaluation: Equatable, Sendable {
    /// The result of one class.
    public struct ClassResult: Equatable, Sendable {
        /// Which class.
        public let classID: Int
        /// Precision and recall over the whole data set.
        public let curve: PrecisionRecallCurve
        /// The average precision, in [0, 1]; nil if there is nothing to find.
        public let averagePrecision: Double?

        /// How many objects there are to find; difficult, crowd and out-of-range ones are not among them.
        public var objectCount: Int { curve.objectCount }
    }

    /// The rules.
    public let rules: DetectionProtocol
    /// A result for each class that has an object or a detection, by ascending class.
    public let classes: [ClassResult]

    /// Evaluates all detections of a data set.
    ///
    /// Detections are ordered by score over all images; equal scores in the order of the images, and in an image as
    /// given.
    ///
    /// - Parameters:
    ///   - images: all images, those without objects or detections too.
    ///   - rules: the benchmark's rules.
    /// - Throws: `EvaluationError` if a score is NaN or a box isn't one.
    public init(_ images: [EvaluationImage], by rules: DetectionProtocol) throws(EvaluationError) {
        try EvaluationImage.check(images)
        self.init(checked: images, by: rules, sequence: nil)
    }

    /// For images that are known to be right; `sequence` orders equal scores of different images, if it is given.
    init(checked images: [EvaluationImage], by rules: DetectionProtocol, sequence: [[Int]]?) {
        var matches: [Int: [(match: ScoredMatch, number: Int)]] = [:]
        var objectCounts: [Int: Int] = [:]
        for (imageNumber, image) in images.enumerated() {
            let truths = Dictionary(grouping: image.truths, by: \.classID)
            let places = Dictionary(grouping: image.detections.indices) { image.detections[$0].classID }
            for (classID, places) in places {
                let found = rules.ranked(places.map { image.detections[$0] }, truths[classID, default: []])
                for (place, match) in found {
                    matches[classID, default: []].append((match, sequence?[imageNumber][places[place]] ?? 0))
                }
            }
            for (classID, truths) in truths {
                objectCounts[classID, default: 0] += rules.objectCount(truths)
            }
        }
        self.rules = rules
        classes = Set(matches.keys).union(objectCounts.keys).sorted().map { classID in
            var found = matches[classID, default: []]
            // A stable sort, so that without a sequence nothing moves.
            if sequence != nil { found.sort { $0.number < $1.number } }
            let curve = PrecisionRecallCurve(
                checked: found.map(\.match), objectCount: objectCounts[classID, default: 0])
            return ClassResult(
                classID: classID, curve: curve, averagePrecision: curve.averagePrecision(rules.averaging))
        }
    }

    /// mAP: the mean over the classes that have something to find, in [0, 1]; nil if none has.
    ///
    /// A class without objects is left out, whatever was detected of it: it has no recall.
    public var meanAveragePrecision: Double? {
        mean(classes.compactMap(\.averagePrecision))
    }

    /// The mean of the highest recalls, over the classes that have something to find; nil if none has.
    public var meanHighestRecall: Double? {
        mean(classes.compactMap(\.curve.highestRecall))
    }

    private func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
