/// Where a review leads: how likely it is to be known then, and the memory after either answer.
struct ReviewEffect: Sendable {
    var recall: Float
    var recalled: StateGrid.Point
    var forgotten: StateGrid.Point
}

/// The next review of an item, on whatever day it is; what depends on no day is computed once.
struct NextReview: Sendable {
    private let item: StudyItem
    private let parameters: FSRSParameters
    /// Nil for an item never seen, whose first review leads to the same place on every day.
    private let change: StabilityChange?
    private let first: ReviewEffect
    private let difficulties: (recalled: StateGrid.Place, forgotten: StateGrid.Place)

    init(_ item: StudyItem, _ parameters: FSRSParameters, _ assumptions: PlanAssumptions) {
        self.item = item
        self.parameters = parameters
        // One never seen is known with the prior probability.
        first = ReviewEffect(
            recall: Float(assumptions.priorKnowledge), recalled: StateGrid.point(parameters.firstState(.good)),
            forgotten: StateGrid.point(parameters.firstState(.again)))
        let difficulty = item.memory?.difficulty ?? 1
        change = item.memory.map(parameters.stabilityChange)
        difficulties = (
            StateGrid.place(ofDifficulty: parameters.nextDifficulty(difficulty, .good)),
            StateGrid.place(ofDifficulty: parameters.nextDifficulty(difficulty, .again))
        )
    }

    func effect(on day: Int) -> ReviewEffect {
        guard let memory = item.memory, let change else { return first }
        let gap = day - item.lastReviewDay
        guard gap >= 1 else {
            return ReviewEffect(
                recall: 1, recalled: StateGrid.point(parameters.state(after: .good, from: memory, days: 0)),
                forgotten: StateGrid.point(parameters.state(after: .again, from: memory, days: 0)))
        }
        let recall = parameters.retrievability(afterDays: Double(gap), stability: memory.stability)
        func place(after rating: Rating) -> StateGrid.Place {
            StateGrid.place(
                ofStability: max(
                    change.stability(after: rating, retrievability: recall), FSRSParameters.minimumStability))
        }
        return ReviewEffect(
            recall: Float(recall),
            recalled: StateGrid.Point(stability: place(after: .good), difficulty: difficulties.recalled),
            forgotten: StateGrid.Point(stability: place(after: .again), difficulty: difficulties.forgotten))
    }
}
