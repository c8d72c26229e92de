// What several networks are made of. Names inside follow torchvision, so that its weights can be loaded by name.

/// A convolution without bias, batch normalisation and an activation: torchvision's `Conv2dNormActivation`.
///
/// "Same" padding for odd kernels. The normalisation's β takes the bias' place.
func convNormActivation(
    _ inChannels: Int, _ outChannels: Int, kernel: Int = 3, stride: Int = 1, groups: Int = 1,
    activation: (any Layer)? = ReLU()
) -> Sequential {
    Sequential(
        [
            Conv2d(
                inChannels: inChannels, outChannels: outChannels, kernel: Size2D(kernel), stride: Size2D(stride),
                padding: Size2D(kernel / 2), groups: groups, bias: false),
            BatchNorm2d(channels: outChannels),
        ] + (activation.map { [$0] } ?? []))
}

extension Sequential {
    /// The network with its weights drawn by a rule, each from a seed of its own; nothing is drawn until it is read.
    func initialized(by scaling: VarianceScaling, seed: UInt64) -> Sequential {
        initializeWeights(by: scaling, seed: seed)
        return self
    }
}
