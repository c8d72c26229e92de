import Glibc

/// A small one-stage detector: every cell of a coarse grid says whether an object's centre is in it, which one, and where
/// its box ends.
///
/// Four residual stages, each of which halves the image, then one head of three 1×1 convolutions side by side: the box, its
/// objectness, and a score a class. The idea is YOLO's (Redmon and others 2016); without anchor boxes and with a single scale, it is for
/// few objects of about one size. `gridDetections(_:stride:threshold:)` reads the result.
///
/// - Parameters:
///   - classes: How many kinds of objects.
///   - inChannels: Of the image.
///   - width: The channels of the first stage; each of the others has twice as many as the one before.
///   - seed: Of the initial weights (He's).
/// - Returns: (N, inChannels, H, W) to (N, 4 + 1 + classes, ⌈H / 16⌉, ⌈W / 16⌉): for each cell tx, ty, tw, th, the objectness,
///   and the classes' scores.
public func oneStageDetector(
    classes: Int, inChannels: Int = 3, width: Int = 16, seed: UInt64 = 0
) -> Sequential {
    var stages: [any Layer] = []
    var channels = inChannels
    for stage in 0..<4 {
        let stageWidth = width << stage
        stages += [
            convNormActivation(channels, stageWidth, stride: 2),
            Residual(
                Sequential(
                    convNormActivation(stageWidth, stageWidth),
                    convNormActivation(stageWidth, stageWidth, activation: nil)),
                activation: ReLU()),
        ]
        channels = stageWidth
    }
    return Sequential(named: [
        "backbone": Sequential(stages), "neck": convNormActivation(channels, channels),
        "head": Concat(named: [
            "box": Conv2d(inChannels: channels, outChannels: 4, kernel: 1),
            "objectness": Conv2d(inChannels: channels, outChannels: 1, kernel: 1),
            "classes": Conv2d(inChannels: channels, outChannels: classes, kernel: 1),
        ]),
    ]).initialized(by: .kaiming(), seed: seed)
}

/// An object that a grid detector reports, in the image's pixels.
public struct GridDetection: Hashable, Sendable {
    /// Which image of the batch.
    public let image: Int
    /// The class with the highest score.
    public let label: Int
    /// The objectness times the class' share, 0 to 1.
    public let score: Double
    /// The box's left edge.
    public let left: Double
    /// The box's upper edge.
    public let top: Double
    /// The box's right edge.
    public let right: Double
    /// The box's lower edge.
    public let bottom: Double
}

/// The objects that a grid detector's result stands for.
///
/// The cell in row i and column j, with stride s, reports a box whose centre is in it:
///
///     centre (j + σ(tx))·s, (i + σ(ty))·s;  size s·exp(tw) × s·exp(th);  score σ(objectness)·softmax(classes)
///
/// Nothing is suppressed: neighbouring cells may report the same object, see `Vision.nonMaximumSuppression`.
///
/// - Parameters:
///   - output: (N, 4 + 1 + classes, rows, columns), of `oneStageDetector`.
///   - stride: s, the pixels from one cell to the next.
///   - threshold: The lowest score that is reported.
/// - Returns: In the order of the cells, image after image.
public func gridDetections(_ output: Tensor, stride: Int = 16, threshold: Double = 0.5) -> [GridDetection] {
    orTrap { () throws(ShapeError) in
        let check = ShapeCheck("gridDetections", ["output": output.shape])
        try check.rank(output.shape, is: 4, of: "the output", axes: "[N, 4 + 1 + classes, rows, columns]")
        try check.require(output.shape[1] >= 6, "there must be 4 + 1 + classes channels with at least 1 class")
        try check.require(stride >= 1, "the stride must be at least 1, but is \(stride)")
    }
    let step = Double(stride)
    var detections: [GridDetection] = []
    for image in 0..<output.shape[0] {
        for row in 0..<output.shape[2] {
            for column in 0..<output.shape[3] {
                let cell = (0..<output.shape[1]).map { Double(output[image, $0, row, column]) }
                let normaliser = logSumExp(Array(cell[5...]))
                let best = cell[5...].indices.reduce(5) { cell[$1] > cell[$0] ? $1 : $0 }
                let score = logistic(cell[4]) * exp(cell[best] - normaliser)
                guard score >= threshold else { continue }
                let (x, y) = ((Double(column) + logistic(cell[0])) * step, (Double(row) + logistic(cell[1])) * step)
                let (width, height) = (step * exp(cell[2]), step * exp(cell[3]))
                detections.append(
                    GridDetection(
                        image: image, label: best - 5, score: score, left: x - width / 2, top: y - height / 2,
                        right: x + width / 2, bottom: y + height / 2))
            }
        }
    }
    return detections
}

private func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
