/// VGG-16: nothing but 3×3 convolutions and 2×2 max pooling, thirteen of the one and five of the other.
///
/// Simonyan and Zisserman 2014: "Very deep convolutional networks for large-scale image recognition", configuration
/// D, without normalisation, as `torchvision.models.vgg16`, with its parameter names. 138,357,544 parameters for 1000
/// classes, 74 % of them in the first fully connected layer.
///
/// - Parameters:
///   - classes: The length of the result.
///   - inChannels: Of the image.
///   - seed: Of the initial weights (He's, by fan-out) and of the dropout.
/// - Returns: (N, inChannels, 224, 224) to (N, classes), scores without a softmax. Other sizes from 32 on are
///   taken: the features are pooled to 7×7.
public func vgg16(classes: Int = 1000, inChannels: Int = 3, seed: UInt64 = 0) -> Sequential {
    var features: [any Layer] = []
    var channels = inChannels
    for (width, convolutions) in [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)] {
        for _ in 0..<convolutions {
            features += [Conv2d(inChannels: channels, outChannels: width, kernel: 3, padding: 1), ReLU()]
            channels = width
        }
        features.append(MaxPool2d(kernel: 2))
    }
    let classifier = Sequential(
        Linear(inFeatures: channels * 7 * 7, outFeatures: 4096), ReLU(), Dropout(seed: seed),
        Linear(inFeatures: 4096, outFeatures: 4096), ReLU(), Dropout(seed: seed &+ 1),
        Linear(inFeatures: 4096, outFeatures: classes))
    return Sequential(named: [
        "features": Sequential(features), "avgpool": AdaptiveAvgPool2d(outputSize: 7), "flatten": Flatten(),
        "classifier": classifier,
    ]).initialized(by: .kaiming(mode: .fanOut), seed: seed)
}
