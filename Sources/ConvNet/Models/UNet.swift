/// U-Net: down to a coarse, wide map and up again, with a way across at every level, so that a pixel's class knows both
/// what is around it and exactly where its edges are.
///
/// Ronneberger, Fischer, Brox 2015: "U-Net: Convolutional networks for biomedical image segmentation", in the form
/// that is usual now. Convolutions are padded, so that the result has the image's size (the paper's are not, and it
/// crops what it copies: 572×572 gives 388×388); each is followed by batch normalisation and has no bias; a 2×2
/// transposed convolution goes up. With the defaults, 31,037,698 parameters.
///
/// A level is defined by the next one, and so is its name: `decode.0.weight` is the top's,
/// `skip.deeper.level.decode.0.weight` the second's.
///
/// - Parameters:
///   - classes: The channels of the result.
///   - inChannels: Of the image.
///   - width: The channels of the top level; each level below has twice as many.
///   - depth: How often the image is halved; its sides must be multiples of 2 to this power.
///   - seed: Of the initial weights (He's).
/// - Returns: (N, inChannels, H, W) to (N, classes, H, W), scores without a softmax.
public func uNet(
    classes: Int = 2, inChannels: Int = 3, width: Int = 64, depth: Int = 4, seed: UInt64 = 0
) -> Sequential {
    Sequential(named: [
        ("", uNetLevel(inChannels, width: width, depth: depth)),
        ("head", Conv2d(inChannels: width, outChannels: classes, kernel: 1)),
    ]).initialized(by: .kaiming(), seed: seed)
}

/// A level and all below it: the same size comes out as goes in, with `width` channels.
private func uNetLevel(_ inChannels: Int, width: Int, depth: Int) -> Sequential {
    let encode = twoConvolutions(inChannels, width)
    guard depth > 0 else { return encode }
    return Sequential(named: [
        "encode": encode,
        "skip": Concat(named: [
            "same": Sequential(),
            "deeper": Sequential(named: [
                "pool": MaxPool2d(kernel: 2),
                "level": uNetLevel(width, width: 2 * width, depth: depth - 1),
                "up": ConvTranspose2d(inChannels: 2 * width, outChannels: width, kernel: 2, stride: 2),
            ]),
        ]),
        "decode": twoConvolutions(2 * width, width),
    ])
}

private func twoConvolutions(_ inChannels: Int, _ outChannels: Int) -> Sequential {
    Sequential(convNormActivation(inChannels, outChannels), convNormActivation(outChannels, outChannels))
}
