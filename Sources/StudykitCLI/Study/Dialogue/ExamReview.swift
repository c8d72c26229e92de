import Chapters
import Foundation
import Progress
import Quiz
import Terminal

/// A finished mock exam on a terminal: the result, then every question that is asked for, with its explanation.
struct ExamReview {
    let sitting: ExamSitting
    let result: ExamResult
    let desk: QuestionDesk
    private let input = TerminalInput()

    init(sitting: ExamSitting, result: ExamResult, desk: QuestionDesk) {
        self.sitting = sitting
        self.result = result
        self.desk = desk
    }

    private var renderer: TerminalRenderer { TerminalRenderer(style: Console.style(of: .standardOutput)) }
    private var count: Int { sitting.questions.count }

    private func say(_ ja: String, _ en: String) {
        Console.print(LocalizedText(ja: ja, en: en)(Console.language) + "\n")
    }

    /// Shows the result; then question by question, as long as somebody asks.
    func run(asks: Bool) async throws {
        Console.print(renderer.examResult(result))
        var shown: Int?
        while asks {
            Console.print(
                LocalizedText(
                    ja: "見直す問題（1–\(count)、Enter 次、w 次の間違い、a 間違いの一覧、q 終える） > ",
                    en: "Review (1–\(count), Enter next, w next wrong one, a all wrong ones, q quit) > ")(
                        Console.language))
            guard let line = try input.line() else { return }
            let text = TypedKey.folded(line).lowercased()
            let next = shown.map { $0 + 1 } ?? 0
            let target: Int?
            switch text {
            case "q": return
            case "": target = next < count ? next : nil
            case "w": target = sitting.wrongNumbers.first { $0 >= next }
            case "a":
                Console.print(renderer.numbers(sitting.wrongNumbers.map { $0 + 1 }))
                continue
            default: target = Int(text).map { $0 - 1 }
            }
            guard let target, sitting.questions.indices.contains(target) else {
                say("そこに問題はありません。", "There is no question there.")
                continue
            }
            try await show(target)
            shown = target
        }
    }

    private func show(_ number: Int) async throws {
        guard let reviewed = try await ReviewedQuestion(sitting, number, desk: desk) else {
            say("この問題は章からなくなりました。", "This question is no longer in its chapter.")
            return
        }
        Console.print(renderer.reviewed(reviewed, of: count))
    }
}
