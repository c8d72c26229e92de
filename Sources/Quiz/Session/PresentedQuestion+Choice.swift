import Chapters
import Grading

extension PresentedQuestion {
    /// Puts a parametric question as a choice of four; it stays as it is when four different options can't be made.
    mutating func putAsChoice(_ drawn: DrawnQuestion) {
        guard let choice = FourChoice(drawn, id: source.id, seed: seed) else { return }
        fourChoice = choice
        exercise.kind = .choice(
            Choice(
                options: choice.options.map { option in
                    Choice.Option(
                        isCorrect: option.isCorrect,
                        content: [Block(.paragraph([.text(option.text)]), exercise.range)], feedback: [])
                }))
    }
}
