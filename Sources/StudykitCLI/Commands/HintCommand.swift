import ArgumentParser
import Chapters
import Terminal

/// `studykit hint`: the hints of an exercise, one more at a time.
struct HintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "hint", abstract: "Show the hints of an exercise.")

    @Argument(help: "The exercise's id.", completion: .custom(completeExercises))
    var exercise: String

    @Option(help: "Show the first N hints (default: 1).")
    var count = 1

    @Option(help: "The seed that drew the question.")
    var seed: UInt64 = 1

    @OptionGroup var globals: GlobalOptions

    mutating func run() async throws {
        globals.apply()
        let found = try ExerciseFinder.find(exercise)
        let hints = found.exercise.hints
        guard !hints.isEmpty else {
            Console.print(
                LocalizedText(ja: "この演習にヒントはありません。", en: "This exercise has no hints.")(Console.language) + "\n")
            return
        }
        let drawn = try await found.draw(seed: seed)
        let renderer = TerminalRenderer(style: Console.style(of: .standardOutput))
        for (number, hint) in hints.prefix(max(count, 1)).enumerated() {
            Console.print("— \(number + 1)/\(hints.count)\n")
            Console.print(
                renderer.render(hint.substituting(parameters: drawn.parameters), in: found.chapter) + "\n")
        }
        if hints.count > max(count, 1) {
            Console.print("studykit hint \(found.exercise.id) --count \(max(count, 1) + 1)\n")
        }
    }
}
