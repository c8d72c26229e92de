import Chapters
import Foundation
import Runner

/// The third stage of the pipeline: a learner's answers to a chapter become reports.
package struct Grader: Sendable {
    package struct Result: Sendable {
        /// One for each of `Chapter.exercises`.
        package var exercises: [ExerciseReport]
        /// One for each of `Chapter.sets`.
        package var sets: [SetReport] = []
        package var diagnostics: [Diagnostic]
    }

    private let machine: Machine?
    private let usesCache: Bool
    private let seed: UInt64

    /// The machine is nil when nothing can be run: parametric and code exercises are then errors.
    package init(machine: Machine?, usesCache: Bool, seed: UInt64) {
        self.machine = machine
        self.usesCache = usesCache
        self.seed = seed
    }

    package func grade(_ chapter: Chapter, answers folder: AnswerFolder) async throws -> Result {
        guard !chapter.exercises.isEmpty else { return Result(exercises: [], diagnostics: []) }
        let sheet = AnswerSheet.load(folder.sheetPath, exercises: chapter.exercises)
        // Each code exercise is a compilation of its own: as many at a time as there are cores. Drawing is one more.
        async let graded = gradeCode(chapter, folder, sheet)
        var bank = QuestionBank.Result()
        if let machine {
            bank = try await QuestionBank(machine: machine, usesCache: usesCache).draw(chapter, seed: seed)
        }
        let code = try await graded
        let reports = chapter.exercises.indices.map { index -> ExerciseReport in
            let exercise = chapter.exercises[index]
            let entry = sheet.entries[exercise.id]
            var report = code[index] ?? ExerciseReport(unanswered: exercise, answerPath: folder.answerPath(exercise))
            report.parameters = bank.parameters[exercise.id] ?? []
            switch exercise.kind {
            case .choice(let choice): return ChoiceGrading.grade(choice, report, entry)
            case .numeric: return NumericGrading.grade(bank.questions[exercise.id], report, entry)
            case .fill, .code: return report
            }
        }
        let sets = chapter.sets.map { set in
            SetReport(
                id: set.id, topic: set.topic, line: set.range.line, parameters: bank.parameters[set.id] ?? [],
                exercises: set.exercises.map { chapter.exercises[$0].id })
        }
        return Result(exercises: reports, sets: sets, diagnostics: sheet.diagnostics + bank.diagnostics)
    }

    private func gradeCode(
        _ chapter: Chapter, _ folder: AnswerFolder, _ sheet: AnswerSheet
    ) async throws -> [Int: ExerciseReport] {
        let checker = machine.map { CodeChecker(machine: $0, usesCache: usesCache, hidden: chapter.hiddenFolders) }
        return try await withThrowingTaskGroup(of: (Int, ExerciseReport).self) { group in
            var results: [Int: ExerciseReport] = [:]
            var running = 0
            for (index, exercise) in chapter.exercises.enumerated() {
                let blank = ExerciseReport(unanswered: exercise, answerPath: folder.answerPath(exercise))
                let entry = sheet.entries[exercise.id]
                if running >= ProcessInfo.processInfo.activeProcessorCount, let (done, report) = try await group.next()
                {
                    results[done] = report
                    running -= 1
                }
                switch exercise.kind {
                case .code(let code):
                    guard let checker else { continue }
                    running += 1
                    group.addTask {
                        (index, try await CodeGrading.grade(code, blank, exercise.id, chapter, folder, checker))
                    }
                case .fill(let fill):
                    guard checker != nil || !fill.isExecuted else { continue }
                    running += 1
                    group.addTask { (index, try await FillGrading.grade(fill, blank, entry, checker)) }
                case .choice, .numeric: break
                }
            }
            for try await (index, report) in group { results[index] = report }
            return results
        }
    }
}

extension Chapter {
    /// An installed chapter lies among the system's files, which programs may read; its checks and solutions are in it.
    var hiddenFolders: [String] {
        [URL(fileURLWithPath: path).deletingLastPathComponent().resolvingSymlinksInPath().path]
    }
}

extension ExerciseReport {
    /// The report of an exercise nobody has answered.
    init(unanswered exercise: Exercise, answerPath: String = "", parameters: [String] = []) {
        let kind: Kind =
            switch exercise.kind {
            case .choice: .choice
            case .numeric: .numeric
            case .fill: .fill
            case .code: .code
            }
        self.init(
            id: exercise.id, kind: kind, topic: exercise.topic, line: exercise.range.line, status: .unanswered,
            earned: 0,
            points: exercise.points, feedback: LocalizedText(verbatim: ""), parameters: parameters,
            answerPath: answerPath, set: exercise.set)
    }

    /// The same exercise with what was found out about its answer.
    func graded(
        _ status: Status, earned: Int? = nil, given: String? = nil, _ feedback: LocalizedText
    ) -> ExerciseReport {
        var report = self
        report.status = status
        report.earned = earned ?? (status == .correct ? points : 0)
        report.given = given
        report.feedback = feedback
        return report
    }
}
