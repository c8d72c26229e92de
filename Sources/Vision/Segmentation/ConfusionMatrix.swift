/// How many pixels of each true class were labelled as each class, added up over a data set.
///
/// ```swift
/// var matrix = try ConfusionMatrix(classCount: 2)
/// try matrix.add(truth: [0, 0, 1, 1], prediction: [0, 1, 1, 1])
/// matrix.counts                                  // [[1, 1], [0, 2]]
/// matrix.meanIoU                                 // 0.5833333333333333: the mean of 1/2 and 2/3
/// ```
///
/// Everything is measured on the sums, not image by image: a mean of images would count a class's few pixels in one
/// image as much as its many in another. Pixels whose *true* label is the void label are left out, whatever was
/// predicted for them; a prediction may not be void.
public struct ConfusionMatrix: Equatable, Sendable {
    /// How many classes; their labels are 0, 1 … classCount − 1.
    public let classCount: Int
    /// The true label of pixels that don't count, such as Pascal VOC's 255 along outlines; nil if all count.
    public let voidLabel: Int?
    /// Pixels: `counts[t][p]` of true class t were labelled p.
    public private(set) var counts: [[Int]]

    /// A matrix of zeros.
    ///
    /// - Parameters:
    ///   - classCount: how many classes, the background among them; at least 1.
    ///   - voidLabel: the true label of pixels that don't count; a class if that is to be left out (such as the
    ///     background).
    /// - Throws: `SegmentationError` if `classCount` is less than 1.
    public init(classCount: Int, voidLabel: Int? = nil) throws(SegmentationError) {
        guard classCount >= 1 else { throw .noClasses(classCount) }
        self.classCount = classCount
        self.voidLabel = voidLabel
        counts = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: classCount)
    }

    /// Adds one image, or any part of one: labels of the same pixels in the same order.
    ///
    /// After an error the matrix is as it was before.
    ///
    /// - Throws: `SegmentationError` if the counts differ or a label is no class, with the place of the first one.
    public mutating func add(truth: [Int], prediction: [Int]) throws(SegmentationError) {
        guard truth.count == prediction.count else {
            throw .differentCounts(truth: truth.count, prediction: prediction.count)
        }
        var added = counts
        for (pixel, (label, predicted)) in zip(truth, prediction).enumerated() where label != voidLabel {
            guard 0..<classCount ~= label else {
                throw .unknownLabel(label, pixel: pixel, isPrediction: false, classCount: classCount)
            }
            guard 0..<classCount ~= predicted else {
                throw .unknownLabel(predicted, pixel: pixel, isPrediction: true, classCount: classCount)
            }
            added[label][predicted] += 1
        }
        counts = added
    }

    /// Adds what another matrix has counted, such as one made in parallel.
    ///
    /// - Throws: `SegmentationError` if the classes or the void labels differ.
    public mutating func add(_ other: ConfusionMatrix) throws(SegmentationError) {
        guard classCount == other.classCount, voidLabel == other.voidLabel else {
            throw .differentClasses(classCount, void: voidLabel, other.classCount, otherVoid: other.voidLabel)
        }
        for row in counts.indices {
            for column in counts.indices { counts[row][column] += other.counts[row][column] }
        }
    }
}

/// Labels that can't be counted; positions count from 0.
public enum SegmentationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A matrix of this many classes.
    case noClasses(Int)
    /// Not as many predictions as true labels.
    case differentCounts(truth: Int, prediction: Int)
    /// A label that is no class.
    case unknownLabel(Int, pixel: Int, isPrediction: Bool, classCount: Int)
    /// Two matrices of different classes or void labels.
    case differentClasses(Int, void: Int?, Int, otherVoid: Int?)

    /// What is wrong, and where.
    public var description: String {
        switch self {
        case .noClasses(let count): "there must be at least 1 class, but there are \(count)"
        case .differentCounts(let truth, let prediction):
            "there must be a prediction for each pixel, but there are \(prediction) for \(truth)"
        case .unknownLabel(let label, let pixel, let isPrediction, let classCount):
            "pixel \(pixel): the \(isPrediction ? "predicted" : "true") label must be in 0..<\(classCount), but is \(label)"
        case .differentClasses(let count, let void, let otherCount, let otherVoid):
            """
            the matrices must have the same classes and void label, but have \(count) and \(otherCount), \
            \(void.map(String.init) ?? "none") and \(otherVoid.map(String.init) ?? "none")
            """
        }
    }
}
