/// A small one-stage detector: every cell of a coarse grid says whether an object's centre is in it, where its box
/// ends, and what it is.
///
/// Residual stages, each of which halves the image, then one head of three 1×1 convolutions side by side. What the
/// numbers mean, and the loss they are learnt with, is `DetectionGrid`'s. The idea is YOLO's (Redmon and others
/// 2016); with a single anchor and a single scale, it is for few objects of about one size.
///
/// ```swift
/// let grid = DetectionGrid(imageSize: 32, cell: 8, anchor: 14, classCount: 4)
/// let model = oneStageDetector(classes: grid.classCount, inChannels: 1, stages: 3)    // 2³ = 8 pixels a cell
/// let found = grid.decode(model.forward(images))
/// ```
///
/// - Parameters:
///   - classes: How many kinds of objects.
///   - inChannels: Of the image.
///   - width: The channels of the first stage; each of the others has twice as many as the one before.
///   - stages: How often the image is halved.
///   - seed: Of the initial weights (He's).
/// - Returns: (N, inChannels, H, W) to (N, 5 + classes, ⌈H / S⌉, ⌈W / S⌉) with cells of S = 2 to the power of the
///   stages: the objectness, the box' four numbers, the classes' scores.
public func oneStageDetector(
    classes: Int, inChannels: Int = 3, width: Int = 16, stages: Int = 4, seed: UInt64 = 0
) -> Sequential {
    var backbone: [any Layer] = []
    var channels = inChannels
    for stage in 0..<max(stages, 0) {
        let stageWidth = width << stage
        backbone += [
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
        "backbone": Sequential(backbone), "neck": convNormActivation(channels, channels),
        "head": Concat(named: [
            "objectness": Conv2d(inChannels: channels, outChannels: 1, kernel: 1),
            "box": Conv2d(inChannels: channels, outChannels: 4, kernel: 1),
            "classes": Conv2d(inChannels: channels, outChannels: classes, kernel: 1),
        ]),
    ]).initialized(by: .kaiming(), seed: seed)
}
