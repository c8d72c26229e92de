/// Where a class was seen, for a network that ends in global average pooling and one fully connected layer.
///
///     M[n, y, x] = Σ_c w[class, c]·A[n, c, y, x]
///
/// The class' score is the mean of its map, plus the bias: mean and sum exchanged (Zhou et al. 2016, "Learning Deep
/// Features for Discriminative Localization").
///
/// By a matrix product. Traps on illegal shapes; see `classActivationMapOutputShape`.
///
/// - Parameters:
///   - features: A, the last feature maps before the pooling, (N, C, H, W); only N may be 0.
///   - weight: Of the fully connected layer, (classes, C).
///   - classIndex: Which class, the same for all images.
/// - Returns: (N, 1, H, W), of either sign; see `heatMap` for a picture.
public func classActivationMap(features: Tensor, weight: Tensor, classIndex: Int) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in
        try classActivationMapOutputShape(features: features.shape, weight: weight.shape, classIndex: classIndex)
    }
    let channels = weight.shape[1]
    let row = Array(weight.values[(classIndex * channels)..<((classIndex + 1) * channels)])
    let rows = [[Float]](repeating: row, count: shape[0]).flatMap { $0 }
    return batchedProduct(
        Tensor(checkedShape: [shape[0], 1, channels], rows),
        Tensor(checkedShape: [shape[0], channels, shape[2] * shape[3]], features.values)
    ).reshaped(to: shape)
}

/// `classActivationMap` in plain loops; each sum is made in `Double`.
public func classActivationMapDirect(features: Tensor, weight: Tensor, classIndex: Int) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in
        try classActivationMapOutputShape(features: features.shape, weight: weight.shape, classIndex: classIndex)
    }
    var map = Tensor.zeros(shape)
    for n in 0..<shape[0] {
        for y in 0..<shape[2] {
            for x in 0..<shape[3] {
                var sum = 0.0
                for c in 0..<features.shape[1] {
                    sum += Double(weight[classIndex, c]) * Double(features[n, c, y, x])
                }
                map[n, 0, y, x] = Float(sum)
            }
        }
    }
    return map
}

/// The shape that `classActivationMap` gives: [N, 1, H, W].
///
/// - Throws: `ShapeError` unless the features are [N, C, H, W] with only N empty, the weight is [classes, C], and there
///   is such a class.
public func classActivationMapOutputShape(
    features: [Int], weight: [Int], classIndex: Int
) throws(ShapeError) -> [Int] {
    let check = ShapeCheck("classActivationMap", ["features": features, "weight": weight])
    try check.imageBatch(features)
    try check.require(
        weight.count == 2 && weight[1] == features[1], "the weight must be [classes, C] with C = \(features[1])")
    try check.require(
        (0..<weight[0]).contains(classIndex), "class \(classIndex) is not in 0..<\(weight[0])")
    return [features[0], 1, features[2], features[3]]
}

/// Maps as pictures: enlarged to the image's size (bilinear, corners not aligned), then each from 0 to 1.
///
/// A map that is the same everywhere becomes 0. Traps on illegal shapes; see `interpolateOutputShape`.
///
/// - Parameters:
///   - map: (N, C, H, W), as `classActivationMap` and `gradCAM` give it.
///   - size: The image's.
/// - Returns: (N, C, OH, OW), its numbers in 0...1.
public func heatMap(_ map: Tensor, size: Size2D) -> Tensor {
    let large = interpolate(map, size: size, mode: .bilinear(alignCorners: false))
    let plane = size.height * size.width
    var values: [Float] = []
    for start in stride(from: 0, to: large.count, by: plane) {
        let numbers = large.values[start..<(start + plane)]
        let (least, most) = (numbers.min() ?? 0, numbers.max() ?? 0)
        values += numbers.map { most > least ? ($0 - least) / (most - least) : $0 - least }
    }
    return Tensor(checkedShape: large.shape, values)
}
