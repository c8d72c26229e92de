import Chapters
import Foundation
import Progress
import Quiz

/// A mock exam with no terminal: questions out, answers in, no verdict before the end.
///
/// `kept` is written once the answer is on disk.
struct ExamLines {
    private struct TimeIsUp: Error {}

    let session: ExamSession
    let desk: QuestionDesk
    let store: ProgressStore
    let catalogue: Catalogue
    private let channel = LineChannel()

    init(session: ExamSession, desk: QuestionDesk, store: ProgressStore, catalogue: Catalogue) {
        self.session = session
        self.desk = desk
        self.store = store
        self.catalogue = catalogue
    }

    private struct Command: LineCommand {
        static let examples =
            #"{"answer":"2"}, {"next":true}, {"previous":true}, {"go":5}, {"flag":true}, {"list":true}, {"finish":true}, "#
            + #"{"finish":true,"anyway":true}, {"quit":true}"#

        var answer: GivenText?
        var next: Bool?
        var previous: Bool?
        var go: Int?
        var flag: Bool?
        var list: Bool?
        var finish: Bool?
        /// Hands in although questions are unanswered.
        var anyway: Bool?
        var quit: Bool?
    }

    private struct ExamLine: Encodable {
        var type = "exam"
        var id: UUID
        var seed: UInt64
        var questions: Int
        var minutes: Double
        var usedSeconds: Double
        var interruptions: Int
    }

    /// The state of the answer sheet; `type` says why it is told.
    private struct SheetLine: Encodable {
        var type: String
        /// The question that it is about, from 1.
        var number: Int
        var isFlagged: Bool?
        /// Question numbers, from 1.
        var unanswered: [Int]?
        var flagged: [Int]?
        var usedSeconds: Double
        var remainingSeconds: Double
    }

    private struct ResultLine: Encodable {
        var type = "result"
        var isTimeUp: Bool
        var result: ExamResult
    }

    func run() async throws {
        let sitting = session.sitting
        try channel.write(
            ExamLine(
                id: sitting.id, seed: sitting.seed, questions: sitting.questions.count, minutes: sitting.minutes,
                usedSeconds: sitting.usedSeconds, interruptions: sitting.interruptions))
        do {
            guard try await isHandedIn() else {
                try session.pause()
                return try channel.write(sheet("paused"))
            }
        } catch is TimeIsUp {
            // Graded as it stands.
        } catch is CancellationError {
            try session.pause()
            throw CancellationError()
        }
        let isTimeUp = session.isTimeUp
        let earlier = try store.exams()
        let finished = try await session.finish()
        try channel.write(
            ResultLine(isTimeUp: isTimeUp, result: ExamResult(finished, earlier: earlier, catalogue: catalogue)))
    }

    /// Every question of a finished exam with its answer and explanation.
    static func review(_ sitting: ExamSitting, _ result: ExamResult, desk: QuestionDesk) async throws {
        let channel = LineChannel()
        try channel.write(ResultLine(isTimeUp: sitting.remainingSeconds <= 0, result: result))
        for number in sitting.questions.indices {
            guard let reviewed = try await ReviewedQuestion(sitting, number, desk: desk) else { continue }
            try channel.write(ReviewLine(reviewed, of: sitting.questions.count))
        }
    }

    /// - Returns: false when the exam is left without an end.
    private func isHandedIn() async throws -> Bool {
        var shown: Int?
        while true {
            try tick()
            let number = session.position
            if shown != number {
                try await put(number)
                shown = number
            }
            let command = try channel.receive(Command.self, onIdle: tick)
            guard let command, command.quit != true else { return false }
            try tick()
            if command.finish == true {
                if session.unanswered.isEmpty || command.anyway == true { return true }
                try channel.write(sheet("warning", withLists: true))
            } else if try await obey(command) {
                shown = nil
            }
        }
    }

    private func put(_ number: Int) async throws {
        guard let question = try await session.question(number) else {
            return try channel.complain(
                "\(number + 1) 番の問題は章からなくなりました", "question \(number + 1) is no longer in its chapter")
        }
        let sitting = session.sitting
        var line = QuestionLine(question, number: number + 1, of: sitting.questions.count, inExam: true)
        line.given = sitting.replies[number]?.given
        line.isFlagged = sitting.replies[number]?.isFlagged ?? false
        line.usedSeconds = sitting.usedSeconds
        line.remainingSeconds = sitting.remainingSeconds
        try channel.write(line)
    }

    /// - Returns: Whether the question at the position has to be put (again).
    private func obey(_ command: Command) async throws -> Bool {
        let number = session.position
        if let answer = command.answer {
            guard try await session.isReadable(answer.text) else {
                try channel.complain("読めない答えです。番号で答えてください", "this can't be read; answer by number")
                return false
            }
            guard try session.answer(answer.text) else { throw TimeIsUp() }
            try channel.write(sheet("kept"))
            // The last question stays; the others follow one another.
            guard number + 1 < session.sitting.questions.count else { return false }
            try session.go(to: number + 1)
        } else if command.next == true {
            try session.go(to: number + 1)
        } else if command.previous == true {
            try session.go(to: number - 1)
        } else if let target = command.go {
            try session.go(to: target - 1)
        } else if command.flag == true {
            try session.flag()
            try channel.write(sheet("flag"))
            return false
        } else if command.list == true {
            try channel.write(sheet("list", withLists: true))
            return false
        } else {
            try channel.refuse(command)
            return false
        }
        return true
    }

    private func sheet(_ type: String, withLists: Bool = false) -> SheetLine {
        let sitting = session.sitting
        return SheetLine(
            type: type, number: sitting.position + 1, isFlagged: sitting.replies[sitting.position]?.isFlagged ?? false,
            unanswered: withLists ? session.unanswered.map { $0 + 1 } : nil,
            flagged: withLists ? session.flagged.map { $0 + 1 } : nil, usedSeconds: sitting.usedSeconds,
            remainingSeconds: sitting.remainingSeconds)
    }

    private func tick() throws {
        try session.tick()
        if session.isTimeUp { throw TimeIsUp() }
    }
}

/// A question of a finished exam as JSON.
private struct ReviewLine: Encodable {
    var type = "review"
    var number: Int
    var of: Int
    var id: String
    var topic: String
    var given: String
    var earned: Int
    var points: Int
    var seconds: Double
    var isFlagged: Bool
    /// The question as it was put.
    var text: String
    /// What is to be said about the answer, and the explanation.
    var verdict: String

    init(_ reviewed: ReviewedQuestion, of count: Int) {
        number = reviewed.number + 1
        of = count
        id = reviewed.question.item.key.description
        topic = reviewed.question.item.topic
        given = reviewed.given
        earned = reviewed.report.earned
        points = reviewed.report.points
        seconds = reviewed.seconds
        isFlagged = reviewed.isFlagged
        text = QuestionLine.renderer.question(reviewed.question, withScenario: true)
        verdict = QuestionLine.renderer.verdict(reviewed.question, reviewed.report)
    }
}
