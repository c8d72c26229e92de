import Chapters
import Foundation
import Grading
import Progress
import Quiz
import Terminal

/// A mock exam on a terminal.
struct ExamDialogue {
    private struct TimeIsUp: Error {}

    let session: ExamSession?
    let desk: QuestionDesk
    let store: ProgressStore
    let catalogue: Catalogue
    private let input = TerminalInput()
    private var shownSet: String?

    init(session: ExamSession?, desk: QuestionDesk, store: ProgressStore, catalogue: Catalogue) {
        self.session = session
        self.desk = desk
        self.store = store
        self.catalogue = catalogue
    }

    private var renderer: TerminalRenderer { TerminalRenderer(style: Console.style(of: .standardOutput)) }

    private func say(_ ja: String, _ en: String) {
        Console.print(LocalizedText(ja: ja, en: en)(Console.language) + "\n")
    }

    mutating func run() async throws {
        guard let session else { return }
        do {
            while !session.isTimeUp {
                guard let question = try await session.question(session.position) else {
                    // Its chapter was changed since the exam began.
                    say("この問題は章からなくなりました。", "This question is no longer in its chapter.")
                    if session.position + 1 >= session.sitting.questions.count { break }
                    try session.go(to: session.position + 1)
                    continue
                }
                guard try await ask(question, session) else {
                    try session.pause()
                    say("中断しました。studykit exam --resume で続けられます。", "Paused. studykit exam --resume goes on.")
                    return
                }
                if session.sitting.position >= session.sitting.questions.count { break }
                if isEnded { break }
            }
        } catch is TimeIsUp {
            say("\n時間です。", "\nTime is up.")
        } catch is CancellationError {
            try session.pause()
            Console.write(
                LocalizedText(
                    ja: "\nstudykit exam --resume で続けられます。\n", en: "\nstudykit exam --resume goes on.\n")(
                        Console.language),
                to: .standardError)
            throw CancellationError()
        }
        try await finish(session)
    }

    private var isEnded = false

    /// - Returns: false to leave without an end.
    private mutating func ask(_ question: PresentedQuestion, _ session: ExamSession) async throws -> Bool {
        let number = session.position
        let set = question.set.map { "\(question.chapter.id)/\($0.scenario.id)/\(question.seed)" }
        Console.print("\n" + renderer.question(question, withScenario: set != nil))
        shownSet = set
        if let given = session.sitting.replies[number]?.given, !given.isEmpty {
            say("今の答え: \(given)", "Your answer so far: \(given)")
        }
        while true {
            guard let text = try reply(question, session) else { return false }
            switch text.lowercased() {
            case "": continue
            case "q": return false
            case "n", "s":
                try session.go(to: number + 1)
                if number + 1 >= session.sitting.questions.count { return try confirmEnd(session) }
                return true
            case "p":
                try session.go(to: number - 1)
                return true
            case "f":
                if try session.flag() { say("印をつけました。", "Flagged.") } else { say("印を消しました。", "No longer flagged.") }
            case "l":
                Console.print(
                    renderer.examOverview(
                        count: session.sitting.questions.count, unanswered: session.unanswered,
                        flagged: session.flagged))
            case "g":
                Console.print(LocalizedText(ja: "何番へ > ", en: "To which number > ")(Console.language))
                if let line = try input.line(onIdle: { try tick(session) }), let number = Int(folded(line)) {
                    try session.go(to: number - 1)
                    return true
                }
            case "e": return try confirmEnd(session)
            default:
                guard isReadable(text, question) else {
                    say("読めない答えです。番号で答えてください。", "This can't be read; answer by number.")
                    continue
                }
                try session.answer(text)
                if number + 1 < session.sitting.questions.count {
                    try session.go(to: number + 1)
                    return true
                }
                return try confirmEnd(session)
            }
        }
    }

    /// At the last question, or when asked: what is still open, and whether to hand in.
    ///
    /// - Returns: true always; the exam goes on unless `isEnded` was set.
    private mutating func confirmEnd(_ session: ExamSession) throws -> Bool {
        Console.print(
            renderer.examOverview(
                count: session.sitting.questions.count, unanswered: session.unanswered, flagged: session.flagged))
        if !session.unanswered.isEmpty {
            say("未解答が \(session.unanswered.count) 問あります。", "\(session.unanswered.count) questions are unanswered.")
        }
        Console.print(LocalizedText(ja: "提出しますか（y 提出・n 続ける） > ", en: "Hand in (y/n)? > ")(Console.language))
        let text = try input.line(onIdle: { try tick(session) }).map(folded)?.lowercased()
        isEnded = text == "y" || text == "yes"
        if !isEnded, let open = session.unanswered.first { try session.go(to: open) }
        // The end of the input is no handing in.
        return text != nil
    }

    private func folded(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.trimmingCharacters(in: .whitespaces)
    }

