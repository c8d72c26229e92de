import ConvNet
import Glibc

/// Images and what they are of, as distributions over the classes: after mixing, an image is of two classes.
public struct TargetBatch: Equatable, Sendable {
    /// (N, C, H, W).
    public let images: Tensor
    /// (N, K), each row summing to 1; cross-entropy is −Σ t·ln p.
    public let targets: Tensor

    /// A batch.
    ///
    /// - Throws: `ShapeError` unless the images have four axes, of which only the first may be empty, and there is a
    ///   row of targets for each.
    public init(images: Tensor, targets: Tensor) throws(ShapeError) {
        let check = ShapeCheck("TargetBatch", ["images": images.shape, "targets": targets.shape])
        try check.rank(images.shape, is: 4, of: "the images", axes: "[N, C, H, W]")
        try check.require(!images.shape.dropFirst().contains(0), "C, H and W must be at least 1")
        try check.rank(targets.shape, is: 2, of: "the targets", axes: "[N, K]")
        try check.require(images.shape[0] == targets.shape[0], "each image needs a row of targets")
        self.images = images
        self.targets = targets
    }

    /// A batch by class numbers, each as a row with one 1.
    ///
    /// - Throws: `ShapeError` if there aren't as many labels as images or one is not in 0..<classCount.
    public init(images: Tensor, labels: [Int], classCount: Int) throws(ShapeError) {
        let check = ShapeCheck("TargetBatch", ["images": images.shape, "labels": [labels.count]])
        try check.count([labels.count, classCount], of: "the targets")
        for label in labels {
            try check.require(0..<classCount ~= label, "a label must be in 0..<\(classCount), but is \(label)")
        }
        let rows = labels.flatMap { label in (0..<classCount).map { $0 == label ? Float(1) : 0 } }
        try self.init(images: images, targets: Tensor(shape: [labels.count, classCount], rows))
    }

    /// MixUp: each image and its target are mixed with another one's.
    ///
    ///     x ← λ·x + (1 − λ)·x′,  t ← λ·t + (1 − λ)·t′
    ///
    /// Zhang et al. 2018, "mixup: Beyond empirical risk minimization".
    ///
    /// - Parameters:
    ///   - weight: λ in [0, 1].
    ///   - partners: for each image, the position of the other one.
    /// - Returns: as many images, mixed.
    /// - Throws: `ShapeError` if λ is not in [0, 1] or a partner is no image.
    public func mixedUp(weight: Float, partners: [Int]) throws(ShapeError) -> TargetBatch {
        let check = try checkPartners("mixedUp", partners)
        try check.require(0...1 ~= weight, "λ must be in 0...1, but is \(weight)")
        return try TargetBatch(
            images: images.mixed(weight, partners), targets: targets.mixed(weight, partners))
    }

    /// CutMix: a rectangle of each image is another one's, and the target counts the pixels.
    ///
    ///     t ← λ·t + (1 − λ)·t′,  λ = 1 − (pixels of the rectangle inside the image) / (H·W)
    ///
    /// Yun et al. 2019, "CutMix: Regularization strategy to train strong classifiers".
    ///
    /// - Parameters:
    ///   - rows: of the rectangle; rows outside the image count for nothing.
    ///   - columns: of the rectangle, likewise.
    ///   - partners: for each image, the position of the other one.
    /// - Returns: as many images, each with the rectangle of its partner.
    /// - Throws: `ShapeError` if a partner is no image.
    public func cutMixed(rows: Range<Int>, columns: Range<Int>, partners: [Int]) throws(ShapeError) -> TargetBatch {
        _ = try checkPartners("cutMixed", partners)
        let (channels, height, width) = (images.shape[1], images.shape[2], images.shape[3])
        let (rows, columns) = (rows.clamped(to: 0..<height), columns.clamped(to: 0..<width))
        var values = images.values
        for (image, partner) in partners.enumerated() {
            for channel in 0..<channels {
                for row in rows {
                    for column in columns {
                        let place = (channel * height + row) * width + column
                        values[image * channels * height * width + place] =
                            images.values[partner * channels * height * width + place]
                    }
                }
            }
        }
        let weight = 1 - Float(rows.count * columns.count) / Float(height * width)
        return try TargetBatch(
            images: Tensor(shape: images.shape, values), targets: targets.mixed(weight, partners))
    }

