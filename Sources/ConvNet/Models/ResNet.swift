/// What a residual network's stages are made of.
public enum ResNetBlock: Hashable, Sendable {
    /// Two 3×3 convolutions.
    case basic
    /// 1×1 to fewer channels, 3×3 there, 1×1 back to four times as many: less work for the same width.
    case bottleneck

    /// How many times its width a block gives.
    public var expansion: Int { self == .basic ? 1 : 4 }
}

/// A residual network: a 7×7 convolution, a max pooling, and four stages of blocks with a way round each.
///
/// ```swift
/// resNet(.basic, stages: [1, 1], width: 16, classes: 4, inChannels: 1)   // a small one for small images
/// ```
///
/// He, Zhang, Ren, Sun 2015: "Deep residual learning for image recognition", as torchvision builds it (in a
/// bottleneck, the 3×3 convolution has the stride: "v1.5"), with its parameter names. The first block of each stage
/// but the first halves the image and doubles the width; its shortcut is a 1×1 convolution (`downsample`).
///
/// - Parameters:
///   - block: What stages are made of.
///   - stages: How many blocks each has; there may be more or fewer than four.
///   - width: Of the first stage's blocks.
///   - classes: The length of the result.
///   - inChannels: Of the image.
///   - seed: Of the initial weights (He's, by fan-out).
/// - Returns: (N, inChannels, H, W) to (N, classes), scores without a softmax.
public func resNet(
    _ block: ResNetBlock, stages: [Int], width: Int = 64, classes: Int = 1000, inChannels: Int = 3, seed: UInt64 = 0
) -> Sequential {
    var layers: [(name: String, layer: any Layer)] = [
        ("conv1", Conv2d(inChannels: inChannels, outChannels: width, kernel: 7, stride: 2, padding: 3, bias: false)),
        ("bn1", BatchNorm2d(channels: width)), ("relu", ReLU()),
        ("maxpool", MaxPool2d(kernel: 3, stride: 2, padding: 1)),
    ]
    var channels = width
    for (stage, count) in stages.enumerated() {
        let stageWidth = width << stage
        let blocks = (0..<count).map { index in
            defer { channels = stageWidth * block.expansion }
            return residualBlock(block, channels, width: stageWidth, stride: stage > 0 && index == 0 ? 2 : 1)
        }
        layers.append(("layer\(stage + 1)", Sequential(blocks)))
    }
    layers += [
        ("avgpool", AdaptiveAvgPool2d(outputSize: 1)), ("flatten", Flatten()),
        ("fc", Linear(inFeatures: channels, outFeatures: classes)),
    ]
    return Sequential(named: layers).initialized(by: .kaiming(mode: .fanOut), seed: seed)
}

/// ResNet-18: `resNet` of two basic blocks a stage; 11,689,512 parameters for 1000 classes.
public func resNet18(classes: Int = 1000, inChannels: Int = 3, seed: UInt64 = 0) -> Sequential {
    resNet(.basic, stages: [2, 2, 2, 2], classes: classes, inChannels: inChannels, seed: seed)
}

/// ResNet-50: `resNet` of 3, 4, 6 and 3 bottlenecks; 25,557,032 parameters for 1000 classes.
public func resNet50(classes: Int = 1000, inChannels: Int = 3, seed: UInt64 = 0) -> Sequential {
    resNet(.bottleneck, stages: [3, 4, 6, 3], classes: classes, inChannels: inChannels, seed: seed)
}

/// One block; its parts have torchvision's names, in which the main path has none.
private func residualBlock(_ block: ResNetBlock, _ inChannels: Int, width: Int, stride: Int) -> Residual {
    let outChannels = width * block.expansion
    let convolution = { (inChannels: Int, outChannels: Int, kernel: Int, stride: Int) in
        Conv2d(
            inChannels: inChannels, outChannels: outChannels, kernel: Size2D(kernel), stride: Size2D(stride),
            padding: Size2D(kernel / 2), bias: false)
    }
    let main =
        switch block {
        case .basic:
            Sequential(named: [
                "conv1": convolution(inChannels, width, 3, stride), "bn1": BatchNorm2d(channels: width),
                "relu": ReLU(),
                "conv2": convolution(width, width, 3, 1), "bn2": BatchNorm2d(channels: width),
            ])
        case .bottleneck:
            Sequential(named: [
                "conv1": convolution(inChannels, width, 1, 1), "bn1": BatchNorm2d(channels: width), "relu1": ReLU(),
                "conv2": convolution(width, width, 3, stride), "bn2": BatchNorm2d(channels: width), "relu2": ReLU(),
                "conv3": convolution(width, outChannels, 1, 1), "bn3": BatchNorm2d(channels: outChannels),
            ])
        }
    let fits = stride == 1 && inChannels == outChannels
    return Residual(
        main,
        shortcut: fits
            ? nil
            : Sequential(convolution(inChannels, outChannels, 1, stride), BatchNorm2d(channels: outChannels)),
        activation: ReLU(), names: Residual.Names(main: "", shortcut: "downsample", activation: "relu_out"))
}
