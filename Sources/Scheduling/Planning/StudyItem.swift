/// An item as a plan towards a date sees it; days count from today, which is 0.
package struct StudyItem: Sendable, Hashable {
    package var id: String
    package var topic: String
    /// Nil for an item never seen.
    package var memory: MemoryState?
    /// The day of the last review: 0 is today, −3 three days ago; meaningless without a memory.
    package var lastReviewDay: Int

    package init(id: String, topic: String, memory: MemoryState? = nil, lastReviewDay: Int = 0) {
        self.id = id
        self.topic = topic
        self.memory = memory
        self.lastReviewDay = lastReviewDay
    }
}

/// What a plan assumes about the candidate and the exam; all of it is shown with the result.
package struct PlanAssumptions: Sendable, Hashable, Codable {
    /// The probability of answering an item right when it is seen for the first time, guessing apart.
    package var priorKnowledge: Double
    /// The probability of guessing right what one does not know: 1/4 with four choices.
    package var guessing: Double

    package init(priorKnowledge: Double = 0.3, guessing: Double = 0.25) {
        self.priorKnowledge = priorKnowledge
        self.guessing = guessing
    }

    /// From what happened so far: `right` of `seen` first answers, with a prior worth ten answers.
    ///
    /// The prior keeps the first few answers of a new candidate from swinging the forecast.
    package static func estimated(right: Int, seen: Int, guessing: Double = 0.25) -> PlanAssumptions {
        let prior = PlanAssumptions()
        return PlanAssumptions(
            priorKnowledge: (Double(right) + 10 * prior.priorKnowledge) / (Double(seen) + 10), guessing: guessing)
    }

    /// The expected share of points for an item that is recalled with probability `recall`.
    package func score(recall: Double) -> Double { recall + (1 - recall) * guessing }
}
