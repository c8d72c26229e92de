/// MobileNetV2: a 3×3 convolution costs little when it is depthwise, so blocks widen, filter each channel, and narrow
/// again.
///
/// Sandler, Howard, Zhu, Zhmoginov, Chen 2018: "Inverted residuals and linear bottlenecks", as
/// `torchvision.models.mobilenet_v2`, with its parameter names. A block adds its input where shapes allow it; its
/// last 1×1 convolution has no activation after it. 3,504,872 parameters for 1000 classes.
///
/// - Parameters:
///   - classes: The length of the result.
///   - inChannels: Of the image.
///   - widthMultiplier: Of all numbers of channels, each rounded to a multiple of 8; the last convolution
///     never gets fewer.
///   - seed: Of the initial weights (He's, by fan-out) and of the dropout.
/// - Returns: (N, inChannels, H, W) to (N, classes), scores without a softmax.
public func mobileNetV2(
    classes: Int = 1000, inChannels: Int = 3, widthMultiplier: Double = 1, seed: UInt64 = 0
) -> Sequential {
    var channels = channelCount(32, times: widthMultiplier)
    var features: [any Layer] = [convNormActivation(inChannels, channels, stride: 2, activation: ReLU6())]
    // Expansion, channels, blocks, stride of the first: the paper's table 2.
    for (expansion, width, count, stride) in [
        (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
    ] {
        let outChannels = channelCount(width, times: widthMultiplier)
        for index in 0..<count {
            features.append(
                invertedResidual(channels, outChannels, expansion: expansion, stride: index == 0 ? stride : 1))
            channels = outChannels
        }
    }
    let last = channelCount(1280, times: max(1, widthMultiplier))
    features.append(convNormActivation(channels, last, kernel: 1, activation: ReLU6()))
    return Sequential(named: [
        "features": Sequential(features), "avgpool": AdaptiveAvgPool2d(outputSize: 1), "flatten": Flatten(),
        "classifier": Sequential(
            Dropout(probability: 0.2, seed: seed), Linear(inFeatures: last, outFeatures: classes)),
    ]).initialized(by: .kaiming(mode: .fanOut), seed: seed)
}

private func invertedResidual(_ inChannels: Int, _ outChannels: Int, expansion: Int, stride: Int) -> any Layer {
    let hidden = inChannels * expansion
    var layers: [any Layer] = []
    if expansion != 1 {
        layers.append(convNormActivation(inChannels, hidden, kernel: 1, activation: ReLU6()))
    }
    layers += [
        convNormActivation(hidden, hidden, stride: stride, groups: hidden, activation: ReLU6()),
        Conv2d(inChannels: hidden, outChannels: outChannels, kernel: 1, bias: false),
        BatchNorm2d(channels: outChannels),
    ]
    let main = Sequential(layers)
    return stride == 1 && inChannels == outChannels
        ? Residual(main, names: Residual.Names(main: "conv")) : Sequential(named: [("conv", main)])
}

/// A scaled number of channels, rounded to a multiple of 8 that is at least 8 and no more than 10 % too small.
private func channelCount(_ channels: Int, times multiplier: Double) -> Int {
    let scaled = Double(channels) * multiplier
    orTrap { () throws(ShapeError) in
        // Not NaN either.
        try ShapeCheck("mobileNetV2", ["channels": [channels]]).require(
            scaled > 0 && scaled < 1e6, "the width multiplier must be positive and sane, but is \(multiplier)")
    }
    let rounded = max(8, Int(scaled + 4) / 8 * 8)
    return Double(rounded) < 0.9 * scaled ? rounded + 8 : rounded
}
