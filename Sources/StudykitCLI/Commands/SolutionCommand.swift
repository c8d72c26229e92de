import ArgumentParser
import Chapters
import Grading
import Terminal

/// `studykit solution`: the answer and the explanation.
struct SolutionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solution", abstract: "Show the solution of an exercise and its explanation.")

    @Argument(help: "The exercise's id.", completion: .custom(completeExercises))
    var exercise: String

    @Option(help: "The seed that drew the question.")
    var seed: UInt64 = 1

    @OptionGroup var globals: GlobalOptions

    mutating func run() async throws {
        globals.apply()
        let found = try ExerciseFinder.find(exercise)
        let (question, parameters) = try await found.draw(seed: seed)
        let renderer = TerminalRenderer(style: Console.style(of: .standardOutput))
        let language = Console.language
        let answer = LocalizedText(ja: "答え", en: "Answer")(language)
        switch found.exercise.kind {
        case .choice(let choice):
            for number in choice.correctNumbers {
                Console.print("\(answer): \(number))\n")
                let content = choice.options[number - 1].content.substituting(parameters: parameters)
                Console.print(renderer.render(content, in: found.chapter))
            }
        case .numeric:
            guard let question else { break }
            let calculation = question.calculation.isEmpty ? "" : "\(question.calculation) = "
            Console.print("\(answer): \(calculation)\(question.answerText)\n")
            for mistake in question.mistakes {
                Console.print("  \(question.text(of: mistake.value)): \(mistake.misconception)\n")
            }
        case .fill(let fill):
            for blank in fill.blanks {
                Console.print(
                    "[[\(blank.number)]] = \(blank.correctIndex + 1)) \(blank.candidates[blank.correctIndex])\n")
            }
        case .code(let code): Console.print(code.solution.code)
        }
        let explanation = found.exercise.explanation.substituting(parameters: parameters)
        if !explanation.isEmpty { Console.print("\n" + renderer.render(explanation, in: found.chapter) + "\n") }
    }
}
