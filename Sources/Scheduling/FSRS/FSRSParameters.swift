import Foundation

/// The 21 weights of FSRS-6 and the two curves that follow from them.
///
/// Source: open-spaced-repetition's FSRS-6, as in py-fsrs 6.3. R is the probability of recall, S the stability: the days after
/// which R has fallen to 0.9.
package struct FSRSParameters: Sendable, Hashable, Codable {
    /// w0 … w20.
    package let weights: [Double]
    /// Whether a same-day `hard` can lower the stability.
    ///
    /// py-fsrs to 6.3.1 lets it (S = 5 becomes 2.747); py-fsrs 6.3.2, ts-fsrs and fsrs-rs don't (5.0), and nor do we unless asked.
    package let hardMayShrinkSameDay: Bool

    /// −w20.
    package let decay: Double
    /// Chosen so that R(S, S) = 0.9.
    package let factor: Double

    /// - Throws: `InvalidParameters` for another number of weights, or one out of FSRS's bounds.
    package init(
        weights: [Double] = FSRSParameters.defaultWeights, hardMayShrinkSameDay: Bool = false
    ) throws(InvalidParameters) {
        guard weights.count == FSRSParameters.bounds.count else {
            throw InvalidParameters(
                message: "FSRS-6 has \(FSRSParameters.bounds.count) weights, but there are \(weights.count)")
        }
        for (index, (weight, bound)) in zip(weights, FSRSParameters.bounds).enumerated() where !bound.contains(weight) {
            throw InvalidParameters(
                message: "w\(index) = \(weight) is not within \(bound.lowerBound) … \(bound.upperBound)")
        }
        self.init(unchecked: weights, hardMayShrinkSameDay: hardMayShrinkSameDay)
    }

    private init(unchecked weights: [Double], hardMayShrinkSameDay: Bool) {
        self.weights = weights
        self.hardMayShrinkSameDay = hardMayShrinkSameDay
        decay = -weights[20]
        factor = pow(0.9, 1 / decay) - 1
    }

    package struct InvalidParameters: Error, Hashable {
        package var message: String
    }

    package static let standard = FSRSParameters(unchecked: defaultWeights, hardMayShrinkSameDay: false)

    package static let defaultWeights = [
        0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
        1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
    ]

    private static let bounds: [ClosedRange<Double>] = [
        0.001...100, 0.001...100, 0.001...100, 0.001...100, 1...10, 0.001...4, 0.001...4, 0.001...0.75, 0...4.5,
        0...0.8, 0.001...3.5, 0.001...5, 0.001...0.25, 0.001...0.9, 0...4, 0...1, 1...6, 0...2, 0...2, 0...0.8,
        0.1...0.8,
    ]

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            weights: try container.decode([Double].self, forKey: .weights),
            hardMayShrinkSameDay: try container.decode(Bool.self, forKey: .hardMayShrinkSameDay))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(weights, forKey: .weights)
        try container.encode(hardMayShrinkSameDay, forKey: .hardMayShrinkSameDay)
    }

    private enum CodingKeys: String, CodingKey {
        case weights, hardMayShrinkSameDay
    }
}

extension FSRSParameters {
    /// R(t, S) = (1 + factor·t/S)^decay.
    package func retrievability(afterDays days: Double, stability: Double) -> Double {
        pow(1 + factor * max(0, days) / stability, decay)
    }

    /// The whole days after which R has fallen to `retention`: 1 to `maximum`.
    package func interval(stability: Double, retention: Double, maximum: Int = 36_500) -> Int {
        let days = stability / factor * (pow(retention, 1 / decay) - 1)
        // Python's round, which the reference uses, takes halves to the even number.
        return Int(min(max(days.rounded(.toNearestOrEven), 1), Double(maximum)))
    }
}
