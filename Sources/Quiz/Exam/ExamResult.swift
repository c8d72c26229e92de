import Foundation
import Progress

/// What a finished mock exam says.
package struct ExamResult: Sendable, Hashable, Codable {
    package struct Topic: Sendable, Hashable, Codable {
        package var topic: String
        package var name: String
        package var earned: Int
        package var points: Int
        package var questions: Int
        package var seconds: Double
        /// The share of points in the exam before this one; nil when it had no question of the topic.
        package var before: Double?

        package var share: Double { points == 0 ? 0 : Double(earned) / Double(points) }
    }

    package var id: UUID
    package var seed: UInt64
    package var earned: Int
    package var points: Int
    package var questions: Int
    package var unanswered: Int
    package var usedSeconds: Double
    package var minutes: Double
    package var interruptions: Int
    package var interruptedSeconds: Double
    /// The weakest first.
    package var topics: [Topic]
    /// Question numbers from 1 that took longest, with their seconds.
    package var slowest: [Slow]
    /// How long each question was on screen, in their order.
    package var seconds: [Double]
    /// The shares of points in earlier finished exams, oldest first.
    package var earlier: [Double]

    package struct Slow: Sendable, Hashable, Codable {
        package var number: Int
        package var seconds: Double
    }

    package var share: Double { points == 0 ? 0 : Double(earned) / Double(points) }

    package init(_ sitting: ExamSitting, earlier exams: [ExamSitting], catalogue: Catalogue) {
        id = sitting.id
        seed = sitting.seed
        earned = sitting.earned.values.reduce(0, +)
        points = sitting.questions.reduce(0) { $0 + $1.points }
        questions = sitting.questions.count
        unanswered = sitting.questions.indices.count { (sitting.replies[$0]?.given ?? "").isEmpty }
        usedSeconds = sitting.usedSeconds
        minutes = sitting.minutes
        interruptions = sitting.interruptions
        interruptedSeconds = sitting.interruptedSeconds
        let before = exams.filter { $0.isFinished && $0.id != sitting.id && $0.startedAt < sitting.startedAt }
        let last = before.last.map(ExamResult.topics) ?? [:]
        topics = ExamResult.topics(sitting).values.map { topic in
            var topic = topic
            topic.name = catalogue.name(of: topic.topic)
            topic.before = last[topic.topic]?.share
            return topic
        }.sorted { ($0.share, $0.topic) < ($1.share, $1.topic) }
        seconds = sitting.questions.indices.map { sitting.replies[$0]?.seconds ?? 0 }
        slowest = Array(
            sitting.replies.filter { $0.value.seconds > 0 }
                .map { Slow(number: $0.key + 1, seconds: $0.value.seconds) }
                .sorted { (-$0.seconds, $0.number) < (-$1.seconds, $1.number) }.prefix(5))
        earlier = before.map(\.score)
    }

    private static func topics(_ sitting: ExamSitting) -> [String: Topic] {
        Dictionary(grouping: sitting.questions.indices, by: { sitting.questions[$0].topic }).reduce(into: [:]) {
            let (topic, numbers) = $1
            $0[topic] = Topic(
                topic: topic, name: topic, earned: numbers.reduce(0) { $0 + (sitting.earned[$1] ?? 0) },
                points: numbers.reduce(0) { $0 + sitting.questions[$1].points }, questions: numbers.count,
                seconds: numbers.reduce(0) { $0 + (sitting.replies[$1]?.seconds ?? 0) })
        }
    }
}
