import Chapters
import Foundation
import Grading
import Progress
import Quiz
import Terminal

/// A quiz with no terminal: questions out, answers in.
///
/// A verdict is written once its answer is on disk.
struct QuizLines {
    let session: QuizSession
    let catalogue: Catalogue
    private let channel = LineChannel()

    init(session: QuizSession, catalogue: Catalogue) {
        self.session = session
        self.catalogue = catalogue
    }

    private struct Command: LineCommand {
        static let examples =
            #"{"answer":"2"}, {"hint":true}, {"skip":true}, {"flag":true}, {"undo":true}, {"quit":true}"#

        var answer: GivenText?
        var hint: Bool?
        var skip: Bool?
        var flag: Bool?
        var undo: Bool?
        var quit: Bool?
    }

    private struct VerdictLine: Encodable {
        var type = "verdict"
        var id: String
        var status: String
        var earned: Int
        var points: Int
        var feedback: String
        var text: String
        var due: Date?
        /// The answer's id in the history.
        var answer: UUID?
    }

    private struct Note: Encodable {
        var type: String
        var text: String?
        var isSet: Bool?
    }

    private struct SummaryLine: Encodable {
        var type = "summary"
        var session: UUID
        var summary: QuizSummary
    }

    func run() async throws {
        var shown: (position: Int, seed: UInt64)?
        while let question = try await session.current() {
            let position = await session.position
            if shown?.position != position || shown?.seed != question.seed {
                var line = QuestionLine(question, number: position + 1, of: await session.queue.count)
                line.hints = question.source.hints.count
                try channel.write(line)
                shown = (position, question.seed)
            }
            guard let command = try channel.receive(Command.self) else { break }
            if command.quit == true { break }
            if try await obey(command) { shown = nil }
        }
        try channel.write(SummaryLine(session: session.id, summary: await session.summary(catalogue)))
    }

    /// - Returns: Whether the question has to be put (again).
    private func obey(_ command: Command) async throws -> Bool {
        if command.hint == true {
            let hint = try await session.hint()
            let text = hint.map { QuestionLine.renderer.hint($0.number, of: $0.question) } ?? ""
            try channel.write(Note(type: "hint", text: text))
        } else if command.flag == true {
            try channel.write(Note(type: "flag", isSet: await session.flag()))
        } else if command.undo == true {
            let isUndone = try await session.undo()
            try channel.write(Note(type: "undo", isSet: isUndone))
            return isUndone
        } else if command.skip == true {
            if let verdict = try await session.skip() { try tell(verdict) }
        } else if let answer = command.answer {
            if let verdict = try await session.answer(answer.text) { try tell(verdict) }
        } else {
            try channel.refuse(command)
        }
        return false
    }

    private func tell(_ verdict: QuizSession.Verdict) throws {
        try channel.write(
            VerdictLine(
                id: verdict.question.item.key.description, status: verdict.report.status.rawValue,
                earned: verdict.report.earned, points: verdict.report.points,
                feedback: verdict.report.feedback(Console.language),
                text: QuestionLine.renderer.verdict(verdict.question, verdict.report),
                due: verdict.progress?.card.due, answer: verdict.event))
    }
}
