import Chapters
import Foundation
import Grading
import Progress
import Quiz
import Terminal

/// A mock exam on a terminal.
struct ExamDialogue {
    private struct TimeIsUp: Error {}

    /// How one question was left.
    private enum Step {
        case goOn, handIn, leave
    }

    let session: ExamSession
    let desk: QuestionDesk
    let store: ProgressStore
    let catalogue: Catalogue
    private let input = TerminalInput()

    init(session: ExamSession, desk: QuestionDesk, store: ProgressStore, catalogue: Catalogue) {
        self.session = session
        self.desk = desk
        self.store = store
        self.catalogue = catalogue
    }

    private var renderer: TerminalRenderer { TerminalRenderer(style: Console.style(of: .standardOutput)) }
    private var count: Int { session.sitting.questions.count }

    private func say(_ ja: String, _ en: String) {
        Console.print(LocalizedText(ja: ja, en: en)(Console.language) + "\n")
    }

    func run() async throws {
        Console.print(renderer.examOpening(session.sitting))
        do {
            if try await sit() == .leave {
                try session.pause()
                return say("中断しました。studykit exam --resume で続けられます。", "Paused. studykit exam --resume goes on.")
            }
        } catch is TimeIsUp {
            say("\n時間です。", "\nTime is up.")
        } catch is CancellationError {
            try session.pause()
            Console.write(
                LocalizedText(
                    ja: "\n答えと時計は保存しました。studykit exam --resume で続けられます。\n",
                    en: "\nYour answers and the clock are kept. studykit exam --resume goes on.\n")(
                        Console.language),
                to: .standardError)
            throw CancellationError()
        }
        try await finish()
    }

    /// Question by question, until the exam is handed in or left.
    private func sit() async throws -> Step {
        while true {
            try tick()
            let number = session.position
            let step: Step
            if let question = try await session.question(number) {
                step = try ask(question)
            } else {
                // Its chapter was changed since the exam began.
                say("この問題は章からなくなりました。", "This question is no longer in its chapter.")
                step = try goOn(from: number)
            }
            if step != .goOn { return step }
        }
    }

    /// To the next question; behind the last one, whether to hand in.
    private func goOn(from number: Int) throws -> Step {
        guard number + 1 < count else { return try confirmEnd() }
        try session.go(to: number + 1)
        return .goOn
    }

    private func ask(_ question: PresentedQuestion) throws -> Step {
        let number = session.position
        Console.print("\n" + renderer.question(question, withScenario: question.set != nil, number: number + 1))
        if let given = session.sitting.replies[number]?.given, !given.isEmpty {
            say("今の答え: \(given)", "Your answer so far: \(given)")
        }
        while let text = try reply(to: question) {
            switch TypedKey.folded(text).lowercased() {
            case "": continue
            case "?": Console.print(renderer.examKeys())
            case "q": return .leave
            case "n", "s": return try goOn(from: number)
            case "p":
                try session.go(to: number - 1)
                return .goOn
            case "f":
                if try session.flag() { say("印をつけました。", "Flagged.") } else { say("印を消しました。", "No longer flagged.") }
            case "l":
                Console.print(
                    renderer.examOverview(count: count, unanswered: session.unanswered, flagged: session.flagged))
            case "g":
                Console.print(LocalizedText(ja: "何番へ > ", en: "To which number > ")(Console.language))
                guard let line = try input.line(onIdle: tick), let number = Int(TypedKey.folded(line)) else { continue }
                try session.go(to: number - 1)
                return .goOn
            case "e": return try confirmEnd()
            default:
                guard question.isReadable(text) else {
                    let expected = question.expectedAnswer
                    say("読めない答えです: \(expected.ja)", "This can't be read: \(expected.en)")
                    continue
                }
                guard try session.answer(text) else { throw TimeIsUp() }
                return try goOn(from: number)
            }
        }
        return .leave
    }

    /// At the last question, or when asked: what is still open, and whether to hand in.
    private func confirmEnd() throws -> Step {
        let unanswered = session.unanswered
        Console.print(renderer.examOverview(count: count, unanswered: unanswered, flagged: session.flagged))
        if !unanswered.isEmpty {
            say("未解答が \(unanswered.count) 問あります。", "\(unanswered.count) questions are unanswered.")
        }
        Console.print(LocalizedText(ja: "提出しますか（y 提出・n 続ける） > ", en: "Hand in (y/n)? > ")(Console.language))
        // The end of the input is no handing in.
        guard let text = try input.line(onIdle: tick).map(TypedKey.folded)?.lowercased() else { return .leave }
        if text == "y" || text == "yes" { return .handIn }
        if let open = unanswered.first { try session.go(to: open) }
        return .goOn
    }

    /// Keeps the clock going while somebody thinks.
    private func tick() throws {
        try session.tick()
        if session.isTimeUp { throw TimeIsUp() }
    }

    /// A key where one is enough, else a line; nil at the end of the input.
    private func reply(to question: PresentedQuestion) throws -> String? {
        let isLive = TerminalInput.isTerminal && isatty(STDOUT_FILENO) == 1
        let options = question.numberOfOptions.flatMap { (1...9).contains($0) ? $0 : nil }
        func prompt() -> String {
            let sitting = session.sitting
            return renderer.examPrompt(
                sitting, isFlagged: sitting.replies[sitting.position]?.isFlagged ?? false,
                expected: question.expectedAnswer)
        }
        Console.print(prompt())
        var shownSecond = Int(session.sitting.usedSeconds)
        return try input.entry(
            keys: "nspflgeq?" + (1...9).prefix(options ?? 0).map { "\($0)" }.joined(), takesText: options == nil
        ) { isEmpty in
            try tick()
            if isLive, isEmpty, Int(session.sitting.usedSeconds) != shownSecond {
                shownSecond = Int(session.sitting.usedSeconds)
                Console.print("\r\u{1B}[K" + prompt())
            }
        }
    }

    private func finish() async throws {
        let earlier = try store.exams()
        let isLive = isatty(STDERR_FILENO) == 1
        let count = count
        let sitting = try await session.finish { number in
            if isLive { Console.write("\r\(number + 1)/\(count)", to: .standardError) }
        }
        if isLive { Console.write("\r\u{1B}[K", to: .standardError) }
        let review = ExamReview(
            sitting: sitting, result: ExamResult(sitting, earlier: earlier, catalogue: catalogue), desk: desk)
        try await review.run(asks: TerminalInput.isTerminal)
    }
}
