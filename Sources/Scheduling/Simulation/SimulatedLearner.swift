import Chance
import Foundation

/// A candidate whose memory follows FSRS with weights of their own, which no scheduler is told.
struct SimulatedLearner: Sendable {
    let parameters: FSRSParameters
    let priorKnowledge: Double
    /// How much longer than usual each item stays in this head.
    let ease: [Double]

    /// Draws a learner; `diversity` 0 makes everybody the average one.
    init(items: Int, assumptions: CohortAssumptions, chance: inout ChanceGenerator) {
        let spread = assumptions.diversity
        var weights = FSRSParameters.defaultWeights
        let memory = exp(0.5 * spread * chance.normal())
        for index in 0..<4 { weights[index] = min(max(weights[index] * memory, 0.001), 100) }
        weights[8] = min(max(weights[8] + 0.3 * spread * chance.normal(), 0), 4.5)
        weights[11] = min(max(weights[11] * exp(0.3 * spread * chance.normal()), 0.001), 5)
        weights[20] = min(max(weights[20] * exp(0.3 * spread * chance.normal()), 0.1), 0.8)
        parameters = (try? FSRSParameters(weights: weights)) ?? .standard
        priorKnowledge = min(max(assumptions.priorKnowledge + 0.15 * spread * chance.normal(), 0), 0.95)
        ease = (0..<items).map { _ in exp(0.4 * spread * chance.normal()) }
    }

    /// The true probability of recall.
    func recall(_ item: StudyItem, _ index: Int, on day: Int) -> Double {
        guard let memory = item.memory else { return priorKnowledge }
        return parameters.retrievability(
            afterDays: Double(day - item.lastReviewDay), stability: memory.stability * ease[index])
    }
}

extension ChanceGenerator {
    /// A standard normal number, by Box and Muller's transform.
    mutating func normal() -> Double {
        let radius = (-2 * log(1 - unit())).squareRoot()
        return radius * cos(2 * .pi * unit())
    }
}
