/// Where a class was seen, for any network whose score has a gradient at the feature maps.
///
///     α[n, c] = mean over y, x of  ∂score/∂A[n, c, y, x]
///     M[n, y, x] = relu(Σ_c α[n, c]·A[n, c, y, x])
///
/// (Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization".) For a
/// network that ends in global average pooling and one fully connected layer, α is that layer's weights / (H·W): but for
/// the factor and relu, the map is `classActivationMap`'s.
///
/// By a matrix product. Traps on illegal shapes; see `gradCAMOutputShape`.
///
/// - Parameters:
///   - features: A, (N, C, H, W); only N may be 0.
///   - gradient: ∂score/∂A, (N, C, H, W).
/// - Returns: (N, 1, H, W), nowhere negative; see `heatMap` for a picture.
public func gradCAM(features: Tensor, gradient: Tensor) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in
        try gradCAMOutputShape(features: features.shape, gradient: gradient.shape)
    }
    let channels = features.shape[1]
    let map = batchedProduct(
        globalAvgPool2d(gradient).reshaped(to: [shape[0], 1, channels]),
        Tensor(checkedShape: [shape[0], channels, shape[2] * shape[3]], features.values))
    return relu(map.reshaped(to: shape))
}

/// `gradCAM` in plain loops; each sum is made in `Double`.
public func gradCAMDirect(features: Tensor, gradient: Tensor) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in
        try gradCAMOutputShape(features: features.shape, gradient: gradient.shape)
    }
    let (height, width) = (shape[2], shape[3])
    var map = Tensor.zeros(shape)
    for n in 0..<shape[0] {
        let alpha = (0..<features.shape[1]).map { c in
            var sum = 0.0
            for y in 0..<height { for x in 0..<width { sum += Double(gradient[n, c, y, x]) } }
            return sum / Double(height * width)
        }
        for y in 0..<height {
            for x in 0..<width {
                var sum = 0.0
                for (c, weight) in alpha.enumerated() { sum += weight * Double(features[n, c, y, x]) }
                map[n, 0, y, x] = Float(Activation.relu.value(sum))
            }
        }
    }
    return map
}

/// `gradCAM` of a network in two parts: the layers that make the feature maps, and those that make scores of them.
///
/// Runs both on `input` and passes 1 back from each image's class score; the parts then remember this forward pass, and
/// the head's parameters have its gradients. Set both to evaluation first (`isTraining = false`). Traps where the layers
/// do, unless the scores are (N, classes) and there is a class for each image.
///
/// - Parameters:
///   - input: (N, C, H, W).
///   - features: From images to feature maps (N, C', H', W').
///   - head: From feature maps to scores (N, classes), before a softmax.
///   - classes: For each image, which class.
/// - Returns: (N, 1, H', W').
public func gradCAM(_ input: Tensor, features: any Layer, head: any Layer, classes: [Int]) -> Tensor {
    let maps = features.forward(input)
    let scores = head.forward(maps)
    orTrap { () throws(ShapeError) in
        let check = ShapeCheck("gradCAM", ["input": input.shape, "scores": scores.shape, "classes": [classes.count]])
        try check.rank(scores.shape, is: 2, of: "the scores", axes: "[N, classes]")
        try check.require(
            classes.count == scores.shape[0], "there must be a class for each of the \(scores.shape[0]) images")
        for (image, index) in classes.enumerated() {
            try check.require(
                (0..<scores.shape[1]).contains(index),
                "class \(index) of image \(image) is not in 0..<\(scores.shape[1])")
        }
    }
    var chosen = Tensor.zeros(scores.shape)
    for (image, index) in classes.enumerated() { chosen[image, index] = 1 }
    return gradCAM(features: maps, gradient: head.backward(chosen))
}

/// `gradCAM` of a network at one of its layers, by path: the feature maps are what that layer gives.
///
/// ```swift
/// gradCAM(image, model: vgg, at: "features", classes: [281])      // after the last layer of features
/// gradCAM(image, model: vgg, at: "features.16", classes: [281])   // in the middle
/// ```
///
/// The layer must stand in the network's own chain, in a `Sequential` of it or in one inside: within a branch there is no
/// single way on to the scores. Otherwise as for the network in two parts; traps also if there is no such layer.
///
/// - Parameters:
///   - input: (N, C, H, W).
///   - model: From images to scores (N, classes), before a softmax.
///   - path: The layer's, as in `namedParameters`; that of a `Sequential` is its last layer's.
///   - classes: For each image, which class.
/// - Returns: (N, 1, H', W').
public func gradCAM(_ input: Tensor, model: Sequential, at path: String, classes: [Int]) -> Tensor {
    let chain = model.chain(under: "")
    guard let last = chain.lastIndex(where: { $0.path == path || $0.path.hasPrefix(path + ".") }) else {
        trap(
            ShapeCheck("gradCAM", ["input": input.shape])
                .error("there is no layer \(path) in the chain of \(chain.map(\.path).joined(separator: ", "))"))
    }
    return gradCAM(
        input, features: Sequential(chain[...last].map(\.layer)), head: Sequential(chain[(last + 1)...].map(\.layer)),
        classes: classes)
}

extension Sequential {
    /// All layers in order, those of sequentials inside in their place.
    fileprivate func chain(under prefix: String) -> [(path: String, layer: any Layer)] {
        children.flatMap { name, layer in
            (layer as? Sequential)?.chain(under: prefix + name + ".") ?? [(prefix + name, layer)]
        }
    }
}

/// The shape that `gradCAM` gives: [N, 1, H, W].
///
/// - Throws: `ShapeError` unless the features are [N, C, H, W] with only N empty, and the gradient has their shape.
public func gradCAMOutputShape(features: [Int], gradient: [Int]) throws(ShapeError) -> [Int] {
    let check = ShapeCheck("gradCAM", ["features": features, "gradient": gradient])
    try check.imageBatch(features)
    try check.require(gradient == features, "the gradient must have the features' shape")
    return [features[0], 1, features[2], features[3]]
}