    /// MixUp with λ from Beta(α, α) and partners in a drawn order.
    ///
    /// - Throws: `ShapeError` unless α > 0.
    public func randomlyMixedUp(alpha: Double = 0.2, using random: inout SeededGenerator) throws(ShapeError)
        -> TargetBatch
    {
        let weight = try random.beta(alpha)
        return try mixedUp(weight: Float(weight), partners: random.permutation(images.shape[0]))
    }

    /// CutMix with λ from Beta(α, α): a rectangle of √(1 − λ) of the height and width, around a drawn pixel.
    ///
    /// - Throws: `ShapeError` unless α > 0.
    public func randomlyCutMixed(alpha: Double = 1, using random: inout SeededGenerator) throws(ShapeError)
        -> TargetBatch
    {
        let side = (1 - (try random.beta(alpha))).squareRoot()
        let (row, column) = (random.below(images.shape[2]), random.below(images.shape[3]))
        let (down, across) = (
            Int(0.5 * side * Double(images.shape[2])), Int(0.5 * side * Double(images.shape[3]))
        )
        return try cutMixed(
            rows: row - down..<row + down, columns: column - across..<column + across,
            partners: random.permutation(images.shape[0]))
    }

    private func checkPartners(_ operation: String, _ partners: [Int]) throws(ShapeError) -> ShapeCheck {
        let check = ShapeCheck(operation, ["images": images.shape, "partners": [partners.count]])
        try check.require(
            partners.count == images.shape[0] && partners.allSatisfy { images.shape[0] > $0 && $0 >= 0 },
            "each of the \(images.shape[0]) images needs a partner among them, but they are \(partners)")
        return check
    }
}

extension Tensor {
    /// λ times each entry of the first axis and 1 − λ times its partner.
    fileprivate func mixed(_ weight: Float, _ partners: [Int]) -> Tensor {
        let size = shape.dropFirst().reduce(1, *)
        var result = values
        for (entry, partner) in partners.enumerated() {
            for place in 0..<size {
                result[entry * size + place] =
                    weight * values[entry * size + place] + (1 - weight) * values[partner * size + place]
            }
        }
        return Tensor(shape: shape, result)
    }
}

extension SeededGenerator {
    /// 0..<count in a drawn order, each equally likely (Fisher and Yates).
    mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        for place in stride(from: count - 1, to: 0, by: -1) { order.swapAt(place, below(place + 1)) }
        return order
    }

    /// A number of the distribution Beta(α, α), from two of Gamma(α).
    mutating func beta(_ alpha: Double) throws(ShapeError) -> Double {
        try ShapeCheck("beta", [:]).require(alpha > 0 && alpha.isFinite, "α must be above 0, but is \(alpha)")
        let (first, second) = (gamma(alpha), gamma(alpha))
        // For a tiny α both may be 0: then either end is as likely.
        return first + second > 0 ? first / (first + second) : Double(below(2))
    }

    /// Gamma(shape, 1) by Marsaglia and Tsang 2000; shapes below 1 by raising to shape + 1.
    private mutating func gamma(_ shape: Double) -> Double {
        guard shape >= 1 else { return gamma(shape + 1) * pow(1 - unit(), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = Double(normal())
            let cube = (1 + c * x) * (1 + c * x) * (1 + c * x)
            guard cube > 0 else { continue }
            if log(1 - unit()) < 0.5 * x * x + d - d * cube + d * log(cube) { return d * cube }
        }
    }
}
