import ArgumentParser
import Chapters
import Foundation
import Progress
import Quiz
import Runner
import Terminal

/// `studykit exam`: a mock exam of the real shape.
struct ExamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exam", abstract: "Sit a mock exam: about 100 questions in 120 minutes.",
        discussion: """
            No feedback before the end. Every answer is kept at once: after Ctrl-C, a closed terminal or a power cut, --resume goes \
            on, with the clock where it stood and the interruption in the result. The same seed is the same exam. \
            With --format json, questions and answers are JSON lines on standard output and input (docs/json-lines.md).
            """)

    @Option(help: "How many questions.")
    var questions = 100

    @Option(help: "Minutes on the clock.")
    var minutes = 120.0

    @Option(help: "Which exam; the same number is the same exam (default: a new one).")
    var seed: UInt64?

    @Flag(help: "Go on with the exam that was interrupted.")
    var resume = false

    @Flag(help: "Look at the questions of the last finished exam, with explanations.")
    var review = false

    @Option(help: "text, or json for JSON lines.")
    var format: OutputFormat = .text

    @OptionGroup var progress: ProgressOptions
    @OptionGroup var globals: GlobalOptions

    mutating func validate() throws {
        guard (1...1000).contains(questions) else { throw ValidationError("--questions takes 1 to 1000.") }
        guard minutes > 0, minutes <= 1440 else { throw ValidationError("--minutes takes up to 1440.") }
        if resume && review { throw ValidationError("--resume and --review are two different things.") }
    }

    mutating func run() async throws {
        globals.apply()
        let store = try progress.open(forReading: review)
        let library = try ChapterLibrary.open()
        try await QuestionDesk.withDesk(machine: try MachineFinder.find(), load: library.chapter) { desk in
            if review {
                try await look(back: store, library.catalogue, desk)
            } else {
                try await sit(store, library.catalogue, desk)
            }
        }
    }

    private func sit(_ store: ProgressStore, _ catalogue: Catalogue, _ desk: QuestionDesk) async throws {
        let session = try ExamSession(sitting(store, catalogue), store: store, desk: desk)
        try await prepare(session, desk)
        session.startClock()
        switch format {
        case .text: try await ExamDialogue(session: session, desk: desk, store: store, catalogue: catalogue).run()
        case .json: try await ExamLines(session: session, desk: desk, store: store, catalogue: catalogue).run()
        }
    }

    private func look(back store: ProgressStore, _ catalogue: Catalogue, _ desk: QuestionDesk) async throws {
        let exams = try store.exams()
        guard let last = exams.last(where: \.isFinished) else {
            throw Failure(
                status: .usage,
                message: LocalizedText(ja: "終わった模擬試験がありません", en: "there is no finished mock exam"))
        }
        let result = ExamResult(last, earlier: exams, catalogue: catalogue)
        switch format {
        case .text: try await ExamReview(sitting: last, result: result, desk: desk).run(asks: true)
        case .json: try await ExamLines.review(last, result, desk: desk)
        }
    }

    /// Before the clock starts: compiling is not the candidate's time.
    private func prepare(_ session: ExamSession, _ desk: QuestionDesk) async throws {
        let isLive = isatty(STDERR_FILENO) == 1
        if isLive {
            Console.write(
                LocalizedText(ja: "問題を準備しています…", en: "Preparing the questions…")(Console.language), to: .standardError)
        }
        let chapters = Set(session.sitting.questions.map(\.item.chapter)).sorted()
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Each is a compiler: as many at a time as there are cores.
            for (index, chapter) in chapters.enumerated() {
                if index >= ProcessInfo.processInfo.activeProcessorCount { try await group.next() }
                group.addTask { try await desk.prepare(chapter) }
            }
            try await group.waitForAll()
        }
        for number in session.sitting.questions.indices { _ = try await session.question(number) }
        if isLive { Console.write("\r\u{1B}[K", to: .standardError) }
        Console.complain(await desk.diagnostics)
    }

    private func sitting(_ store: ProgressStore, _ catalogue: Catalogue) throws -> ExamSitting {
        let unfinished = try store.unfinishedExam()
        if resume {
            guard let unfinished else {
                throw Failure(
                    status: .usage,
                    message: LocalizedText(ja: "中断した模擬試験がありません", en: "there is no interrupted mock exam"))
            }
            return unfinished
        }
        if unfinished != nil {
            Console.write(
                LocalizedText(
                    ja: "中断した模擬試験があります（studykit exam --resume で続けられます）。新しい試験を始めます。\n",
                    en: "There is an interrupted exam (studykit exam --resume goes on with it). A new one begins.\n")(
                        Console.language), to: .standardError)
        }
        let seed = seed ?? .random(in: 1...999_999)
        let chosen = ExamComposer.compose(catalogue, questions: questions, seed: seed)
        guard !chosen.isEmpty else {
            throw Failure(
                status: .noInput,
                message: LocalizedText(ja: "出題できる演習がありません", en: "there are no exercises to ask"))
        }
        if chosen.count < questions {
            Console.write(
                LocalizedText(
                    ja: "出題できるのは \(chosen.count) 問です。\n", en: "There are only \(chosen.count) questions.\n")(
                        Console.language), to: .standardError)
        }
        return ExamSitting(seed: seed, minutes: minutes, questions: chosen, startedAt: Date())
    }
}
