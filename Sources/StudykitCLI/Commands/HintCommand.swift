import ArgumentParser
import Chapters
import Grading
import Runner
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
        let question = try await found.draw(seed: seed)
        let renderer = TerminalRenderer(style: Console.style(of: .standardOutput))
        for (number, hint) in hints.prefix(max(count, 1)).enumerated() {
            Console.print("— \(number + 1)/\(hints.count)\n")
            Console.print(
                renderer.render(hint.substituting(parameters: question?.parameters ?? []), in: found.chapter) + "\n")
        }
        if hints.count > max(count, 1) {
            Console.print("studykit hint \(found.exercise.id) --count \(max(count, 1) + 1)\n")
        }
    }
}

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
        let question = try await found.draw(seed: seed)
        let renderer = TerminalRenderer(style: Console.style(of: .standardOutput))
        let language = Console.language
        let answer = LocalizedText(ja: "答え", en: "Answer")(language)
        switch found.exercise.kind {
        case .choice(let choice):
            for number in choice.correctNumbers {
                Console.print("\(answer): \(number))\n")
                Console.print(renderer.render(choice.options[number - 1].content, in: found.chapter))
            }
        case .numeric:
            guard let question else { break }
            Console.print("\(answer): \(question.answer.text)\n")
            for mistake in question.mistakes { Console.print("  \(mistake.value.text): \(mistake.misconception)\n") }
        case .fill(let fill):
            for blank in fill.blanks {
                Console.print(
                    "[[\(blank.number)]] = \(blank.correctIndex + 1)) \(blank.candidates[blank.correctIndex])\n")
            }
        case .code(let code): Console.print(code.solution.code)
        }
        let explanation = found.exercise.explanation.substituting(parameters: question?.parameters ?? [])
        if !explanation.isEmpty { Console.print("\n" + renderer.render(explanation, in: found.chapter) + "\n") }
    }
}

extension ExerciseFinder {
    /// The question as `run --seed` shows it; nil for kinds that draw nothing.
    func draw(seed: UInt64) async throws -> DrawnQuestion? {
        guard case .numeric = exercise.kind else { return nil }
        let machine: Machine
        do throws(MissingTool) {
            machine = try Machine.find()
        } catch {
            throw Failure(status: .fault, message: error.message, help: error.help)
        }
        let result = try await QuestionBank(machine: machine, usesCache: true).draw(chapter, seed: seed)
        if result.questions[exercise.id] == nil { Console.complain(result.diagnostics) }
        return result.questions[exercise.id]
    }
}
