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
        topics = Dictionary(grouping: sitting.questions.indices, by: { sitting.questions[$0].topic })
            .map { topic, numbers in
                Topic(
                    topic: topic, name: catalogue.name(of: topic),
                    earned: numbers.reduce(0) { $0 + (sitting.earned[$1] ?? 0) },
                    points: numbers.reduce(0) { $0 + sitting.questions[$1].points }, questions: numbers.count,
                    seconds: numbers.reduce(0) { $0 + (sitting.replies[$1]?.seconds ?? 0) })
            }
            .sorted {
                (Double($0.earned) / Double(max($0.points, 1)), $0.topic)
                    < (Double($1.earned) / Double(max($1.points, 1)), $1.topic)
            }
        slowest = Array(
            sitting.replies.filter { $0.value.seconds > 0 }
                .map { Slow(number: $0.key + 1, seconds: $0.value.seconds) }
                .sorted { (-$0.seconds, $0.number) < (-$1.seconds, $1.number) }.prefix(5))
        earlier = exams.filter { $0.isFinished && $0.id != sitting.id && $0.startedAt < sitting.startedAt }.map(\.score)
    }
}
