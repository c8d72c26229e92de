import ArgumentParser
import Chapters
import Curriculum
import Foundation
import Grading
import Runner
import Terminal

/// `studykit check`: for authors, everything that can be wrong in a chapter.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check chapters as their author: the text, the examples, and a proof of every exercise.",
        discussion: """
            Holds the text against Zenn's rules (docs/checks.md lists every finding), runs the examples, draws every question with \(ExerciseProver.seedCount) seeds, runs every fragment, starter and solution, and compares \
            exercises/ with the chapter. Exit status: 0 no error (warnings may remain); 1 an error; 65 a malformed chapter; \
            66 no such chapter; 70 a fault of ours.
            """)

    @Argument(help: "Chapters by name or path, or a Zenn book's config.yaml (default: all chapters).")
    var paths: [String] = []

    @Option(help: "text, json (one document on standard output) or github (annotations for a pull request).")
    var format: CheckFormat = .text

    @Flag(help: "Change the chapter where the cure is beyond doubt, and say what was changed.")
    var fix = false

    @Flag(help: "Check the text alone: run no example, prove no exercise.")
    var textOnly = false

    @Flag(name: .customLong("no-cache"), help: "Run everything, use and keep no stored result.")
    var noCache = false

    @OptionGroup var globals: GlobalOptions

    mutating func run() async throws {
        globals.apply()
        let locator = ChapterLocator()
        var report = CheckReport()
        var status = ExitStatus.success
        var parsed: [Chapter] = []
        var books: Set<String> = []
        func check(_ book: BookCheck?) throws {
            guard let book, books.insert(book.path).inserted else { return }
            report.diagnostics += try book.findings()
        }
        for name in try names(locator) {
            do {
                if let book = BookCheck(name: name) {
                    try check(book)
                    continue
                }
                let path = try locator.path(of: name)
                var bytes = try ChapterLocator.read(path)
                let text = TextCheck(path: path)
                if fix {
                    let result = try text.fix(bytes)
                    bytes = result.bytes
                    say(result.cured)
                }
                let chapter = try ChapterParser.parse(bytes, path: path)
                parsed.append(chapter)
                try check(BookCheck(of: chapter))
                report.chapters.append(.init(chapter))
                let found = try await text.findings(in: chapter, bytes: bytes)
                report.diagnostics += (chapter.diagnostics + found.diagnostics).sorted { $0.position < $1.position }
                report.notes += found.notes.filter { !report.notes.contains($0) }
                guard !textOnly else {
                    if chapter.hasErrors { status = max(status, .malformed) }
                    continue
                }
                guard !chapter.hasErrors else {
                    status = max(status, .malformed)
                    continue
                }
                for check in try await checks(for: chapter, locator) {
                    let found = try await check.findings(in: chapter)
                    report.diagnostics += found.diagnostics
                    report.notes += found.notes
                }
            } catch let diagnostic as Diagnostic {
                report.diagnostics.append(diagnostic)
                status = max(status, .malformed)
            } catch let error where !(error is CancellationError) && !Task.isCancelled {
                let failure = CheckCommand.failure(error)
                report.diagnostics.append(failure.diagnostic(path: name))
                status = max(status, failure.status)
            }
        }
        if paths.isEmpty, let folder = locator.chapterFolder { report.diagnostics += together(parsed, folder) }
        if status == .success, report.errorCount > 0 { status = .wrong }
        try show(report)
        if status != .success { throw status.exitCode }
    }

    /// What a chapter is held against, in order.
    private func checks(for chapter: Chapter, _ locator: ChapterLocator) async throws -> [any ChapterCheck] {
        let machine: Machine
        do throws(MissingTool) {
            machine = try Machine.find()
        } catch {
            throw Failure(status: .fault, message: error.message, help: error.help)
        }
        let needsPython = chapter.exercises.contains { exercise in
            if case .fill(let fill) = exercise.kind { !fill.isExecuted } else { false }
        }
        let python = needsPython ? await PythonRunner.find(machine: machine) : nil
        let answers = locator.answers(for: chapter.path, chosen: nil)
        return [
            ExampleCheck(machine: machine, usesCache: !noCache),
            ExerciseProver(
                machine: machine, python: python, usesCache: !noCache,
                answers: FileManager.default.fileExists(atPath: answers) ? AnswerFolder(path: answers) : nil),
        ]
    }

    /// What only all chapters together can show.
    private func together(_ chapters: [Chapter], _ folder: String) -> [Diagnostic] {
        do throws(Diagnostic) {
            let index = try KeywordIndex(folder: folder, chapters)
            return index.map { SyllabusCheck.findings($0, path: "\(folder)/\(Syllabus.fileName)") } ?? []
        } catch {
            return [error]
        }
    }

    private func names(_ locator: ChapterLocator) throws -> [String] {
        guard paths.isEmpty else { return paths }
        guard let folder = locator.chapterFolder else {
            throw Failure(
                status: .noInput,
                message: LocalizedText(ja: "chapters フォルダが見つかりません", en: "there is no chapters folder here or above"))
        }
        return ChapterLocator.names(in: folder)
    }

    private static func failure(_ error: any Error) -> Failure {
        if let fault = error as? ProgramFault {
            return Failure(
                status: .fault,
                message: LocalizedText(ja: "実行できませんでした: \(fault.message)", en: "it could not be run: \(fault.message)"))
        }
        return error as? Failure ?? .internalFault(error)
    }

    private func say(_ cured: [Diagnostic]) {
        let language = Console.language
        for diagnostic in cured {
            let fixed = LocalizedText(ja: "修正しました", en: "fixed")(language)
            Console.write(
                "\(diagnostic.path):\(diagnostic.position.line):\(diagnostic.position.column): \(fixed): "
                    + "\(diagnostic.message(language)) [\(diagnostic.code)]\n", to: .standardError)
        }
    }

    private func show(_ report: CheckReport) throws {
        let language = Console.language
        for note in report.notes { Console.write("– \(note(language))\n", to: .standardError) }
        switch format {
        case .json:
            Console.print(try report.json(in: language))
            Console.complain(report.diagnostics)
        case .github:
            Console.print(GitHubAnnotation.lines(report.diagnostics, in: language))
        case .text:
            let renderer = TerminalRenderer(style: Console.style(of: .standardOutput))
            if !report.diagnostics.isEmpty { Console.print(renderer.diagnostics(report.diagnostics)) }
            let exercises = report.chapters.reduce(0) { $0 + $1.exercises }
            let warnings = report.diagnostics.count - report.errorCount
            let summary = LocalizedText(
                ja: "章 \(report.chapters.count)、演習 \(exercises): エラー \(report.errorCount)、警告 \(warnings)",
                en:
                    "\(report.chapters.count) chapters, \(exercises) exercises: \(report.errorCount) errors, \(warnings) warnings"
            )
            Console.print(summary(language) + "\n")
        }
    }
}

/// Runs the chapter's examples and compares their outputs, as `run` does.
struct ExampleCheck: ChapterCheck {
    let machine: Machine
    let usesCache: Bool

    func findings(in chapter: Chapter) async throws -> CheckFindings {
        guard !chapter.cells.isEmpty || !chapter.values.isEmpty else { return CheckFindings() }
        let result = try await ChapterExecutor(machine: machine, options: .init(usesCache: usesCache)).execute(chapter)
        let (_, mismatches) = ChapterReport.assemble(chapter, result, [])
        return CheckFindings(diagnostics: result.diagnostics + mismatches)
    }
}
