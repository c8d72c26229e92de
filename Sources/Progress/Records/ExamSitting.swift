import Foundation

/// A mock exam that was begun: enough to go on after an interruption, and to look at it again years later.
package struct ExamSitting: Sendable, Hashable, Codable, Identifiable {
    package struct Question: Sendable, Hashable, Codable {
        package var item: ItemKey
        package var topic: String
        package var seed: UInt64
        package var points: Int

        package init(item: ItemKey, topic: String, seed: UInt64, points: Int) {
            self.item = item
            self.topic = topic
            self.seed = seed
            self.points = points
        }
    }

    /// What was done about one question so far.
    package struct Reply: Sendable, Hashable, Codable {
        /// Empty while unanswered.
        package var given: String
        package var isFlagged: Bool
        /// How long it was on screen in all.
        package var seconds: Double
        package var answeredAt: Date

        package init(given: String = "", isFlagged: Bool = false, seconds: Double = 0, answeredAt: Date) {
            self.given = given
            self.isFlagged = isFlagged
            self.seconds = seconds
            self.answeredAt = answeredAt
        }
    }

    package var id: UUID
    package var seed: UInt64
    package var minutes: Double
    package var questions: [Question]
    package var startedAt: Date
    package var finishedAt: Date?
    /// Time on the clock so far; it stands still while the exam is interrupted.
    package var usedSeconds: Double
    package var position: Int
    /// How often it was interrupted, and for how long in all: part of the result.
    package var interruptions: Int
    package var interruptedSeconds: Double
    /// The last sign of life.
    package var touchedAt: Date
    /// By question number from 0.
    package var replies: [Int: Reply]
    /// Earned points by question number, once it is finished.
    package var earned: [Int: Int]

    package init(id: UUID = UUID(), seed: UInt64, minutes: Double, questions: [Question], startedAt: Date) {
        self.id = id
        self.seed = seed
        self.minutes = minutes
        self.questions = questions
        self.startedAt = startedAt
        usedSeconds = 0
        position = 0
        interruptions = 0
        interruptedSeconds = 0
        touchedAt = startedAt
        replies = [:]
        earned = [:]
    }

    package var isFinished: Bool { finishedAt != nil }
    package var remainingSeconds: Double { max(0, minutes * 60 - usedSeconds) }
    package var score: Double {
        let possible = questions.reduce(0) { $0 + $1.points }
        return possible == 0 ? 0 : Double(earned.values.reduce(0, +)) / Double(possible)
    }
}
