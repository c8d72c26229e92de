import Chapters
import Foundation
import Grading
import Runner

/// The stages in their order: parse, execute, grade.
///
/// Only this file knows how they follow each other.
struct Pipeline {
    struct Options {
        var answers: String?
        var usesCache = true
        var cellTimeout: Duration = .seconds(30)
        var seed: UInt64 = 1
    }

    /// A chapter with everything that was found about it.
    struct Outcome {
        var chapter: Chapter
        var report: ChapterReport
        var diagnostics: [Diagnostic]
        /// What went wrong at worst.
        var status: ExitStatus
        /// Why cells were run or not (`--explain`).
        var reason: LocalizedText
        var bytes: [UInt8]
    }

    let options: Options
    private let locator = ChapterLocator()

    /// Runs one chapter through all stages.
    ///
    /// - Throws: `Failure` when there is no chapter to speak of, `Diagnostic` when it is no text.
    func run(_ name: String) async throws -> Outcome {
        let path = try locator.path(of: name)
        let bytes = try ChapterLocator.read(path)
        let chapter = try ChapterParser.parse(bytes, path: path)
        var status: ExitStatus = chapter.hasErrors ? .malformed : .success
        var diagnostics = chapter.diagnostics

        let machine = try machine(for: chapter, &diagnostics, &status)
        var execution = ExecutionResult(
            cells: chapter.cells.map { _ in CellResult(status: .skipped) }, values: chapter.values.map { _ in nil },
            reason: LocalizedText(verbatim: ""))
        if let chosen = options.answers, !FileManager.default.fileExists(atPath: chosen) {
            throw Failure(
                status: .noInput,
                message: LocalizedText(
                    ja: "\(chosen): 解答のフォルダがありません", en: "\(chosen): there is no such folder of answers"))
        }
        let folder = AnswerFolder(path: locator.answers(for: path, chosen: options.answers))
        let grader = Grader(machine: machine, usesCache: options.usesCache, seed: options.seed)
        let grades: Grader.Result
        do {
            // Neither needs the other's result, and each is a compiler call: two cores, half the time.
            async let graded = grader.grade(chapter, answers: folder)
            if let machine {
                let executor = ChapterExecutor(
                    machine: machine,
                    options: .init(cellTimeout: options.cellTimeout, usesCache: options.usesCache))
                execution = try await executor.execute(chapter)
            }
            grades = try await graded
        } catch let fault as ProgramFault {
            throw Failure(
                status: .fault,
                message: LocalizedText(
                    ja: "セルを実行できませんでした: \(fault.message)", en: "the cells could not be run: \(fault.message)"),
                help: LocalizedText(
                    ja: "studykit doctor で環境を確かめてください。", en: "studykit doctor checks what is needed."))
        }
        let (report, mismatches) = ChapterReport.assemble(
            chapter, execution, grades.exercises, sets: grades.sets)
        diagnostics += execution.diagnostics + grades.diagnostics + mismatches
        status = max(status, worst(execution.diagnostics + mismatches, grades))
        return Outcome(
            chapter: chapter, report: report, diagnostics: diagnostics, status: status, reason: execution.reason,
            bytes: bytes)
    }

    /// The machine is only needed for chapters with something to run; articles without cells render anywhere.
    private func machine(
        for chapter: Chapter, _ diagnostics: inout [Diagnostic], _ status: inout ExitStatus
    ) throws -> Machine? {
        let needsMachine =
            !chapter.cells.isEmpty || !chapter.values.isEmpty
            || !chapter.exercises.allSatisfy(\.needsNoMachine) || chapter.sets.contains { $0.source != nil }
        guard needsMachine else { return nil }
        do throws(MissingTool) {
            return try Machine.find()
        } catch {
            diagnostics.append(
                Diagnostic(
                    .error, code: "machine-incomplete", path: chapter.path, position: SourcePosition(line: 1),
                    message: error.message, help: error.help))
            status = .fault
            return nil
        }
    }

    private func worst(_ found: [Diagnostic], _ grades: Grader.Result) -> ExitStatus {
        if grades.diagnostics.contains(where: { $0.code == "answers-invalid" }) { return .malformed }
        let hasError = (found + grades.diagnostics).contains { $0.severity == .error }
        let isWrong = grades.exercises.contains { $0.status != .correct && $0.status != .unanswered }
        return hasError || isWrong ? .wrong : .success
    }
}

extension Exercise {
    /// Whether it can be graded where nothing can be run.
    fileprivate var needsNoMachine: Bool {
        switch kind {
        case .choice: true
        case .fill(let fill): !fill.isExecuted
        case .numeric, .code: false
        }
    }
}
