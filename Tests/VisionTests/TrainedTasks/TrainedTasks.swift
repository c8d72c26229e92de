import ConvNet
import Vision

/// How well a network does on images that it hasn't seen.
struct TaskResult {
    /// The measure of the task, in 0...1.
    let value: Double
    /// How the training went.
    let history: TrainingHistory
}

/// How much is learnt from.
struct TaskSize {
    let images: Int
    let epochs: Int
}

/// Objects brighter than what is around them.
private let brightShapes = (background: Float(0)...0.3, contrast: Float(0.4)...0.7)

private func options(_ size: TaskSize) -> TrainingOptions {
    TrainingOptions(epochs: size.epochs, batchSize: 8, seed: 1, schedule: .cosine(steps: size.epochs))
}

/// One shape of four an image, bright on dark or dark on bright: the share of right answers.
func classificationTask(_ size: TaskSize) -> TaskResult {
    let (seen, unseen) = (ShapeImages(count: size.images, seed: 1), ShapeImages(count: 400, seed: 2))
    let model = Sequential(
        convolution(1, 8), MaxPool2d(kernel: 2), convolution(8, 16), MaxPool2d(kernel: 2), convolution(16, 32),
        MaxPool2d(kernel: 2), convolution(32, 32), AdaptiveAvgPool2d(outputSize: 1), Flatten(),
        Linear(inFeatures: 32, outFeatures: 4))
    model.initializeWeights(by: .kaiming(), seed: 1)
    let history = train(
        model, on: TrainingData(inputs: seen.images, targets: ClassTargets(labels: seen.classes)),
        optimizer: Adam(learningRate: 0.01), options: options(size))
    let measured = evaluate(
        model, on: TrainingData(inputs: unseen.images, targets: ClassTargets(labels: unseen.classes)))
    return TaskResult(value: measured.accuracy, history: history)
}

private func convolution(_ inChannels: Int, _ outChannels: Int) -> Sequential {
    Sequential(
        Conv2d(inChannels: inChannels, outChannels: outChannels, kernel: 3, padding: 1, bias: false),
        BatchNorm2d(channels: outChannels), ReLU())
}

/// One to three shapes an image: AP at an IoU of 0.5, the mean over four classes.
func detectionTask(_ size: TaskSize) throws -> TaskResult {
    let look = ShapeImageOptions(
        size: 48, objectCount: 1...3, background: brightShapes.background, contrast: brightShapes.contrast)
    let seen = ShapeImages(count: size.images, seed: 1, options: look)
    let unseen = ShapeImages(count: 200, seed: 2, options: look)
    let grid = DetectionGrid(imageSize: 48, cell: 8, anchor: 14, classCount: 4)
    let model = Sequential(
        convolution(1, 8), MaxPool2d(kernel: 2), convolution(8, 16), MaxPool2d(kernel: 2), convolution(16, 32),
        MaxPool2d(kernel: 2), convolution(32, 32),
        Conv2d(inChannels: 32, outChannels: grid.channels, kernel: 3, padding: 1))
    model.initializeWeights(by: .kaiming(), seed: 1)
    let history = train(
        model, on: TrainingData(inputs: seen.images, targets: DetectionTargets(grid: grid, objects: seen.gridObjects)),
        optimizer: Adam(learningRate: 0.01), options: options(size))
    let found = grid.decode(predict(model, unseen.images))
    let images = zip(found, unseen.gridObjects).map { found, objects in
        let detections = found.map { detection in
            let object = detection.object
            return Detection(
                Box(object.x1, object.y1, object.x2, object.y2), score: detection.score, classID: object.classID)
        }
        return EvaluationImage(
            truths: objects.map { TruthBox(Box($0.x1, $0.y1, $0.x2, $0.y2), classID: $0.classID) },
            detections: batchedNMS(detections, threshold: 0.45).map { detections[$0] })
    }
    let evaluation = try DetectionEvaluation(images, by: .voc2010)
    return TaskResult(value: evaluation.meanAveragePrecision ?? 0, history: history)
}

/// One or two shapes an image: the mean IoU over the background and four classes.
func segmentationTask(_ size: TaskSize) throws -> TaskResult {
    let look = ShapeImageOptions(
        objectCount: 1...2, background: brightShapes.background, contrast: brightShapes.contrast)
    let seen = ShapeImages(count: size.images, seed: 1, options: look)
    let unseen = ShapeImages(count: 100, seed: 2, options: look)
    let model = smallUNet(classes: 5)
    let history = train(
        model,
        on: TrainingData(inputs: seen.images, targets: ClassTargets(labels: seen.pixelLabels, positions: 32 * 32)),
        optimizer: Adam(learningRate: 0.01), options: options(size))
    var matrix = try ConfusionMatrix(classCount: 5)
    try matrix.add(truth: unseen.pixelLabels, prediction: predictedClasses(predict(model, unseen.images)))
    return TaskResult(value: matrix.meanIoU ?? 0, history: history)
}

/// A U-Net of two levels with a single convolution each way: on so few images it learns sooner than `uNet`.
private func smallUNet(classes: Int) -> Sequential {
    let bottom = Sequential(
        MaxPool2d(kernel: 2), convolution(16, 32),
        ConvTranspose2d(inChannels: 32, outChannels: 16, kernel: 2, stride: 2),
        ReLU())
    let middle = Sequential(
        MaxPool2d(kernel: 2), convolution(8, 16), Concat(Sequential(), bottom), convolution(32, 16),
        ConvTranspose2d(inChannels: 16, outChannels: 8, kernel: 2, stride: 2), ReLU())
    let model = Sequential(
        convolution(1, 8), Concat(Sequential(), middle), convolution(16, 8),
        Conv2d(inChannels: 8, outChannels: classes, kernel: 1))
    model.initializeWeights(by: .kaiming(), seed: 1)
    return model
}
