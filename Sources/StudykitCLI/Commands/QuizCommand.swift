import ArgumentParser
import Chapters
import Foundation
import Progress
import Quiz
import Runner
import Terminal

/// `studykit quiz`: one question at a time, with feedback at once.
struct QuizCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quiz", abstract: "Ask yourself questions, one at a time.",
        discussion: """
            Keys: 1–9 or a typed answer and return; ? hint, s skip, f flag, u undo, q leave and keep at once. Every answer is kept \
            before the next question shows. With --format json, questions and answers are JSON lines on standard output and input.
            """)

    @Argument(help: "Chapters by name (chapter03, 03, 3) or path; all when none is named.")
    var chapters: [String] = []

    @Option(help: "Only questions of this topic (may be repeated).")
    var topic: [String] = []

    @Option(help: "How many questions.")
    var count = 10

    @Flag(help: "Only what is due today, by the plan if there is an exam date.")
    var due = false

    @Flag(help: "Put numeric questions as a choice of four, as the exam does.")
    var choices = false

    @Option(help: "Draws the same numbers again (default: new ones each time).")
    var seed: UInt64?

    @Option(help: "text, or json for JSON lines.")
    var format: OutputFormat = .text

    @OptionGroup var progress: ProgressOptions
    @OptionGroup var globals: GlobalOptions

    mutating func validate() throws {
        guard (1...10_000).contains(count) else { throw ValidationError("--count takes 1 to 10000.") }
    }

    mutating func run() async throws {
        globals.apply()
        let store = try progress.open()
        // The chapters on one thread, the history on another.
        async let opening = ChapterLibrary.open(chapters)
        let answered = try store.items()
        let library = try await opening
        let catalogue = library.catalogue
        let known = catalogue.topics
        for name in topic where !known.contains(name) {
            let nearest = NearestName.find(name, in: known)
            throw Failure(
                status: .usage, message: LocalizedText(ja: "分野 \(name) はありません", en: "there is no topic \(name)"),
                help: nearest.map { LocalizedText(ja: "\($0) でしょうか。", en: "Did you mean \($0)?") }
                    ?? LocalizedText(verbatim: known.joined(separator: ", ")))
        }
        let items = QuizQueue.choose(
            .init(topics: Set(topic), count: count, dueOnly: due), from: catalogue, progress: answered,
            goal: try store.goal(), calendar: StudyCalendar())
        try await QuestionDesk.withDesk(machine: try MachineFinder.find(), load: library.chapter) { desk in
            let session = QuizSession(
                items: items, seed: seed, form: choices ? .fourChoice : .typed, store: store, desk: desk)
            switch format {
            case .text:
                var dialogue = QuizDialogue(session: session, catalogue: catalogue)
                try await dialogue.run()
            case .json: try await QuizLines(session: session, catalogue: catalogue).run()
            }
        }
    }
}
