import Chance
import Chapters
import Foundation
import Runner

/// A chapter's questions, ready to be drawn: one compiled program that waits for seeds.
///
/// The first draw compiles it (or finds it compiled) and starts it; each further one is a request to a process that waits, well
/// below a millisecond. A unit that can't be compiled or crashes is reported once and left out; the others are drawn without it.
package actor QuestionSession {
    /// A question of a linked set, or the one of an exercise by itself, as the program sends it.
    private struct Part: Decodable {
        var answer: AnswerValue?
        var unit: String
        var calculation: String
        var mistakes: [DrawnQuestion.Mistake]
        var parameters: [String]
    }

    /// One unit drawn with one seed.
    private struct Request {
        var unit: QuestionProgram.Unit
        var seed: UInt64
        /// The number of the seed among those that are drawn at once.
        var round: Int
    }

    /// For one unit; each that arrives gives the next one as long again.
    private static let answerTime: Duration = .seconds(20)

    private let chapter: Chapter
    private let runner: ProgramRunner
    /// What can be drawn: all but what has failed.
    private var program: QuestionProgram
    private var process: ProgramSession?
    /// The places of the units in the running process, by id.
    private var places: [String: Int] = [:]
    private var findings = QuestionFindings()
    /// The request before, for which the next one waits: a process answers in order.
    private var last: Task<QuestionBank.Result, any Error>?

    package init(_ chapter: Chapter, machine: Machine, usesCache: Bool) {
        self.chapter = chapter
        program = QuestionProgram(chapter: chapter)
        var runner = ProgramRunner(machine: machine)
        runner.kept = ProgramCache(directory: usesCache ? machine.cacheDirectory.map { "\($0)/programs" } : nil)
        self.runner = runner
    }

    /// Whether anything of an exercise is drawn: its answer, or what stands for a `{{…}}` in it or in its set.
    package nonisolated static func draws(_ exercise: Exercise, of chapter: Chapter) -> Bool {
        if case .numeric = exercise.kind { return true }
        guard let set = chapter.sets.first(where: { $0.id == exercise.set }) else {
            return !exercise.parameters.isEmpty
        }
        return set.source != nil || !exercise.parameters.isEmpty
    }

    /// Draws one exercise, with the whole of its linked set.
    ///
    /// The seed, with the id of the exercise (of the set, for one in a linked set), gives the same question everywhere.
    package func draw(_ exercise: Exercise, seed: UInt64) async throws -> QuestionBank.Result {
        let id = exercise.set ?? exercise.id
        return try await inOrder { try await $0.draw(seeds: [seed]) { $0.id == id } }
    }

    /// Draws all of the chapter's questions with each of some seeds.
    package func draw(seeds: [UInt64]) async throws -> QuestionBank.Result {
        try await inOrder { try await $0.draw(seeds: seeds) { _ in true } }
    }

    /// Ends the process; to be called when no more is drawn.
    package func close() async {
        await process?.close()
        process = nil
    }

    private func inOrder(
        _ work: @escaping @Sendable (isolated QuestionSession) async throws -> QuestionBank.Result
    ) async throws -> QuestionBank.Result {
        let previous = last
        let task = Task {
            _ = await previous?.result
            return try await work(self)
        }
        last = task
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private func draw(
        seeds: [UInt64], where isWanted: (QuestionProgram.Unit) -> Bool
    ) async throws -> QuestionBank.Result {
        var result = QuestionBank.Result(draws: seeds.map { _ in QuestionBank.Draw() })
        var requests = seeds.enumerated().flatMap { round, seed in
            program.units.filter(isWanted).map { Request(unit: $0, seed: seed, round: round) }
        }
        while !requests.isEmpty {
            let process = running()
            let reply = try await process.ask(
                requests.map { request in
                    "\(places[request.unit.id] ?? 0) \(ChanceGenerator.seed(request.seed, for: request.unit.id))"
                })
            for (request, frame) in zip(requests, reply.frames) { take(frame, request, &result) }
            requests.removeFirst(reply.frames.count)
            if let outcome = reply.outcome {
                await close()
                try leaveOut(after: outcome, waiting: requests.first)
                requests.removeAll { request in !program.units.contains { $0.id == request.unit.id } }
            }
        }
        result.diagnostics = findings.diagnostics
        return result
    }

    private func running() -> ProgramSession {
        if let process, !process.hasEnded { return process }
        let started = ProgramSession(program.generate(), runner, answerTime: QuestionSession.answerTime)
        places = Dictionary(
            program.units.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        process = started
        return started
    }

    /// Drops the units that have ended the process, or kept it from starting.
    private func leaveOut(after outcome: ProgramOutcome, waiting: Request?) throws {
        switch outcome {
        case .doesNotCompile(let messages):
            let broken = Set(messages.compactMap { findings.add($0, program, chapter) })
            guard !broken.isEmpty else { throw ProgramFault(message: messages.map(\.text).joined(separator: "\n")) }
            program.units.removeAll { broken.contains($0.id) }
        case .ended(let end, let standardError):
            guard let waiting else { return }
            let crash = Crash(standardError: standardError, end: end, file: QuestionProgram.fileName)
            findings.add(
                failureOf: waiting.unit, crash.message, line: crash.place?.line, seed: waiting.seed, chapter)
            program.units.removeAll { $0.id == waiting.unit.id }
        }
    }

    private func take(_ frame: Frame, _ request: Request, _ result: inout QuestionBank.Result) {
        let unit = request.unit
        // One report is enough: a question that fails for one seed often fails for many.
        func fail(_ reason: String, _ part: QuestionProgram.Part? = nil) {
            findings.add(failureOf: unit, reason, line: part?.source?.firstLine, seed: nil, chapter)
        }
        guard frame.kind == "question" else { return fail(frame.text.isEmpty ? "require" : frame.text) }
        guard let parts = try? JSONDecoder.forFrames.decode([Part].self, from: Data(frame.payload)),
            parts.count == unit.allParts.count
        else { return fail("answer(…)") }
        for (part, drawn) in zip(unit.allParts, parts) {
            result.draws[request.round].parameters[part.id] = drawn.parameters
            guard part.isQuestion else { continue }
            guard let answer = drawn.answer else {
                fail("answer(…)", part)
                continue
            }
            result.draws[request.round].questions[part.id] = DrawnQuestion(
                answer: answer, unit: drawn.unit, calculation: drawn.calculation, mistakes: drawn.mistakes,
                parameters: drawn.parameters)
        }
    }
}
