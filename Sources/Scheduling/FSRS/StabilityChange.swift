import Foundation

/// What the next review, a day or more from now, makes of a state's stability.
///
/// What does not hang on when it happens is computed once: a plan looks at many days for the same state.
struct StabilityChange: Sendable {
    private let stability: Double
    private let growth: Double
    private let longTerm: Double
    private let highestForgotten: Double
    private let weights: (afterRecall: Double, hard: Double, easy: Double, afterLapse: Double)

    fileprivate init(_ state: MemoryState, _ w: [Double]) {
        stability = state.stability
        growth = exp(w[8]) * (11 - state.difficulty) * pow(state.stability, -w[9])
        longTerm = w[11] * pow(state.difficulty, -w[12]) * (pow(state.stability + 1, w[13]) - 1)
        highestForgotten = state.stability / exp(w[17] * w[18])
        weights = (afterRecall: w[10], hard: w[15], easy: w[16], afterLapse: w[14])
    }

    /// Before it is held to the lowest stability that there is.
    func stability(after rating: Rating, retrievability r: Double) -> Double {
        guard rating.isRecalled else { return min(longTerm * exp((1 - r) * weights.afterLapse), highestForgotten) }
        let growth =
            growth * (exp((1 - r) * weights.afterRecall) - 1) * (rating == .hard ? weights.hard : 1)
            * (rating == .easy ? weights.easy : 1)
        return stability * (1 + growth)
    }
}

extension FSRSParameters {
    func stabilityChange(of state: MemoryState) -> StabilityChange { StabilityChange(state, weights) }
}
