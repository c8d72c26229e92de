import Chapters
import Runner

extension ChapterReport {
    /// Puts together what executing and grading a chapter gave.
    ///
    /// - Returns: The report, and a diagnostic for each example whose output is not the expected one.
    package static func assemble(
        _ chapter: Chapter, _ execution: ExecutionResult, _ exercises: [ExerciseReport],
        sets: [SetReport] = []
    ) -> (report: ChapterReport, diagnostics: [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        let examples = zip(chapter.cells, execution.cells).map { cell, result -> ExampleReport in
            var example = ExampleReport(
                id: cell.id, line: cell.line, status: status(of: result), outputs: result.outputs,
                cached: execution.isCached, milliseconds: result.milliseconds, message: result.message)
            if example.status == .passed, let expected = cell.expectedOutput,
                let difference = OutputComparison.difference(expected: expected, actual: result.standardOutput)
            {
                example.status = .mismatch
                example.message = difference.message
                diagnostics.append(
                    Diagnostic(
                        .error, code: "output-mismatch", path: chapter.path,
                        position: SourcePosition(line: difference.line, column: 1 + cell.source.columnOffset),
                        message: difference.message,
                        help: LocalizedText(
                            ja: "実際の出力が正しければ、--bless で章を書き換えられます。",
                            en: "If the actual output is right, --bless writes it into the chapter.")))
            }
            return example
        }
        let report = ChapterReport(
            id: chapter.id, title: chapter.title, path: chapter.path, examples: examples, values: execution.values,
            exercises: exercises, sets: sets)
        return (report, diagnostics)
    }

    private static func status(of result: CellResult) -> ExampleReport.Status {
        switch result.status {
        case .passed: .passed
        case .failed: .failed
        case .crashed: .crashed
        case .timeout: .timeout
        case .skipped: .skipped
        }
    }
}
