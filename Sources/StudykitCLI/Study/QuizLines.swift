import Chapters
import Foundation
import Grading
import Progress
import Quiz
import Terminal

/// A quiz with no terminal: one JSON object a line, questions out, answers in.
///
/// Out: `{"type":"question", …}`, `verdict`, `hint`, `flag`, `undo`, `error`, at the end `summary`. In: `{"answer":"2"}`, `{"hint":true}`,
/// `{"skip":true}`, `{"flag":true}`, `{"undo":true}`, `{"quit":true}`. A verdict is written once its answer is on disk.
struct QuizLines {
    let session: QuizSession
    let catalogue: Catalogue
    private let input = TerminalInput()

    init(session: QuizSession, catalogue: Catalogue) {
        self.session = session
        self.catalogue = catalogue
    }

    private struct Command: Decodable {
        var answer: String?
        var hint: Bool?
        var skip: Bool?
        var flag: Bool?
        var undo: Bool?
        var quit: Bool?
    }

    private struct QuestionLine: Encodable {
        struct Blank: Encodable {
            var number: Int
            var candidates: [String]
        }
        var type = "question"
        var number: Int
        var of: Int
        var id: String
        var seed: UInt64
        var kind: String
        var topic: String
        var points: Int
        var hints: Int
        var text: String
        var options: Int?
        var blanks: [Blank]?
        var starter: String?
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
    }

    private struct Note: Encodable {
        var type: String
        var text: String
        var isSet: Bool?
    }

    private struct SummaryLine: Encodable {
        var type = "summary"
        var session: UUID
        var summary: QuizSummary
    }

    private let renderer = TerminalRenderer(style: TerminalStyle(width: 80, color: .none, language: Console.language))

    mutating func run() async throws {
        var shown: (position: Int, seed: UInt64)?
        while let question = try await session.current() {
            let position = await session.position
            if shown?.position != position || shown?.seed != question.seed {
                try await put(question, position)
                shown = (position, question.seed)
            }
            guard let line = try input.line() else { break }
            if line.allSatisfy(\.isWhitespace) { continue }
            guard let command = try? JSONDecoder().decode(Command.self, from: Data(line.utf8)) else {
                try write(Note(type: "error", text: #"expected one JSON object a line, such as {"answer":"2"}"#))
                continue
            }
            if command.quit == true { break }
            if try await obey(command, question) { shown = nil }
        }
        try write(SummaryLine(session: session.id, summary: await session.summary(catalogue)))
    }

    /// - Returns: Whether the question has to be put (again).
    private func obey(_ command: Command, _ question: PresentedQuestion) async throws -> Bool {
        if command.hint == true {
            let hint = try await session.hint()
            try write(Note(type: "hint", text: hint.map { renderer.hint($0.number, of: $0.question) } ?? ""))
        } else if command.flag == true {
            try write(Note(type: "flag", text: "", isSet: await session.flag()))
        } else if command.undo == true {
            let isUndone = try await session.undo()
            try write(Note(type: "undo", text: "", isSet: isUndone))
            return isUndone
        } else if command.skip == true {
            if let verdict = try await session.skip() { try tell(verdict) }
        } else if let answer = command.answer {
            if let verdict = try await session.answer(answer) { try tell(verdict) }
        } else {
            try write(Note(type: "error", text: "answer, hint, skip, flag, undo or quit is expected"))
        }
        return false
    }

    private func put(_ question: PresentedQuestion, _ position: Int) async throws {
        var line = QuestionLine(
            number: position + 1, of: await session.queue.count, id: question.item.key.description,
            seed: question.seed, kind: "", topic: question.item.topic, points: question.source.points,
            hints: question.source.hints.count, text: renderer.question(question, withScenario: true))
        switch question.exercise.kind {
        case .choice(let choice):
            line.kind = "choice"
            line.options = choice.options.count
        case .numeric: line.kind = "numeric"
        case .fill(let fill):
            line.kind = "fill"
            line.blanks = fill.blanks.map { .init(number: $0.number, candidates: $0.candidates) }
        case .code(let code):
            line.kind = "code"
            line.starter = AnswerFolder.starterFile(code, id: question.source.id, chapter: question.chapter)
        }
        try write(line)
    }

    private func tell(_ verdict: QuizSession.Verdict) throws {
        try write(
            VerdictLine(
                id: verdict.question.item.key.description, status: verdict.report.status.rawValue,
                earned: verdict.report.earned, points: verdict.report.points,
                feedback: verdict.report.feedback(Console.language),
                text: renderer.verdict(verdict.question, verdict.report), due: verdict.progress?.card.due))
    }

    private func write(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        Console.print(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
    }
}
