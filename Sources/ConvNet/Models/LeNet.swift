/// LeNet-5, the network that read cheques: two convolutions, two subsamplings, three fully connected layers.
///
/// LeCun, Bottou, Bengio, Haffner 1998: "Gradient-based learning applied to document recognition". As it is usually
/// built now: every channel of the second convolution sees all 6 of the first (in the paper, chosen ones),
/// subsampling is plain average pooling (there, with a learnt factor), and the last layer is linear (there, radial
/// basis functions). 61,706 parameters for 10 classes.
///
/// - Parameters:
///   - classes: The length of the result.
///   - inChannels: Of the image.
///   - seed: Of the initial weights (Xavier's, for tanh).
/// - Returns: (N, inChannels, 32, 32) to (N, classes), scores without a softmax.
public func leNet5(classes: Int = 10, inChannels: Int = 1, seed: UInt64 = 0) -> Sequential {
    Sequential(named: [
        "conv1": Conv2d(inChannels: inChannels, outChannels: 6, kernel: 5), "tanh1": Tanh(),
        "pool1": AvgPool2d(kernel: 2),
        "conv2": Conv2d(inChannels: 6, outChannels: 16, kernel: 5), "tanh2": Tanh(), "pool2": AvgPool2d(kernel: 2),
        "flatten": Flatten(),
        "fc1": Linear(inFeatures: 16 * 5 * 5, outFeatures: 120), "tanh3": Tanh(),
        "fc2": Linear(inFeatures: 120, outFeatures: 84), "tanh4": Tanh(),
        "fc3": Linear(inFeatures: 84, outFeatures: classes),
    ]).initialized(by: .xavier(), seed: seed)
}
