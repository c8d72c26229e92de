import ArgumentParser
import Chapters
import Foundation
import Vision

/// `studykit evaluate`: the metrics of detection, for real files.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Evaluate a detector's results: COCO, Pascal VOC.",
        discussion: """
            Exit status: 0 evaluated; 64 usage; 65 a malformed file (its place is reported as path:line:column); \
            66 no such file; 130 interrupted.
            """,
        subcommands: [EvaluateCOCOCommand.self, EvaluateVOCCommand.self])
}

/// What both kinds of evaluation do with their outcome.
struct EvaluationOutput: ParsableArguments {
    @Option(help: "text or json (one document on standard output).")
    var format: OutputFormat = .text

    @Flag(help: "Show every class (JSON and evaluate voc do so always).")
    var classes = false

    @Flag(help: "Add each class's precision-recall curve to the JSON.")
    var curves = false

    /// Evaluates and prints; what is wrong with a file becomes a diagnostic and the exit status.
    ///
    /// - Parameters:
    ///   - showsClasses: whether the text has the classes without being asked.
    ///   - evaluate: the work.
    /// - Throws: the exit status, when a file was refused.
    func report(showsClasses: Bool = false, _ evaluate: (ProgressLine) throws(DataFileError) -> EvaluationReport) throws
    {
        let progress = ProgressLine()
        let report: EvaluationReport
        do throws(DataFileError) {
            report = try evaluate(progress)
        } catch {
            progress.finish()
            let diagnostic = Diagnostic(error)
            if format == .json { Console.print(try EvaluationReport.json(of: [diagnostic], in: Console.language)) }
            Console.complain([diagnostic])
            throw (error.isMissingFile ? ExitStatus.noInput : .malformed).exitCode
        }
        progress.finish()
        switch format {
        case .json: Console.print(try report.json(in: Console.language))
        case .text: Console.print(report.text(language: Console.language, showsClasses: showsClasses || classes))
        }
        Console.complain(report.diagnostics)
    }
}

extension Diagnostic {
    /// What is wrong with a file of data, in the tool's own words.
    init(_ error: DataFileError) {
        self.init(
            .error, code: error.problem.code, path: error.path,
            position: SourcePosition(line: error.line, column: error.column),
            message: LocalizedText(error.problem.message),
            help: error.problem.help.map { LocalizedText($0) })
    }
}

extension LocalizedText {
    init(_ text: DataFileError.Text) { self.init(ja: text.ja, en: text.en) }
}
