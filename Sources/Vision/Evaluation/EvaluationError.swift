/// Data that can't be evaluated, and where it is; positions count from 0.
public enum EvaluationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A detection without an order; `image` is nil where there are no images.
    case scoreIsNaN(image: Int?, detection: Int)
    /// A detection's box with a number that is not finite, or with its corners the wrong way round.
    case invalidDetectionBox(image: Int, detection: Int, Box)
    /// An object's box with a number that is not finite, or with its corners the wrong way round.
    case invalidTruthBox(image: Int, truth: Int, Box)
    /// More detections that found an object than there are objects.
    case moreMatchesThanObjects(matches: Int, objects: Int)

    /// What is wrong, and where.
    public var description: String {
        let rule = "must have finite numbers with x1 ≤ x2 and y1 ≤ y2"
        return switch self {
        case .scoreIsNaN(nil, let detection): "detection \(detection): the score is NaN"
        case .scoreIsNaN(let image?, let detection): "image \(image), detection \(detection): the score is NaN"
        case .invalidDetectionBox(let image, let detection, let box):
            "image \(image), detection \(detection): the box \(rule), but is \(box)"
        case .invalidTruthBox(let image, let truth, let box):
            "image \(image), object \(truth): the box \(rule), but is \(box)"
        case .moreMatchesThanObjects(let matches, let objects):
            "there are \(matches) true positives, but only \(objects) objects to find"
        }
    }
}
