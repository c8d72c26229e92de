/// The twelve numbers of a COCO evaluation of boxes, as pycocotools' `summarize` has them.
///
/// AP is the mean of the average precisions over all classes and, unless one is named, the ten thresholds
/// 0.5, 0.55 … 0.95; AR is the same mean of the highest recalls. A number is nil where pycocotools says −1: there is
/// nothing to find.
///
/// Time is proportional to 60 evaluations, one for each threshold and each pair of sizes and limit.
public struct COCOSummary: Equatable, Sendable, CustomStringConvertible {
    /// AP over all thresholds: the number that COCO ranks by.
    public let averagePrecision: Double?
    /// AP at IoU ≥ 0.5.
    public let averagePrecision50: Double?
    /// AP at IoU ≥ 0.75.
    public let averagePrecision75: Double?
    /// AP of objects up to 32² pixels.
    public let averagePrecisionSmall: Double?
    /// AP of objects from 32² to 96² pixels.
    public let averagePrecisionMedium: Double?
    /// AP of objects from 96² pixels on.
    public let averagePrecisionLarge: Double?
    /// AR with 1 detection of a class in an image.
    public let averageRecall1: Double?
    /// AR with 10 detections of a class in an image.
    public let averageRecall10: Double?
    /// AR with 100 detections of a class in an image.
    public let averageRecall100: Double?
    /// AR of objects up to 32² pixels.
    public let averageRecallSmall: Double?
    /// AR of objects from 32² to 96² pixels.
    public let averageRecallMedium: Double?
    /// AR of objects from 96² pixels on.
    public let averageRecallLarge: Double?

    /// Evaluates all detections of a data set.
    ///
    /// - Throws: `EvaluationError` if a score is NaN or a box isn't one.
    public init(_ images: [EvaluationImage]) throws(EvaluationError) {
        func run(
            _ areas: ClosedRange<Double> = DetectionProtocol.allAreas, limit: Int = 100
        ) throws(EvaluationError) -> [DetectionEvaluation] {
            var results: [DetectionEvaluation] = []
            for threshold in DetectionProtocol.cocoThresholds {
                var rules = DetectionProtocol.coco.threshold(threshold)
                (rules.areas, rules.detectionLimit) = (areas, limit)
                results.append(try DetectionEvaluation(images, by: rules))
            }
            return results
        }
        // The classes with objects are the same at every threshold, so a mean of means is the mean.
        func mean(_ values: [Double?]) -> Double? {
            let present = values.compactMap { $0 }
            return present.isEmpty ? nil : present.reduce(0, +) / Double(present.count)
        }
        let all = try run()
        averagePrecision = mean(all.map(\.meanAveragePrecision))
        averagePrecision50 = all[0].meanAveragePrecision
        averagePrecision75 = all[5].meanAveragePrecision
        averageRecall1 = mean(try run(limit: 1).map(\.meanHighestRecall))
        averageRecall10 = mean(try run(limit: 10).map(\.meanHighestRecall))
        averageRecall100 = mean(all.map(\.meanHighestRecall))
        let small = try run(DetectionProtocol.smallAreas)
        averagePrecisionSmall = mean(small.map(\.meanAveragePrecision))
        averageRecallSmall = mean(small.map(\.meanHighestRecall))
        let medium = try run(DetectionProtocol.mediumAreas)
        averagePrecisionMedium = mean(medium.map(\.meanAveragePrecision))
        averageRecallMedium = mean(medium.map(\.meanHighestRecall))
        let large = try run(DetectionProtocol.largeAreas)
        averagePrecisionLarge = mean(large.map(\.meanAveragePrecision))
        averageRecallLarge = mean(large.map(\.meanHighestRecall))
    }

    /// The twelve numbers in pycocotools' order.
    public var values: [Double?] {
        [
            averagePrecision, averagePrecision50, averagePrecision75, averagePrecisionSmall, averagePrecisionMedium,
            averagePrecisionLarge, averageRecall1, averageRecall10, averageRecall100, averageRecallSmall,
            averageRecallMedium, averageRecallLarge,
        ]
    }

    /// A line a number: its name and the number with three decimals.
    public var description: String {
        let names = ["AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl"]
        return zip(names, values).map { name, value in
            let number = value.map { String(($0 * 1000).rounded() / 1000) } ?? "–"
            return "\(name) \(number)"
        }.joined(separator: "\n")
    }
}
