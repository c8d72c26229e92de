import Foundation

/// FSRS-6's scheduler: which interval a rating leads to.
///
/// The steps, phases and roundings are py-fsrs 6.3's. Fuzz (spreading items that were learnt together) depends on the item's own seed, so
/// that a replayed history gives the same schedule.
package struct FSRSScheduler: Sendable, Hashable {
    package var parameters: FSRSParameters
    /// The probability of recall at which an item is due.
    package var retention: Double
    /// Seconds.
    package var learningSteps: [Double]
    /// Seconds.
    package var relearningSteps: [Double]
    /// Days.
    package var maximumInterval: Int

    package init(
        parameters: FSRSParameters = .standard, retention: Double = 0.9, learningSteps: [Double] = [60, 600],
        relearningSteps: [Double] = [600], maximumInterval: Int = 36_500
    ) {
        self.parameters = parameters
        self.retention = retention
        self.learningSteps = learningSteps
        self.relearningSteps = relearningSteps
        self.maximumInterval = maximumInterval
    }

    /// The card after a review.
    ///
    /// `fuzz`, a number in 0 ..< 1, places the interval in its fuzz range; nil for none.
    package func review(_ card: ReviewCard, _ rating: Rating, at moment: Date, fuzz: Double? = nil) -> ReviewCard {
        var card = card
        if let memory = card.memory {
            let days = card.lastReview.map { ReviewCard.wholeDays(from: $0, to: moment) } ?? 0
            card.memory = parameters.state(after: rating, from: memory, days: days)
        } else {
            card.memory = parameters.firstState(rating)
        }
        let seconds: Double
        switch card.phase {
        case .learning: seconds = advance(&card, learningSteps, rating)
        case .relearning: seconds = advance(&card, relearningSteps, rating)
        case .review:
            if rating == .again, let first = relearningSteps.first {
                card.phase = .relearning
                card.step = 0
                seconds = first
            } else {
                seconds = graduate(&card)
            }
        }
        card.due = moment.addingTimeInterval(card.phase == .review ? fuzzed(seconds, fuzz) : seconds)
        card.lastReview = moment
        return card
    }

    /// One step of learning or relearning.
    ///
    /// - Returns: Seconds until the next review.
    private func advance(_ card: inout ReviewCard, _ steps: [Double], _ rating: Rating) -> Double {
        let step = card.step ?? 0
        // The second condition: a card from a schedule with more steps than this one.
        if steps.isEmpty || step >= steps.count && rating.isRecalled { return graduate(&card) }
        switch rating {
        case .again:
            card.step = 0
            return steps[0]
        case .hard:
            if step == 0 { return steps.count == 1 ? steps[0] * 1.5 : (steps[0] + steps[1]) / 2 }
            return steps[step]
        case .good:
            if step + 1 == steps.count { return graduate(&card) }
            card.step = step + 1
            return steps[step + 1]
        case .easy:
            return graduate(&card)
        }
    }

    private func graduate(_ card: inout ReviewCard) -> Double {
        card.phase = .review
        card.step = nil
        guard let memory = card.memory else { return 86_400 }
        let days = parameters.interval(stability: memory.stability, retention: retention, maximum: maximumInterval)
        return Double(days) * 86_400
    }

    private func fuzzed(_ seconds: Double, _ fuzz: Double?) -> Double {
        let days = Int(seconds / 86_400)
        guard let fuzz, Double(days) >= 2.5 else { return seconds }
        let range = fuzzRange(days: days)
        let spread = fuzz * Double(range.upperBound - range.lowerBound + 1) + Double(range.lowerBound)
        return Double(min(Int(spread.rounded(.toNearestOrEven)), maximumInterval)) * 86_400
    }

    /// The days that fuzz chooses from: ±(1 + 0.15 of the days in 2.5–7 + 0.1 of those in 7–20 + 0.05 of the rest).
    package func fuzzRange(days: Int) -> ClosedRange<Int> {
        let days = Double(days)
        var delta = 1.0
        for (start, end, share) in [(2.5, 7, 0.15), (7, 20, 0.1), (20, .infinity, 0.05)] {
            delta += share * max(min(days, end) - start, 0)
        }
        let upper = min(Int((days + delta).rounded(.toNearestOrEven)), maximumInterval)
        let lower = min(max(2, Int((days - delta).rounded(.toNearestOrEven))), upper)
        return lower...upper
    }
}
