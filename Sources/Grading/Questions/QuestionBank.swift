import Chapters
import Foundation
import Runner

/// Draws the parametric questions of a chapter: one program for all of them, compiled once for any number of seeds.
package struct QuestionBank: Sendable {
    /// What one seed gave.
    package struct Draw: Sendable, Codable {
        /// By exercise id; one that is missing could not be drawn, and a diagnostic says why.
        package var questions: [String: DrawnQuestion] = [:]
        /// What stands for each `{{…}}`, by the id of an exercise or a linked set.
        package var parameters: [String: [String]] = [:]

        package init() {}
    }

    package struct Result: Sendable {
        /// One for each seed.
        package var draws: [Draw]
        package var diagnostics: [Diagnostic] = []

        /// The first (usually the only) draw.
        package var draw: Draw { draws.first ?? Draw() }
        package var questions: [String: DrawnQuestion] { draw.questions }
        package var parameters: [String: [String]] { draw.parameters }

        package init(draws: [Draw] = [], diagnostics: [Diagnostic] = []) {
            self.draws = draws
            self.diagnostics = diagnostics
        }
    }

    /// A question of a linked set, or the one of an exercise by itself, as the program sends it.
    private struct Part: Decodable {
        var answer: AnswerValue?
        var unit: String
        var calculation: String
        var mistakes: [DrawnQuestion.Mistake]
        var parameters: [String]
    }

    /// For a round of all questions; each that arrives gives the next one as long again.
    private static let timeout: Duration = .seconds(20)

    private let machine: Machine
    private let cache: ResultCache

    package init(machine: Machine, usesCache: Bool) {
        self.machine = machine
        cache = ResultCache(directory: usesCache ? machine.cacheDirectory.map { "\($0)/questions" } : nil)
    }

    /// Draws all of them with one seed.
    ///
    /// The seed, with the id of an exercise (of the set, for one in a linked set), gives the same question everywhere.
    package func draw(_ chapter: Chapter, seed: UInt64) async throws -> Result {
        try await draw(chapter, seeds: [seed])
    }

    /// Draws all of them with many seeds: one compilation, one process.
    ///
    /// Complexity: about a second for the first seed, well below 5 ms for each further one.
    package func draw(_ chapter: Chapter, seeds: [UInt64]) async throws -> Result {
        let program = QuestionProgram(chapter: chapter)
        guard !program.units.isEmpty, !seeds.isEmpty else { return Result(draws: seeds.map { _ in Draw() }) }
        let keys = seeds.map { Digest.of(["questions 3", machine.fingerprint, "\($0)"] + program.identity) }
        let stored = keys.map { cache.load(Draw.self, key: $0) }
        let missing = seeds.indices.filter { stored[$0] == nil }
        guard !missing.isEmpty else { return Result(draws: stored.compactMap { $0 }) }

        let fresh = try await run(program, chapter, seeds: missing.map { seeds[$0] })
        var draws = stored.map { $0 ?? Draw() }
        let isComplete = fresh.diagnostics.isEmpty
        for (index, draw) in zip(missing, fresh.draws) {
            draws[index] = draw
            if isComplete { cache.store(draw, key: keys[index]) }
        }
        return Result(draws: draws, diagnostics: fresh.diagnostics)
    }

    /// FNV-1a over the id, mixed with the seed: the same on every machine and in every language it is ported to.
    package static func seed(_ seed: UInt64, for id: String) -> UInt64 {
        id.utf8.reduce(0xCBF2_9CE4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    // MARK: - Running the program

    private func run(_ all: QuestionProgram, _ chapter: Chapter, seeds: [UInt64]) async throws -> Result {
        var program = all
        var result = Result(draws: seeds.map { _ in Draw() })
        // A unit that can't be compiled or crashes is reported and left out; the others are drawn without it.
        while !program.units.isEmpty {
            let received = Mutexed([Frame]())
            let arguments = seeds.flatMap { seed in program.units.map { "\(QuestionBank.seed(seed, for: $0.id))" } }
            let outcome = try await ProgramRunner(machine: machine).run(
                program.generate(), arguments: arguments, timeout: QuestionBank.timeout, outputLimit: 128 << 20
            ) { event, clock in
                guard case .frame(let frame) = event else { return }
                received.withLock { $0.append(frame) }
                clock.allow(QuestionBank.timeout)
            }
            switch outcome {
            case .doesNotCompile(let messages):
                let broken = Set(messages.compactMap { report($0, program, chapter, &result) })
                guard !broken.isEmpty else {
                    throw ProgramFault(message: messages.map(\.text).joined(separator: "\n"))
                }
                program.units.removeAll { broken.contains($0.id) }
            case .ended(let end, let standardError):
                let frames = received.withLock { $0 }
                let count = program.units.count
                guard frames.count < count * seeds.count else {
                    for frame in frames { take(frame, program.units, chapter, &result) }
                    return result
                }
                let crash = Crash(standardError: standardError, end: end, file: QuestionProgram.fileName)
                let unit = program.units[frames.count % count]
                reportFailure(
                    unit, crash.message, line: crash.place?.line, seeds[frames.count / count], chapter, &result)
                program.units.removeAll { $0.id == unit.id }
            }
        }
        return result
    }

    private func take(_ frame: Frame, _ units: [QuestionProgram.Unit], _ chapter: Chapter, _ result: inout Result) {
        guard frame.argument >= 0, result.draws.indices.contains(frame.argument / units.count) else { return }
        let round = frame.argument / units.count
        let unit = units[frame.argument % units.count]
        // One report is enough: a question that fails for one seed often fails for many.
        func fail(_ reason: String, _ part: QuestionProgram.Part? = nil) {
            let line = part?.source?.firstLine
            reportFailure(unit, reason, line: line, nil, chapter, &result)
        }
        guard frame.kind == "question" else { return fail(frame.text.isEmpty ? "require" : frame.text) }
        guard let parts = try? JSONDecoder.forFrames.decode([Part].self, from: Data(frame.payload)),
            parts.count == unit.allParts.count
        else { return fail("answer(…)") }
        for (part, drawn) in zip(unit.allParts, parts) {
            result.draws[round].parameters[part.id] = drawn.parameters
            guard part.isQuestion else { continue }
            guard let answer = drawn.answer else {
                fail("answer(…)", part)
                continue
            }
            result.draws[round].questions[part.id] = DrawnQuestion(
                answer: answer, unit: drawn.unit, calculation: drawn.calculation, mistakes: drawn.mistakes,
                parameters: drawn.parameters)
        }
    }

    // MARK: - What went wrong

    private func report(
        _ message: CompilerMessage, _ program: QuestionProgram, _ chapter: Chapter, _ result: inout Result
    ) -> String? {
        guard message.file == QuestionProgram.fileName,
            let unit = program.units.first(where: { $0.range.line...$0.range.endLine ~= message.line })
        else { return nil }
        // A parameter's column is the chapter's already; a cell's starts where the cell's lines do.
        let cell = unit.allParts.compactMap(\.source).first { source in
            source.firstLine..<(source.firstLine + source.code.split(separator: "\n").count + 1) ~= message.line
        }
        add(
            Diagnostic(
                .error, code: "question-does-not-compile", path: chapter.path,
                position: SourcePosition(line: message.line, column: message.column + (cell?.columnOffset ?? 0)),
                message: LocalizedText(verbatim: message.text)), to: &result)
        return unit.id
    }

    private func reportFailure(
        _ unit: QuestionProgram.Unit, _ reason: String, line: Int?, _ seed: UInt64?, _ chapter: Chapter,
        _ result: inout Result
    ) {
        let place = line ?? unit.allParts.compactMap(\.source).first?.firstLine ?? unit.range.line
        let drawn = seed.map { " (seed \($0))" } ?? ""
        add(
            Diagnostic(
                .error, code: "question-fails", path: chapter.path, position: SourcePosition(line: place),
                message: LocalizedText(
                    ja: "演習 \(unit.id) の問題を作れません\(drawn): \(reason)",
                    en: "the question \(unit.id) can't be drawn\(drawn): \(reason)"),
                help: LocalizedText(
                    ja: "answer(…) を呼んでいるか、require の条件を満たす値があるかを確かめてください。",
                    en: "Check that it calls answer(…), and that some values satisfy its require.")), to: &result)
    }

    private func add(_ diagnostic: Diagnostic, to result: inout Result) {
        if !result.diagnostics.contains(diagnostic) { result.diagnostics.append(diagnostic) }
    }
}
