import Foundation
import Scheduling

/// One answer that somebody gave: the only thing that history is made of.
///
/// Events are never changed but for `isRetracted`, which never goes back; so two histories can be merged by their ids, in any order, any number
/// of times.
package struct AnswerEvent: Sendable, Hashable, Codable, Identifiable {
    package enum Source: String, Sendable, Hashable, Codable {
        case quiz, exam, browser
    }

    package var id: UUID
    package var item: ItemKey
    package var topic: String
    /// What drew the question, so that it can be shown again.
    package var seed: UInt64
    package var answeredAt: Date
    /// From the question's appearance to the answer; nil when the clock can't be trusted.
    package var seconds: Double?
    package var hints: Int
    package var earned: Int
    package var points: Int
    /// The answer as it was given; empty for a skipped question.
    package var given: String
    package var source: Source
    /// Which sitting it belongs to.
    package var session: UUID
    /// Taken back with undo.
    package var isRetracted: Bool

    package init(
        id: UUID = UUID(), item: ItemKey, topic: String, seed: UInt64, answeredAt: Date, seconds: Double?,
        hints: Int = 0, earned: Int, points: Int, given: String, source: Source, session: UUID,
        isRetracted: Bool = false
    ) {
        self.id = id
        self.item = item
        self.topic = topic
        self.seed = seed
        self.answeredAt = answeredAt
        self.seconds = seconds
        self.hints = hints
        self.earned = earned
        self.points = points
        self.given = given
        self.source = source
        self.session = session
        self.isRetracted = isRetracted
    }

    package var isRight: Bool { points > 0 && earned >= points }

    package var rating: Rating {
        Rating(earned: points > 0 ? Double(earned) / Double(points) : 0, hints: hints, seconds: seconds)
    }
}

/// Which exercise of which chapter.
package struct ItemKey: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    package var chapter: String
    package var exercise: String

    package init(chapter: String, exercise: String) {
        self.chapter = chapter
        self.exercise = exercise
    }

    /// `chapter03/out-size`, as every command takes it.
    package var description: String { "\(chapter)/\(exercise)" }

    package static func < (left: ItemKey, right: ItemKey) -> Bool {
        (left.chapter, left.exercise) < (right.chapter, right.exercise)
    }
}
