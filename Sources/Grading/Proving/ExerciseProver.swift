import Chapters
import Foundation
import Runner

/// Proves the exercises of a chapter: that each has an answer, that its checks tell right from wrong, that its files fit.
///
///     Chapter ─ QuestionProof (200 draws in one process) ─┐
///             ─ ChoiceProof, FillProof, CodeProof         ├─▶ diagnostics, with their places
///             ─ TopicProof, AnswerFilesProof              ┘
package struct ExerciseProver: ChapterCheck {
    package static let seedCount = 200

    private let machine: Machine
    private let python: PythonRunner?
    private let usesCache: Bool
    /// The folder with the chapter's answer files; nil when there is none to compare with.
    private let answers: AnswerFolder?

    package init(machine: Machine, python: PythonRunner?, usesCache: Bool, answers: AnswerFolder?) {
        self.machine = machine
        self.python = python
        self.usesCache = usesCache
        self.answers = answers
    }

    package func findings(in chapter: Chapter) async throws -> CheckFindings {
        var findings = Findings(chapter)
        TopicProof.prove(chapter, &findings)
        for exercise in chapter.exercises {
            if case .choice(let choice) = exercise.kind { ChoiceProof.prove(choice, exercise, &findings) }
        }
        if let answers { AnswerFilesProof.prove(chapter, answers, &findings) }

        let bank = QuestionBank(machine: machine, usesCache: false)
        let seeds = (0..<UInt64(ExerciseProver.seedCount)).map { $0 + 1 }
        async let drawn = bank.draw(chapter, seeds: seeds)
        let executed = try await proveByRunning(chapter)
        let result = try await drawn
        findings.add(result.diagnostics)
        QuestionProof.prove(chapter, result.draws, seeds, &findings)
        findings.add(executed.diagnostics)
        let sorted = findings.diagnostics.sorted { $0.position < $1.position }
        return CheckFindings(diagnostics: sorted, notes: executed.notes)
    }

    /// Fills and code exercises: each is several compilations, as many at a time as there are cores.
    private func proveByRunning(_ chapter: Chapter) async throws -> CheckFindings {
        let checker = CodeChecker(machine: machine, usesCache: usesCache)
        let lanes = ProcessInfo.processInfo.activeProcessorCount
        return try await withThrowingTaskGroup(of: CheckFindings.self) { group in
            var all = CheckFindings()
            var running = 0
            for exercise in chapter.exercises {
                if running >= lanes, let found = try await group.next() {
                    all = all + found
                    running -= 1
                }
                switch exercise.kind {
                case .fill(let fill):
                    running += 1
                    group.addTask {
                        try await FillProof(checker: checker, python: python).prove(fill, exercise, chapter)
                    }
                case .code(let code):
                    running += 1
                    group.addTask { try await CodeProof(checker: checker).prove(code, exercise, chapter) }
                case .choice, .numeric: break
                }
            }
            for try await found in group { all = all + found }
            return all
        }
    }
}
