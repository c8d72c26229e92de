import Chapters
import Foundation
import Grading
import Progress
import Runner

/// Draws questions and grades answers, for quizzes and exams alike.
package actor QuestionDesk {
    /// How a parametric question is put.
    package enum Form: Sendable {
        /// The answer is typed.
        case typed
        /// Four options, whose wrong ones are the declared mistakes.
        case fourChoice
    }

    /// Parsed when a question of theirs is first put.
    private var chapters: [String: Chapter] = [:]
    private let load: @Sendable (String) throws -> Chapter?
    private let machine: Machine
    private let usesCache: Bool
    /// The programs of the chapters that something was drawn of, by the chapter's id.
    private var sessions: [String: QuestionSession] = [:]
    package private(set) var diagnostics: [Diagnostic] = []

    private init(machine: Machine, usesCache: Bool, load: @escaping @Sendable (String) throws -> Chapter?) {
        self.load = load
        self.machine = machine
        self.usesCache = usesCache
    }

    /// Works with a desk; its processes are gone when this returns.
    ///
    /// `machine` runs questions and code; `usesCache` says whether compiled questions and checked code may come from an earlier run;
    /// `load` gives a chapter by its id, nil when there is none.
    package static func withDesk<Result>(
        machine: Machine, usesCache: Bool = true, load: @escaping @Sendable (String) throws -> Chapter?,
        isolation: isolated (any Actor)? = #isolation, _ body: (QuestionDesk) async throws -> Result
    ) async throws -> Result {
        let desk = QuestionDesk(machine: machine, usesCache: usesCache, load: load)
        do {
            let result = try await body(desk)
            await desk.close()
            return result
        } catch {
            await desk.close()
            throw error
        }
    }

    private func close() async {
        for session in sessions.values { await session.close() }
        sessions = [:]
    }

    /// Gets a chapter's questions ready, for whoever can't wait for a compiler later.
    package func prepare(_ chapterID: String) async throws {
        guard let chapter = try chapter(chapterID),
            let exercise = chapter.exercises.first(where: { QuestionSession.draws($0, of: chapter) })
        else { return }
        _ = try await draw(exercise, of: chapter, seed: 0)
    }

    /// The question with the numbers of a seed; nil when it can't be drawn, or is no longer in its chapter.
    package func present(_ item: Catalogue.Item, seed: UInt64, as form: Form) async throws -> PresentedQuestion? {
        guard let chapter = try chapter(item.key.chapter),
            let index = chapter.exercises.firstIndex(where: { $0.id == item.key.exercise })
        else { return nil }
        let exercise = chapter.exercises[index]
        let draw = try await draw(exercise, of: chapter, seed: seed)
        let set = chapter.sets.first { $0.exercises.contains(index) }
        var question = PresentedQuestion(
            item: item, seed: seed, chapter: chapter, exercise: exercise, source: exercise,
            drawn: draw.questions[exercise.id], parameters: draw.parameters[exercise.id] ?? [],
            set: set.map { ($0, draw.parameters[$0.id] ?? []) })
        guard case .numeric = exercise.kind else { return question }
        guard let drawn = question.drawn else { return nil }
        if form == .fourChoice { question.putAsChoice(drawn) }
        return question
    }

    private func chapter(_ id: String) throws -> Chapter? {
        if let known = chapters[id] { return known }
        let chapter = try load(id)
        chapters[id] = chapter
        return chapter
    }

    /// Grades an answer; what can't be read comes back as an error and counts for nothing.
    package func grade(_ question: PresentedQuestion, answer: String) async throws -> ExerciseReport {
        guard let choice = question.fourChoice, let drawn = question.drawn else {
            return try await grade(question.source, question, answer)
        }
        // What can't be read as an option gets a choice's words about it.
        var report = try await grade(question.exercise, question, answer)
        guard report.status == .correct || report.status == .incorrect,
            let number = try? GivenAnswer.read(answer).number
        else { return report }
        report.feedback = choice.feedback(for: Int(number), question: drawn)
        return report
    }

    private func grade(_ exercise: Exercise, _ question: PresentedQuestion, _ answer: String) async throws
        -> ExerciseReport
    {
        try await SingleGrader(machine: machine, usesCache: usesCache).grade(
            exercise, of: question.chapter, question: question.drawn, parameters: question.parameters, answer: answer)
    }

    private func draw(_ exercise: Exercise, of chapter: Chapter, seed: UInt64) async throws -> QuestionBank.Draw {
        guard QuestionSession.draws(exercise, of: chapter) else { return QuestionBank.Draw() }
        let session = sessions[chapter.id] ?? QuestionSession(chapter, machine: machine, usesCache: usesCache)
        sessions[chapter.id] = session
        let result = try await session.draw(exercise, seed: seed)
        for diagnostic in result.diagnostics where !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
        return result.draw
    }
}
