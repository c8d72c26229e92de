import Foundation

/// An item's place in the schedule: its memory state, where it is in the learning steps, and when it is due.
package struct ReviewCard: Sendable, Hashable, Codable {
    package enum Phase: String, Sendable, Hashable, Codable {
        case learning, review, relearning
    }

    package var phase: Phase
    /// The learning or relearning step; nil in `review`.
    package var step: Int?
    /// Nil before the first review.
    package var memory: MemoryState?
    package var due: Date
    package var lastReview: Date?

    /// An item that was never reviewed.
    package init(due: Date) {
        phase = .learning
        step = 0
        self.due = due
    }

    /// The probability of recall at a moment; 0 for an item never seen.
    ///
    /// Counts whole days, as FSRS does.
    package func retrievability(at moment: Date, _ parameters: FSRSParameters) -> Double {
        guard let memory, let lastReview else { return 0 }
        return parameters.retrievability(
            afterDays: Double(ReviewCard.wholeDays(from: lastReview, to: moment)), stability: memory.stability)
    }

    /// Whole days of 24 hours; 0 when the clock went backwards.
    package static func wholeDays(from start: Date, to end: Date) -> Int {
        let days = (end.timeIntervalSince(start) / 86_400).rounded(.down)
        return days > 0 ? Int(min(days, 10_000_000)) : 0
    }
}
