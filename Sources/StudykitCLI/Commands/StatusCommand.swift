import ArgumentParser
import Chapters
import Progress
import Quiz
import Terminal

/// `studykit status`: what is known, what is due, and what the exam day will show.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what is known, what is due, and the expected score.")

    @Option(help: "text or json (one document on standard output).")
    var format: OutputFormat = .text

    @Flag(help: "With --format json: also what FSRS remembers of every exercise.")
    var items = false

    @OptionGroup var progress: ProgressOptions
    @OptionGroup var globals: GlobalOptions

    mutating func run() async throws {
        globals.apply()
        let store = try progress.open(forReading: true)
        // The chapters on one thread, the history on another.
        async let library = ChapterLibrary.open()
        let progress = try store.items()
        let report = StatusReport(
            catalogue: try await library.catalogue, progress: progress, exams: try store.exams(),
            goal: try store.goal(), calendar: StudyCalendar(), listsItems: items)
        switch format {
        case .json: try Console.printJSON(report)
        case .text:
            Console.print(TerminalRenderer(style: Console.style(of: .standardOutput)).status(report))
        }
    }
}
