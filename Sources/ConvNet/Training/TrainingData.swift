/// Samples and what should be said of them.
///
/// ```swift
/// let shapes = ShapeImages(count: 1000, seed: 1)
/// let data = TrainingData(inputs: shapes.images, targets: ClassTargets(labels: shapes.classes))
/// ```
public struct TrainingData: Sendable {
    /// One row a sample, (N, …).
    public let inputs: Tensor
    /// What should be said of them.
    public let targets: any TrainingTargets

    /// Samples with their targets; traps unless there are as many of both.
    public init(inputs: Tensor, targets: any TrainingTargets) {
        orTrap { () throws(ShapeError) in
            try ShapeCheck("TrainingData", ["inputs": inputs.shape, "targets": [targets.count]]).require(
                inputs.shape.first == targets.count, "there must be one target a sample")
        }
        self.inputs = inputs
        self.targets = targets
    }

    /// The number of samples.
    public var count: Int { targets.count }
}

/// The numbers 0..<count in an order that a seed decides, cut into batches.
///
/// By Fisher and Yates' shuffle. The last batch may be smaller.
///
/// ```swift
/// shuffledBatches(of: 5, size: 2, seed: 1)    // such as [[3, 0], [4, 1], [2]]
/// ```
///
/// Traps unless the count is at least 0 and the size at least 1.
///
/// - Parameters:
///   - count: How many samples.
///   - size: How many of them a batch has.
///   - seed: What decides the order.
///   - dropsLast: Whether a smaller last batch is left out.
/// - Returns: The batches in their order.
public func shuffledBatches(of count: Int, size: Int, seed: UInt64, dropsLast: Bool = false) -> [[Int]] {
    var order = Array(0..<requireBatches(count, size))
    var random = SeededGenerator(seed: seed)
    for index in order.indices.dropFirst().reversed() {
        order.swapAt(index, random.below(index + 1))
    }
    return batches(of: order, size: size, dropsLast: dropsLast)
}

/// The numbers 0..<count in their order, cut into batches.
func orderedBatches(of count: Int, size: Int) -> [[Int]] {
    batches(of: Array(0..<requireBatches(count, size)), size: size, dropsLast: false)
}

private func batches(of order: [Int], size: Int, dropsLast: Bool) -> [[Int]] {
    stride(from: 0, to: order.count, by: size).compactMap { start in
        guard !dropsLast || start + size <= order.count else { return nil }
        return Array(order[start..<min(start + size, order.count)])
    }
}

private func requireBatches(_ count: Int, _ size: Int) -> Int {
    orTrap { () throws(ShapeError) in
        try ShapeCheck("batches", ["count": [count], "size": [size]]).require(
            count >= 0 && size >= 1, "the count must be at least 0 and a batch's size at least 1")
    }
    return count
}