    private func isReadable(_ text: String, _ question: PresentedQuestion) -> Bool {
        switch question.exercise.kind {
        case .choice(let choice):
            let numbers = folded(text).split { ", 、".contains($0) }.map { Int($0) }
            return !numbers.isEmpty
                && numbers.allSatisfy { $0.map { (1...choice.options.count).contains($0) } ?? false }
        case .fill(let fill):
            let numbers = folded(text).split { ", 、[]".contains($0) }.compactMap { Int($0) }
            return numbers.count == fill.blanks.count
                && zip(numbers, fill.blanks).allSatisfy { (1...$1.candidates.count).contains($0) }
        case .numeric, .code: return true
        }
    }

    /// Keeps the clock going while somebody thinks.
    private func tick(_ session: ExamSession) throws {
        try session.tick()
        if session.isTimeUp { throw TimeIsUp() }
    }

    private mutating func reply(_ question: PresentedQuestion, _ session: ExamSession) throws -> String? {
        let number = session.position
        let isLive = TerminalInput.isTerminal && isatty(STDOUT_FILENO) == 1
        let options = question.numberOfOptions ?? 0
        let keys = LocalizedText(
            ja: options > 0 ? "1–\(options)・n p f l g e q" : "答え・n p f l g e q",
            en: options > 0 ? "1–\(options), n p f l g e q" : "answer, n p f l g e q")
        func prompt() -> String {
            renderer.examClock(
                number: number, of: session.sitting.questions.count, used: session.sitting.usedSeconds,
                minutes: session.sitting.minutes, isFlagged: session.sitting.replies[number]?.isFlagged ?? false)
                + "  (\(keys(Console.language))) > "
        }
        Console.print(prompt())
        guard options > 0, options < 10, TerminalInput.isTerminal else {
            return try input.line(onIdle: { try tick(session) }).map(folded)
        }
        var shownSecond = Int(session.sitting.usedSeconds)
        while true {
            let key = try input.key {
                try tick(session)
                if isLive, Int(session.sitting.usedSeconds) != shownSecond {
                    shownSecond = Int(session.sitting.usedSeconds)
                    Console.print("\r\u{1B}[K" + prompt())
                }
            }
            guard let key else { return nil }
            let text = folded(String(key)).lowercased()
            if Int(text).map({ (1...options).contains($0) }) ?? false || (!text.isEmpty && "nspflgeq".contains(text)) {
                Console.print(text + "\n")
                return text
            }
        }
    }

    private mutating func finish(_ session: ExamSession) async throws {
        let earlier = try store.exams()
        let isLive = isatty(STDERR_FILENO) == 1
        let count = session.sitting.questions.count
        let sitting = try await session.finish { number in
            if isLive { Console.write("\r\(number + 1)/\(count)", to: .standardError) }
        }
        if isLive { Console.write("\r\u{1B}[K", to: .standardError) }
        Console.print(renderer.examResult(ExamResult(sitting, earlier: earlier, catalogue: catalogue)))
        if TerminalInput.isTerminal { try await review(sitting) }
    }

    /// Question by question with the explanation, as long as numbers are typed.
    mutating func review(_ sitting: ExamSitting) async throws {
        let earlier = try store.exams()
        if session == nil {
            Console.print(renderer.examResult(ExamResult(sitting, earlier: earlier, catalogue: catalogue)))
        }
        while true {
            Console.print(
                LocalizedText(
                    ja: "見直す問題の番号（1–\(sitting.questions.count)、w 間違えた問題の一覧、q 終える） > ",
                    en: "Number to review (1–\(sitting.questions.count), w the wrong ones, q quit) > ")(
                        Console.language))
            guard let line = try input.line().map(folded), line.lowercased() != "q" else { return }
            if line.lowercased() == "w" {
                let wrong = sitting.questions.indices.filter {
                    (sitting.earned[$0] ?? 0) < sitting.questions[$0].points
                }
                Console.print(wrong.map { "\($0 + 1)" }.joined(separator: " ") + "\n")
                continue
            }
            guard let number = Int(line), sitting.questions.indices.contains(number - 1) else { continue }
            try await show(sitting, number - 1)
        }
    }

    private func show(_ sitting: ExamSitting, _ number: Int) async throws {
        let asked = sitting.questions[number]
        let item = Catalogue.Item(key: asked.item, topic: asked.topic, points: asked.points)
        guard let question = try await desk.present(item, seed: asked.seed, as: .fourChoice) else {
            say("この問題は章からなくなりました。", "This question is no longer in its chapter.")
            return
        }
        Console.print(renderer.question(question, withScenario: true))
        let given = sitting.replies[number]?.given ?? ""
        say("あなたの答え: \(given.isEmpty ? "（なし）" : given)", "Your answer: \(given.isEmpty ? "(none)" : given)")
        let report = try await desk.grade(question, answer: given.isEmpty ? "0" : given)
        Console.print(renderer.verdict(question, report))
    }
}
