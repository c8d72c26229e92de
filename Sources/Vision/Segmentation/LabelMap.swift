import ConvNet

/// A class for each pixel of an image.
public struct LabelMap: Hashable, Sendable {
    /// In pixels.
    public let size: Size2D
    /// Row by row, height · width of them.
    public var labels: [Int]

    /// A map by its labels.
    ///
    /// - Throws: `ShapeError` unless there are height · width labels, and neither is negative.
    public init(_ size: Size2D, _ labels: [Int]) throws(ShapeError) {
        try Tensor.validate(shape: [size.height, size.width], valueCount: labels.count)
        self.init(checked: size, labels)
    }

    init(checked size: Size2D, _ labels: [Int]) {
        self.size = size
        self.labels = labels
    }

    /// For each pixel the class with the largest number; of equal ones the first, and NaN never.
    ///
    /// - Parameter scores: (L, H, W) of L classes: probabilities or logits.
    /// - Throws: `ShapeError` unless there are three axes and at least one class.
    public init(scores: Tensor) throws(ShapeError) {
        let check = ShapeCheck("LabelMap", ["scores": scores.shape])
        try check.rank(scores.shape, is: 3, of: "the scores", axes: "[L, H, W]")
        try check.require(scores.shape[0] >= 1, "there must be at least one class")
        let plane = scores.shape[1] * scores.shape[2]
        let labels = (0..<plane).map { pixel in
            var best = 0
            for label in 1..<max(scores.shape[0], 1)
            where scores.values[label * plane + pixel] > scores.values[best * plane + pixel]
                || scores.values[best * plane + pixel].isNaN
            {
                best = label
            }
            return best
        }
        self.init(checked: Size2D(scores.shape[1], scores.shape[2]), labels)
    }

    /// The label of a pixel, row and column from 0; traps outside the image, as an array does.
    public subscript(_ row: Int, _ column: Int) -> Int {
        get {
            precondition(0 <= row && row < size.height && 0 <= column && column < size.width, "no such pixel")
            return labels[row * size.width + column]
        }
        set {
            precondition(0 <= row && row < size.height && 0 <= column && column < size.width, "no such pixel")
            labels[row * size.width + column] = newValue
        }
    }

    /// The labels as numbers, (H, W): for a figure.
    public var tensor: Tensor { Tensor(shape: [size.height, size.width], labels.map(Float.init)) }
}
