/// Precision and recall of one class as the score below which detections are thrown away goes down.
///
/// There is a point after each detection that counts, from the highest score to the lowest:
///
///     precision = TP / (TP + FP),   recall = TP / objects
///
/// Equal scores have a point each, in the order in which they were given, as in the reference tools.
public struct PrecisionRecallCurve: Equatable, Sendable {
    /// The detections down to one score.
    public struct Point: Equatable, Sendable {
        /// The score of the last of them.
        public let score: Double
        /// How many of them have found an object.
        public let truePositives: Int
        /// How many of them have not.
        public let falsePositives: Int
        /// The part of all objects that is found, in [0, 1].
        public let recall: Double
        /// The part of the detections that has found an object, in [0, 1].
        public let precision: Double
    }

    /// How many objects there are to find.
    public let objectCount: Int
    /// One after each detection; none if there are no objects, as no recall is defined then.
    public let points: [Point]

    /// The curve of one class over a whole data set.
    ///
    /// - Parameters:
    ///   - matches: the detections in any order; ignored ones leave no point.
    ///   - objectCount: how many objects there are to find.
    /// - Throws: `EvaluationError` if a score is NaN, or there are more true positives than objects.
    public init(_ matches: [ScoredMatch], objectCount: Int) throws(EvaluationError) {
        if let place = matches.firstIndex(where: { $0.score.isNaN }) { throw .scoreIsNaN(image: nil, detection: place) }
        let hits = matches.count { $0.outcome == .truePositive }
        guard hits <= objectCount else { throw .moreMatchesThanObjects(matches: hits, objects: objectCount) }
        self.init(checked: matches, objectCount: objectCount)
    }

    /// For matches that are known to be right.
    init(checked matches: [ScoredMatch], objectCount: Int) {
        self.objectCount = objectCount
        var points: [Point] = []
        var (hits, misses) = (0, 0)
        for index in descendingOrder(matches.map(\.score)) where objectCount > 0 {
            switch matches[index].outcome {
            case .truePositive: hits += 1
            case .falsePositive: misses += 1
            case .ignored: continue
            }
            points.append(
                Point(
                    score: matches[index].score, truePositives: hits, falsePositives: misses,
                    recall: Double(hits) / Double(objectCount), precision: Double(hits) / Double(hits + misses)))
        }
        self.points = points
    }

    /// At each point, the best precision there or at any higher recall: the curve without its teeth.
    public var envelope: [Double] {
        var best = 0.0
        var envelope = points.map(\.precision)
        for index in envelope.indices.reversed() {
            best = max(best, envelope[index])
            envelope[index] = best
        }
        return envelope
    }

    /// The highest recall reached, in [0, 1]; nil if there are no objects.
    public var highestRecall: Double? {
        objectCount > 0 ? points.last?.recall ?? 0 : nil
    }

    /// The average precision: the area under the envelope, as `averaging` takes it.
    ///
    /// - Returns: a number in [0, 1]; nil if there are no objects, where pycocotools says −1.
    public func averagePrecision(_ averaging: PrecisionAveraging) -> Double? {
        guard objectCount > 0 else { return nil }
        switch averaging {
        case .allPoints: return areaUnderEnvelope
        case .elevenPoints(let grid): return mean(sampled(steps: 10, grid))
        case .points101(let grid): return mean(sampled(steps: 100, grid))
        }
    }

    /// The envelope at the recalls 0, 1/steps … 1: at the first point that reaches the recall, and 0 where none does.
    ///
    /// `steps` must be positive; with fewer, there is one sample, at a recall of 0.
    public func sampled(steps: Int, _ grid: RecallGrid = .multiples) -> [Double] {
        guard steps > 0 else { return [envelope.first ?? 0] }
        let envelope = envelope
        var place = 0
        return (0...steps).map { k in
            while place < points.count,
                !grid.reaches(k, of: steps, found: points[place].truePositives, objects: objectCount)
            {
                place += 1
            }
            return place < points.count ? envelope[place] : 0
        }
    }

    /// Σ (Rᵢ − Rᵢ₋₁) · Pᵢ over all points, P being the envelope.
    private var areaUnderEnvelope: Double {
        var (area, recall) = (0.0, 0.0)
        for (point, precision) in zip(points, envelope) where point.recall != recall {
            area += (point.recall - recall) * precision
            recall = point.recall
        }
        return area
    }

    private func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(values.count)
    }
}

/// How an average precision is taken from a curve.
public enum PrecisionAveraging: Hashable, Sendable {
    /// The mean of the envelope at the recalls 0, 0.1 … 1. Pascal VOC 2007.
    case elevenPoints(RecallGrid = .multiples)
    /// The whole area under the envelope, Σ ΔR · P. Pascal VOC from 2010 on.
    case allPoints
    /// The mean of the envelope at the recalls 0, 0.01 … 1. COCO.
    ///
    /// pycocotools adds 2⁻⁵² to the denominator of the precision; that is not copied, its trace is in the 16th digit.
    case points101(RecallGrid = .multiples)
}
