import ArgumentParser
import Chapters
import Foundation
import Grading
import Runner
import Site
import Terminal

/// `studykit run`: renders chapters, executes their examples, grades the answers.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Render chapters, execute their examples, grade the answers.",
        discussion: """
            Exit status: 0 all ran and nothing answered is wrong; 1 an example failed or an answer is wrong; \
            64 usage; 65 a malformed chapter; 66 no such chapter; 70 a fault of ours; 130 interrupted.
            """)

    @Argument(help: "Chapters by name (chapter03, 03, 3) or path.")
    var chapters: [String]

    @Option(help: "text or json (one document on standard output).")
    var format: OutputFormat = .text

    @Option(name: .customLong("html"), help: "Also write an HTML page for each chapter into this folder.")
    var htmlDirectory: String?

    @Option(help: "The folder with the answers (default: exercises/<chapter>).")
    var answers: String?

    @Flag(help: "Succeed only when every exercise is answered right.")
    var strict = false

    @Flag(help: "Run again whenever a chapter or an answer changes.")
    var watch = false

    @Flag(help: "Write the actual outputs into the chapter's output fences.")
    var bless = false

    @Flag(name: .customLong("no-cache"), help: "Run everything, use and keep no stored result.")
    var noCache = false

    @Option(help: "Seconds a cell may take unless it says otherwise.")
    var timeout: Double = 30

    @Option(help: "Draws other numbers in parametric exercises.")
    var seed: UInt64 = 1

    @Flag(help: "Say why something was run, or why not.")
    var explain = false

    @OptionGroup var globals: GlobalOptions

    mutating func validate() throws {
        guard !chapters.isEmpty else { throw ValidationError("Name at least one chapter.") }
        guard timeout > 0, timeout <= 3600 else { throw ValidationError("--timeout takes 0.1 to 3600 seconds.") }
        if watch && format == .json { throw ValidationError("--watch shows text; it does not go with --format json.") }
        for (name, value) in [("--html", htmlDirectory), ("--answers", answers)] where value?.isEmpty == true {
            throw ValidationError("\(name) needs a folder.")
        }
        if answers != nil && chapters.count > 1 { throw ValidationError("--answers goes with one chapter.") }
    }

    mutating func run() async throws {
        globals.apply()
        if watch {
            let files = try watchedFiles()
            try await Watcher { files.flatMap(\.paths) }.run { try await runOnce() }
        } else {
            let status = try await runOnce()
            if status != .success { throw status.exitCode }
        }
    }

    @discardableResult
    private func runOnce() async throws -> ExitStatus {
        let pipeline = Pipeline(
            options: .init(
                answers: answers, usesCache: !noCache, cellTimeout: .milliseconds(Int64((timeout * 1000).rounded(.up))),
                seed: seed))
        let renderer = TerminalRenderer(style: Console.style(of: .standardOutput))
        var report = RunReport()
        var status = ExitStatus.success
        for name in chapters {
            do {
                var outcome = try await pipeline.run(name)
                if bless, try applyBlessing(outcome) { outcome = try await pipeline.run(name) }
                if explain { say(outcome.reason, about: outcome.chapter) }
                report.chapters.append(outcome.report)
                report.diagnostics += outcome.diagnostics
                status = max(status, outcome.status)
                if format == .text { Console.print(renderer.render(outcome.chapter, report: outcome.report)) }
                if let htmlDirectory { status = max(status, writePage(outcome, to: htmlDirectory, &report)) }
            } catch let diagnostic as Diagnostic {
                report.diagnostics.append(diagnostic)
                status = max(status, .malformed)
            } catch let error where !(error is CancellationError) && !Task.isCancelled {
                // The others are still run; a script gets the document that it asked for.
                let failure = error as? Failure ?? .internalFault(error)
                report.diagnostics.append(failure.diagnostic(path: name))
                status = max(status, failure.status)
            }
        }
        if strict, status == .success, report.score.earned < report.score.possible { status = .wrong }
        switch format {
        case .json:
            Console.print(try report.json(in: Console.language))
            Console.complain(report.diagnostics)
        case .text:
            Console.complain(report.diagnostics)
            if !report.chapters.isEmpty { Console.print(renderer.summary(report)) }
        }
        return status
    }

    private func say(_ reason: LocalizedText, about chapter: Chapter) {
        Console.write("\(chapter.id): \(reason(Console.language))\n", to: .standardError)
    }

    private func writePage(_ outcome: Pipeline.Outcome, to directory: String, _ report: inout RunReport) -> ExitStatus {
        do throws(Diagnostic) {
            let page = try PageWriter(directory: directory)
                .write(outcome.chapter, report: outcome.report)
            report.diagnostics += page.diagnostics
            Console.write("\(page.path)\n", to: .standardError)
            return .success
        } catch {
            report.diagnostics.append(error)
            return .fault
        }
    }

    /// - Returns: Whether the chapter was changed.
    private func applyBlessing(_ outcome: Pipeline.Outcome) throws -> Bool {
        let outputs = zip(outcome.chapter.cells, outcome.report.examples).compactMap { cell, example in
            example.status == .mismatch
                ? cell.expectedOutput.map { (expected: $0, actual: example.standardOutput) } : nil
        }
        guard !outputs.isEmpty else { return false }
        let path = outcome.chapter.path
        // Somebody may have saved the chapter while its cells were running.
        guard try ChapterLocator.read(path) == outcome.bytes else {
            throw Failure(
                status: .wrong,
                message: LocalizedText(
                    ja: "\(path): 実行中に変更されたので、書き換えませんでした", en: "\(path): it changed during the run; nothing was written"
                ),
                help: LocalizedText(ja: "もう一度 --bless を実行してください。", en: "Run --bless again."))
        }
        let blessed = Blessing.apply(outputs, to: outcome.bytes)
        guard Blessing.holds(blessed, outputs.map(\.actual), path: path) else {
            throw Failure(
                status: .wrong,
                message: LocalizedText(
                    ja: "\(path): この出力は output フェンスに書けないので、書き換えませんでした",
                    en: "\(path): this output can't stand in an output fence; nothing was written"),
                help: LocalizedText(
                    ja: "制御文字を出力していないか、フェンスが閉じているかを確かめてください。",
                    en: "Check that the cell prints no control characters and that the fence is closed."))
        }
        try AtomicFile.replace(path, with: blessed)
        let lines = outputs.map { "\($0.expected.range.line)" }.joined(separator: ", ")
        Console.write("blessed \(path): \(lines)\n", to: .standardError)
        return true
    }

    private func watchedFiles() throws -> [WatchedFiles] {
        let locator = ChapterLocator()
        return try chapters.map { name in
            let path = try locator.path(of: name)
            return WatchedFiles(chapter: path, answers: locator.answers(for: path, chosen: answers))
        }
    }
}
