/// The twelve numbers of a COCO evaluation, as pycocotools' `summarize` has them.
///
/// AP is the mean of the average precisions over all classes and, unless one is named, the ten thresholds
/// 0.5, 0.55 … 0.95; AR is the same mean of the highest recalls. A number is nil where pycocotools says −1: there is
/// nothing to find.
public struct COCOSummary: Equatable, Sendable, CustomStringConvertible {
    /// What the numbers are called, in pycocotools' order.
    public static let names = [
        "AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl",
    ]

    /// The twelve numbers in pycocotools' order.
    public let values: [Double?]

    /// The means over some classes: all of them, or one.
    init(_ classes: [COCOClassTally]) {
        let count = COCOClassTally.thresholdCount
        func mean(_ values: (COCOClassTally) -> ArraySlice<Double?>) -> Double? {
            let present = classes.flatMap { values($0).compactMap { $0 } }
            return present.isEmpty ? nil : present.reduce(0, +) / Double(present.count)
        }
        func precision(_ area: COCOArea, _ thresholds: Range<Int>? = nil) -> Double? {
            let start = area.index * count
            let range = thresholds.map { start + $0.lowerBound..<start + $0.upperBound } ?? start..<start + count
            return mean { $0.averagePrecisions[range] }
        }
        func recall(_ area: COCOArea, _ limit: Int) -> Double? {
            let start = (limit * 4 + area.index) * count
            return mean { $0.highestRecalls[start..<start + count] }
        }
        values = [
            precision(.all), precision(.all, 0..<1), precision(.all, 5..<6), precision(.small), precision(.medium),
            precision(.large), recall(.all, 0), recall(.all, 1), recall(.all, 2), recall(.small, 2),
            recall(.medium, 2), recall(.large, 2),
        ]
    }

    /// Evaluates all detections of a data set: boxes, at the recalls of pycocotools.
    ///
    /// - Throws: `EvaluationError` if a score is NaN or a box isn't one.
    public init(_ images: [EvaluationImage]) throws(EvaluationError) {
        self = try COCOEvaluation(images).summary
    }

    /// AP over all thresholds: the number that COCO ranks by.
    public var averagePrecision: Double? { values[0] }
    /// AP at IoU ≥ 0.5.
    public var averagePrecision50: Double? { values[1] }
    /// AP at IoU ≥ 0.75.
    public var averagePrecision75: Double? { values[2] }
    /// AP of objects up to 32² pixels.
    public var averagePrecisionSmall: Double? { values[3] }
    /// AP of objects from 32² to 96² pixels.
    public var averagePrecisionMedium: Double? { values[4] }
    /// AP of objects from 96² pixels on.
    public var averagePrecisionLarge: Double? { values[5] }
    /// AR with 1 detection of a class in an image.
    public var averageRecall1: Double? { values[6] }
    /// AR with 10 detections of a class in an image.
    public var averageRecall10: Double? { values[7] }
    /// AR with 100 detections of a class in an image.
    public var averageRecall100: Double? { values[8] }
    /// AR of objects up to 32² pixels.
    public var averageRecallSmall: Double? { values[9] }
    /// AR of objects from 32² to 96² pixels.
    public var averageRecallMedium: Double? { values[10] }
    /// AR of objects from 96² pixels on.
    public var averageRecallLarge: Double? { values[11] }

    /// A line a number: its name and the number with three decimals.
    public var description: String {
        zip(COCOSummary.names, values).map { name, value in
            let number = value.map { String(($0 * 1000).rounded() / 1000) } ?? "–"
            return "\(name) \(number)"
        }.joined(separator: "\n")
    }
}
