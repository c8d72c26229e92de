/// A whole COCO evaluation: the twelve numbers, over all classes and class by class, and every curve behind them.
///
/// ```swift
/// let truth = try COCODataset(contentsOf: "instances.json")
/// let results = try COCOResults(contentsOf: "detections.json", for: truth)
/// let evaluation = COCOEvaluation(results)
/// evaluation.summary.averagePrecision
/// evaluation.classes.map { ($0.name, $0.summary.averagePrecision50) }
/// evaluation.curve(categoryID: 18, threshold: 0.75)
/// ```
///
/// The numbers are those of pycocotools, the order of ties included. Each class is evaluated once for all thresholds,
/// sizes and limits, on all processors; the result does not depend on how many there are. Time and memory are
/// proportional to the number of detections.
public struct COCOEvaluation: Sendable {
    /// The result of one class.
    public struct ClassResult: Sendable {
        /// The category's number.
        public let categoryID: Int
        /// What people call it.
        public let name: String
        /// How many objects there are to find, crowds left out.
        public let objectCount: Int
        /// How many detections there were.
        public let detectionCount: Int
        /// The twelve numbers of this class alone.
        public let summary: COCOSummary
    }

    /// The twelve numbers over all classes.
    public let summary: COCOSummary
    /// One for each category, by ascending number, those without objects too.
    public let classes: [ClassResult]
    /// What was measured.
    public let region: COCORegion

    private let tallies: [COCOClassTally]

    /// Evaluates the detections of a file.
    ///
    /// - Parameters:
    ///   - results: the detections, which know their ground truth.
    ///   - grid: how the 101 recalls are written as numbers; as pycocotools writes them unless told otherwise.
    ///   - threads: how many threads to use; those of the machine unless given.
    ///   - progress: called now and then with the part that is done, in 0...1.
    public init(
        _ results: COCOResults, grid: RecallGrid = .multiples, threads: Int? = nil,
        progress: ((Double) -> Void)? = nil
    ) {
        let truth = results.truth
        let input = COCOEvaluationInput(
            truths: truth.regions, isCrowd: truth.isCrowd, detections: results.regions, scores: results.scores,
            region: truth.region, classCount: truth.categories.count, imageCount: truth.images.count,
            neverFound: Int32(truth.ids.firstIndex(of: 0) ?? -1))
        self.init(
            input, categories: truth.categories.map { ($0.id, $0.name) }, grid: grid, threads: threads,
            progress: progress)
    }

    /// Evaluates boxes that are in memory; a class is named by its number.
    ///
    /// - Throws: `EvaluationError` if a score is NaN or a box isn't one.
    public init(_ images: [EvaluationImage], grid: RecallGrid = .multiples) throws(EvaluationError) {
        try EvaluationImage.check(images)
        var classIDs: Set<Int> = []
        for image in images {
            classIDs.formUnion(image.truths.lazy.map(\.classID))
            classIDs.formUnion(image.detections.lazy.map(\.classID))
        }
        let sorted = classIDs.sorted()
        self.init(
            COCOEvaluationInput(images, classIDs: sorted), categories: sorted.map { ($0, "\($0)") }, grid: grid,
            threads: nil, progress: nil)
    }

    private init(
        _ input: COCOEvaluationInput, categories: [(id: Int, name: String)], grid: RecallGrid, threads: Int?,
        progress: ((Double) -> Void)?
    ) {
        let evaluation = COCOClassEvaluation(
            input: input,
            truthIndex: ClassIndex(input.truths, classCount: input.classCount, imageCount: input.imageCount),
            detectionIndex: ClassIndex(input.detections, classCount: input.classCount, imageCount: input.imageCount),
            grid: grid)
        // The largest first, so that no thread is left alone with one at the end.
        let order = (0..<input.classCount).sorted {
            evaluation.detectionIndex.range($0).count > evaluation.detectionIndex.range($1).count
        }
        let tallies = UnsafeMutableBufferPointer<COCOClassTally>.allocate(capacity: input.classCount)
        tallies.initialize(repeating: COCOClassTally())
        defer {
            tallies.deinitialize()
            tallies.deallocate()
        }
        // Each class has its own place, which no other thread touches.
        nonisolated(unsafe) let places = tallies
        concurrently(order.count, threads: threads, progress: progress) { number in
            places[order[number]] = evaluation.tally(order[number])
        }
        self.tallies = Array(tallies)
        region = input.region
        summary = COCOSummary(self.tallies)
        classes = zip(categories, self.tallies).map { category, tally in
            ClassResult(
                categoryID: category.id, name: category.name, objectCount: tally.objectCounts[0],
                detectionCount: tally.detectionCount, summary: COCOSummary([tally]))
        }
    }

    /// Precision and recall of one class, with at most 100 detections an image.
    ///
    /// - Parameters:
    ///   - categoryID: the category's number.
    ///   - threshold: the nearest of the ten thresholds is taken.
    ///   - area: the size of the objects to find.
    /// - Returns: the curve; nil if there is no such category.
    public func curve(
        categoryID: Int, threshold: Double = 0.5, area: COCOArea = .all
    ) -> PrecisionRecallCurve? {
        place(of: categoryID).map { tallies[$0].curve(threshold: nearest(threshold), area: area.index) }
    }

    /// The average precision of one class at one threshold; nil if there is nothing to find, or no such category.
    public func averagePrecision(categoryID: Int, threshold: Double = 0.5, area: COCOArea = .all) -> Double? {
        place(of: categoryID).flatMap {
            tallies[$0].averagePrecisions[area.index * COCOClassTally.thresholdCount + nearest(threshold)]
        }
    }

    private func place(of categoryID: Int) -> Int? { classes.firstIndex { $0.categoryID == categoryID } }

    private func nearest(_ threshold: Double) -> Int {
        let distances = DetectionProtocol.cocoThresholds.map { abs($0 - threshold) }
        return distances.indices.min { distances[$0] < distances[$1] } ?? 0
    }
}
