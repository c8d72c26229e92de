import Chapters
import Grading
import Progress

/// A question as it is put to somebody: its numbers drawn, and everything needed to show and to grade it.
package struct PresentedQuestion: Sendable {
    package var item: Catalogue.Item
    package var seed: UInt64
    /// The chapter that it stands in.
    package var chapter: Chapter
    /// As it is shown and answered: a parametric one can be put as a choice of four.
    package var exercise: Exercise
    /// As it stands in the chapter.
    package var source: Exercise
    /// nil for kinds that draw nothing.
    package var drawn: DrawnQuestion?
    package var parameters: [String]
    /// The linked set's scenario with its own parameters.
    package var set: (scenario: ExerciseSet, parameters: [String])?
    /// The options of a parametric question put as a choice.
    package var fourChoice: FourChoice?

    package var isCode: Bool {
        if case .code = source.kind { true } else { false }
    }

    /// One key is enough to answer: a choice with a single right option.
    package var numberOfOptions: Int? {
        guard case .choice(let choice) = exercise.kind, choice.correctNumbers.count == 1 else { return nil }
        return choice.options.count
    }

    /// Whether another draw shows the same numbers, in the question and in its set.
    package func reads(like other: PresentedQuestion) -> Bool {
        parameters == other.parameters && set?.parameters == other.set?.parameters
            && drawn?.answerText == other.drawn?.answerText
    }

    /// A chapter with nothing but this question, for the renderers; its linked set's scenario above it where asked.
    package func chapterToShow(withScenario: Bool) -> Chapter {
        var own = exercise
        // Hints are asked for by key here; the chapter's line about `studykit hint` would mislead.
        own.hints = []
        var sets: [ExerciseSet] = []
        if withScenario, let set {
            var scenario = set.scenario
            scenario.exercises = [0]
            sets = [scenario]
        }
        return Chapter(
            id: chapter.id, path: chapter.path, frontMatter: chapter.frontMatter, exercises: [own], sets: sets)
    }

    /// The report to go with `chapterToShow`, before or after an answer.
    package func report(_ graded: ExerciseReport? = nil, withScenario: Bool) -> ChapterReport {
        var own =
            graded
            ?? ExerciseReport(
                id: exercise.id, kind: .choice, topic: exercise.topic, line: 1, status: .unanswered, earned: 0,
                points: exercise.points, feedback: LocalizedText(verbatim: ""))
        own.parameters = parameters
        own.answerPath = ""
        var sets: [SetReport] = []
        if withScenario, let set {
            sets = [
                SetReport(
                    id: set.scenario.id, topic: set.scenario.topic, line: 1, parameters: set.parameters,
                    exercises: [exercise.id])
            ]
        }
        return ChapterReport(
            id: chapter.id, title: chapter.title, path: chapter.path, examples: [], values: [], exercises: [own],
            sets: sets)
    }
}
