import Chance
import Foundation
import Scheduling

/// Where an item stands: what its events add up to.
package struct ItemProgress: Sendable, Hashable {
    package var item: ItemKey
    package var topic: String
    package var card: ReviewCard
    package var answers: Int
    package var rightAnswers: Int
    package var isFirstRight: Bool

    /// Replays an item's events, given in any order; nil when none of them counts.
    package init?(replaying events: [AnswerEvent], scheduler: FSRSScheduler) {
        let counted = events.filter { !$0.isRetracted }.sorted {
            ($0.answeredAt, $0.id.uuidString) < ($1.answeredAt, $1.id.uuidString)
        }
        guard let first = counted.first else { return nil }
        self.init(new: first)
        for event in counted { apply(event, scheduler) }
    }

    /// An item that was not answered yet, as the event about to be applied names it.
    init(new event: AnswerEvent) {
        item = event.item
        topic = event.topic
        card = ReviewCard(due: event.answeredAt)
        answers = 0
        rightAnswers = 0
        isFirstRight = event.isRight
    }

    init(
        item: ItemKey, topic: String, card: ReviewCard, answers: Int, rightAnswers: Int, isFirstRight: Bool
    ) {
        self.item = item
        self.topic = topic
        self.card = card
        self.answers = answers
        self.rightAnswers = rightAnswers
        self.isFirstRight = isFirstRight
    }

    mutating func apply(_ event: AnswerEvent, _ scheduler: FSRSScheduler) {
        card = scheduler.review(card, event.rating, at: event.answeredAt, fuzz: fuzz)
        topic = event.topic
        answers += 1
        rightAnswers += event.isRight ? 1 : 0
    }

    /// Spreads items that were learnt together; depends on the item and the count alone, so that a replay gives the same dates.
    private var fuzz: Double {
        var chance = ChanceGenerator(for: "\(item)#\(answers)")
        return chance.unit()
    }
}
