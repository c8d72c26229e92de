import Grading
import Progress

/// A question of a finished exam, with what was answered and what is to be said about it.
package struct ReviewedQuestion: Sendable {
    /// From 0.
    package var number: Int
    package var question: PresentedQuestion
    package var given: String
    package var isFlagged: Bool
    package var seconds: Double
    package var report: ExerciseReport

    /// - Returns: nil when the question is no longer in its chapter.
    package init?(_ sitting: ExamSitting, _ number: Int, desk: QuestionDesk) async throws {
        let asked = sitting.questions[number]
        guard let question = try await desk.present(asked.catalogueItem, seed: asked.seed, as: .fourChoice) else {
            return nil
        }
        let reply = sitting.replies[number]
        self.number = number
        self.question = question
        given = reply?.given ?? ""
        isFlagged = reply?.isFlagged ?? false
        seconds = reply?.seconds ?? 0
        report = given.isEmpty ? question.unanswered : try await desk.grade(question, answer: given)
    }
}

extension ExamSitting.Question {
    /// As the desk takes it: an exam knows by itself what it asks.
    package var catalogueItem: Catalogue.Item { Catalogue.Item(key: item, topic: topic, points: points) }
}

extension ExamSitting {
    /// Numbers from 0 of the questions without full points.
    package var wrongNumbers: [Int] { questions.indices.filter { (earned[$0] ?? 0) < questions[$0].points } }
}
