import Foundation

/// What FSRS knows of one item in one head.
package struct MemoryState: Sendable, Hashable, Codable {
    /// S, in days.
    package var stability: Double
    /// D, 1 (easy) to 10.
    package var difficulty: Double

    package init(stability: Double, difficulty: Double) {
        self.stability = stability
        self.difficulty = difficulty
    }
}

extension FSRSParameters {
    /// The state after the first review.
    package func firstState(_ rating: Rating) -> MemoryState {
        MemoryState(
            stability: max(weights[rating.rawValue - 1], FSRSParameters.minimumStability),
            difficulty: FSRSParameters.clampedDifficulty(firstDifficulty(rating)))
    }

    /// The state after a review `days` whole days after the one before.
    ///
    /// Less than a day is a repetition on the same day, which strengthens by its own formula.
    package func state(after rating: Rating, from state: MemoryState, days: Int) -> MemoryState {
        let stability =
            days < 1
            ? sameDayStability(state.stability, rating)
            : stabilityChange(of: state).stability(
                after: rating, retrievability: retrievability(afterDays: Double(days), stability: state.stability))
        return MemoryState(
            stability: max(stability, FSRSParameters.minimumStability),
            difficulty: nextDifficulty(state.difficulty, rating))
    }

    static let minimumStability = 0.001

    private static func clampedDifficulty(_ difficulty: Double) -> Double { min(max(difficulty, 1), 10) }

    private func firstDifficulty(_ rating: Rating) -> Double {
        weights[4] - exp(weights[5] * Double(rating.rawValue - 1)) + 1
    }

    func nextDifficulty(_ difficulty: Double, _ rating: Rating) -> Double {
        let change = -weights[6] * Double(rating.rawValue - 3)
        let damped = difficulty + (10 - difficulty) * change / 9
        // Towards the first difficulty of `easy`, which is not clamped here.
        return FSRSParameters.clampedDifficulty(weights[7] * firstDifficulty(.easy) + (1 - weights[7]) * damped)
    }

    private func sameDayStability(_ stability: Double, _ rating: Rating) -> Double {
        let increase =
            exp(weights[17] * (Double(rating.rawValue - 3) + weights[18])) * pow(stability, -weights[19])
        let mayShrink = rating == .again || rating == .hard && hardMayShrinkSameDay
        return stability * (mayShrink ? increase : max(increase, 1))
    }
}
