/// AlexNet, which won ImageNet 2012: large strides first, then ReLU, max pooling and dropout.
///
/// Krizhevsky, Sutskever, Hinton 2012; in the single-tower form of Krizhevsky 2014 ("One weird trick for parallelizing
/// convolutional neural networks"), without local response normalisation, as `torchvision.models.alexnet`, with its
/// parameter names. 61,100,840 parameters for 1000 classes, nearly all in the fully connected layers.
///
/// - Parameters:
///   - classes: The length of the result.
///   - inChannels: Of the image.
///   - seed: Of the initial weights (He's) and of the dropout.
/// - Returns: (N, inChannels, 224, 224) to (N, classes), scores without a softmax. Other sizes from 63 on are
///   taken: the features are pooled to 6×6.
public func alexNet(classes: Int = 1000, inChannels: Int = 3, seed: UInt64 = 0) -> Sequential {
    let features = Sequential(
        Conv2d(inChannels: inChannels, outChannels: 64, kernel: 11, stride: 4, padding: 2), ReLU(),
        MaxPool2d(kernel: 3, stride: 2),
        Conv2d(inChannels: 64, outChannels: 192, kernel: 5, padding: 2), ReLU(), MaxPool2d(kernel: 3, stride: 2),
        Conv2d(inChannels: 192, outChannels: 384, kernel: 3, padding: 1), ReLU(),
        Conv2d(inChannels: 384, outChannels: 256, kernel: 3, padding: 1), ReLU(),
        Conv2d(inChannels: 256, outChannels: 256, kernel: 3, padding: 1), ReLU(), MaxPool2d(kernel: 3, stride: 2))
    let classifier = Sequential(
        Dropout(seed: seed), Linear(inFeatures: 256 * 6 * 6, outFeatures: 4096), ReLU(),
        Dropout(seed: seed &+ 1), Linear(inFeatures: 4096, outFeatures: 4096), ReLU(),
        Linear(inFeatures: 4096, outFeatures: classes))
    return Sequential(named: [
        "features": features, "avgpool": AdaptiveAvgPool2d(outputSize: 6), "flatten": Flatten(),
        "classifier": classifier,
    ]).initialized(by: .kaiming(), seed: seed)
}
