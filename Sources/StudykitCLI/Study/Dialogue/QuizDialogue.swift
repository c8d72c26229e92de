import Chapters
import Foundation
import Grading
import Quiz
import Terminal

/// A quiz on a terminal: shows, asks, answers.
struct QuizDialogue {
    let session: QuizSession
    let catalogue: Catalogue
    private let input = TerminalInput()
    private var shownSet: String?

    init(session: QuizSession, catalogue: Catalogue) {
        self.session = session
        self.catalogue = catalogue
    }

    /// Asked for anew each time: the window may have been resized.
    private var renderer: TerminalRenderer { TerminalRenderer(style: Console.style(of: .standardOutput)) }

    private func say(_ ja: String, _ en: String) {
        Console.print(LocalizedText(ja: ja, en: en)(Console.language) + "\n")
    }

    private func sayUnchanged() {
        say("変更がないので、答えていないことにします。", "Nothing was changed, so this is no answer.")
    }

    mutating func run() async throws {
        if await session.queue.isEmpty {
            say("今日の復習はありません。", "Nothing is due.")
            return
        }
        do {
            while let question = try await session.current() {
                guard try await ask(question) else { break }
            }
        } catch is CancellationError {
            // Ctrl-C: everything answered so far is kept; the summary still helps.
            Console.print("\n")
            Console.print(renderer.quizSummary(await session.summary(catalogue)))
            throw CancellationError()
        }
        Console.print(renderer.quizSummary(await session.summary(catalogue)))
    }

    /// Puts one question until it is answered, skipped, or undone.
    ///
    /// - Returns: false to leave.
    private mutating func ask(_ question: PresentedQuestion) async throws -> Bool {
        show(
            question, done: await session.position, of: await session.queue.count,
            isRetry: await session.isRetry)
        while true {
            guard let text = try reply(to: question) else { return false }
            switch TypedKey.folded(text).lowercased() {
            case "": continue
            case "q": return false
            case "?":
                if let hint = try await session.hint() {
                    Console.print(renderer.hint(hint.number, of: hint.question))
                } else {
                    say("もうヒントはありません。", "There are no more hints.")
                }
            case "s":
                if let verdict = try await session.skip() { tell(verdict) }
                return try await pause()
            case "f": sayFlag(await session.flag())
            case "u": if try await undo() { return true }
            default:
                let answer: String
                if question.isCode {
                    guard text.lowercased() == "e", let code = try edit(question) else { continue }
                    answer = code
                } else {
                    answer = text
                }
                guard let verdict = try await session.answer(answer) else { return true }
                tell(verdict)
                if verdict.progress != nil { return try await pause() }
            }
        }
    }

    private mutating func show(_ question: PresentedQuestion, done: Int, of count: Int, isRetry: Bool) {
        let set = question.set.map { "\(question.chapter.id)/\($0.scenario.id)/\(question.seed)" }
        var note = catalogue.name(of: question.item.topic)
        if isRetry { note += LocalizedText(ja: "（もう一度）", en: " (again)")(Console.language) }
        Console.print("\n" + renderer.progressBar(done, of: count, note: note))
        Console.print(renderer.question(question, withScenario: set != nil && set != shownSet))
        shownSet = set
    }

    private func tell(_ verdict: QuizSession.Verdict) {
        // Code in which nothing but comments was changed.
        if verdict.report.status == .unanswered { return sayUnchanged() }
        Console.print(renderer.verdict(verdict.question, verdict.report))
        guard let progress = verdict.progress else { return }
        let days = StudyCalendar().day(of: progress.card.due)
        if days > 0 {
            say("次の復習: \(days) 日後", "Next review in \(days) day\(days == 1 ? "" : "s")")
        }
    }

    /// A key where one is enough, else a line; nil at the end of the input.
    private func reply(to question: PresentedQuestion) throws -> String? {
        let options = question.numberOfOptions.flatMap { (1...9).contains($0) ? $0 : nil }
        let ways = question.expectedAnswer
        let keys = LocalizedText(
            ja: "\(ways.ja)・? ヒント・s 飛ばす・f 印・u 取り消す・q 終える > ",
            en: "\(ways.en), ? hint, s skip, f flag, u undo, q quit > ")
        Console.print(keys(Console.language))
        return try input.entry(
            keys: "?sfuq" + (question.isCode ? "e" : "") + (1...9).prefix(options ?? 0).map { "\($0)" }.joined(),
            takesText: options == nil && !question.isCode)
    }

    /// Time to read what was said, which is not the next question's; with no terminal nobody reads.
    ///
    /// - Returns: false to leave.
    private mutating func pause() async throws -> Bool {
        guard TerminalInput.isTerminal else { return true }
        while true {
            Console.print(
                LocalizedText(
                    ja: "Enter 次へ・f 印・u 取り消す・q 終える > ", en: "Enter next, f flag, u undo, q quit > ")(
                        Console.language))
            switch try input.entry(keys: "fuq", takesText: true) {
            case nil, "q": return false
            case "f": sayFlag(await session.flagAnswered())
            case "u":
                try await undo()
                return true
            case "": return true
            default: continue
            }
        }
    }

    private func sayFlag(_ isFlagged: Bool) {
        if isFlagged { say("印をつけました。", "Flagged.") } else { say("印を消しました。", "No longer flagged.") }
    }

    /// - Returns: Whether there was an answer to take back.
    @discardableResult
    private mutating func undo() async throws -> Bool {
        guard try await session.undo() else {
            say("取り消す答えがありません。", "There is no answer to take back.")
            return false
        }
        say("前の答えを取り消しました。", "The last answer was taken back.")
        shownSet = nil
        return true
    }

    /// The learner's text for a code question, from the editor.
    private func edit(_ question: PresentedQuestion) throws -> String? {
        guard case .code(let code) = question.source.kind else { return nil }
        let folder = NSTemporaryDirectory() + "studykit-edit-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/\(question.source.id).swift"
        let starter = AnswerFolder.starterFile(code, id: question.source.id, chapter: question.chapter)
        _ = try AtomicFile.create(path, starter)
        try Editor.open(path)
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        if text == starter {
            sayUnchanged()
            return nil
        }
        return text
    }
}
