import Chapters
import Foundation
import Runner

/// Grades one answer at a time, for a quiz: the same kinds and the same words as a whole chapter's grading.
package struct SingleGrader: Sendable {
    private let machine: Machine
    private let usesCache: Bool

    package init(machine: Machine, usesCache: Bool = true) {
        self.machine = machine
        self.usesCache = usesCache
    }

    /// Grades one answer.
    ///
    /// - Parameters:
    ///   - exercise: One of the chapter's.
    ///   - chapter: The chapter that it stands in.
    ///   - question: What was drawn, for a parametric one.
    ///   - parameters: What stands for each `{{…}}`.
    ///   - answer: As it was typed; for a code exercise the file's text.
    /// - Returns: The report; its status is `error` for what can't be read.
    /// - Throws: `CancellationError`, or what the machine fails with.
    package func grade(
        _ exercise: Exercise, of chapter: Chapter, question: DrawnQuestion?, parameters: [String], answer: String
    ) async throws -> ExerciseReport {
        let blank = ExerciseReport(unanswered: exercise, parameters: parameters)
        let checker = CodeChecker(machine: machine, usesCache: usesCache, hidden: chapter.hiddenFolders)
        let text = answer.trimmingCharacters(in: .whitespacesAndNewlines)
        let entry = AnswerSheet.Entry(items: [text], isList: false, position: SourcePosition(line: 1))
        switch exercise.kind {
        case .choice(let choice): return ChoiceGrading.grade(choice, blank, text.isEmpty ? nil : entry)
        case .numeric: return NumericGrading.grade(question, blank, text.isEmpty ? nil : entry)
        case .fill(let fill):
            return try await FillGrading.grade(fill, blank, text.isEmpty ? nil : entry, checker)
        case .code(let code):
            let folder = AnswerFolder(path: NSTemporaryDirectory() + "studykit-quiz-\(UUID().uuidString)")
            try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder.path) }
            var own = blank
            own.answerPath = folder.codePath(exercise)
            try Data(answer.utf8).write(to: URL(fileURLWithPath: own.answerPath))
            return try await CodeGrading.grade(code, own, exercise.id, chapter, folder, checker)
        }
    }
}
