import Chapters
import Display

/// What a run found: the last value of the pipeline.
///
/// Terminal, JSON and HTML are readers of it.
package struct RunReport: Sendable {
    package var chapters: [ChapterReport]
    package var diagnostics: [Diagnostic]

    package init(chapters: [ChapterReport] = [], diagnostics: [Diagnostic] = []) {
        self.chapters = chapters
        self.diagnostics = diagnostics
    }

    package var score: Score { chapters.map(\.score).reduce(Score()) { $0 + $1 } }
}

package struct Score: Hashable, Sendable {
    package var earned = 0
    package var possible = 0

    package init(earned: Int = 0, possible: Int = 0) {
        self.earned = earned
        self.possible = possible
    }

    package static func + (left: Score, right: Score) -> Score {
        Score(earned: left.earned + right.earned, possible: left.possible + right.possible)
    }
}

package struct ChapterReport: Sendable {
    package var id: String
    package var title: String
    package var path: String
    /// One for each of `Chapter.cells`, in order.
    package var examples: [ExampleReport]
    /// One for each of `Chapter.values`; nil where it could not be computed.
    package var values: [String?]
    /// One for each of `Chapter.exercises`, in order.
    package var exercises: [ExerciseReport]
    /// One for each of `Chapter.sets`, in order.
    package var sets: [SetReport]

    package init(
        id: String, title: String, path: String, examples: [ExampleReport], values: [String?],
        exercises: [ExerciseReport], sets: [SetReport] = []
    ) {
        self.id = id
        self.title = title
        self.path = path
        self.examples = examples
        self.values = values
        self.exercises = exercises
        self.sets = sets
    }

    package var score: Score {
        Score(earned: exercises.map(\.earned).reduce(0, +), possible: exercises.map(\.points).reduce(0, +))
    }
}

package struct ExampleReport: Sendable {
    package enum Status: String, Sendable {
        case passed, failed, mismatch, crashed, timeout, skipped
    }

    package var id: String
    package var line: Int
    package var status: Status
    package var outputs: [CellOutput]
    package var cached: Bool
    package var milliseconds: Int
    /// Why the status is not `passed`: the compiler's message, the trap's, or a diff.
    package var message: LocalizedText?

    package init(
        id: String, line: Int, status: Status, outputs: [CellOutput], cached: Bool, milliseconds: Int,
        message: LocalizedText? = nil
    ) {
        self.id = id
        self.line = line
        self.status = status
        self.outputs = outputs
        self.cached = cached
        self.milliseconds = milliseconds
        self.message = message
    }

    package var standardOutput: String { outputs.map(\.standardOutput).joined() }
}

/// A linked set: the parameters of its scenario, and which exercises belong to it.
package struct SetReport: Sendable {
    package var id: String
    package var topic: String
    package var line: Int
    /// What stands for each `{{…}}` of the scenario.
    package var parameters: [String]
    /// The exercises' ids.
    package var exercises: [String]

    package init(id: String, topic: String, line: Int, parameters: [String], exercises: [String]) {
        self.id = id
        self.topic = topic
        self.line = line
        self.parameters = parameters
        self.exercises = exercises
    }
}

package struct ExerciseReport: Sendable {
    package enum Kind: String, Sendable {
        case choice, numeric, fill, code
    }

    package enum Status: String, Sendable {
        case correct, partial, incorrect, unanswered, error
    }

    package var id: String
    package var kind: Kind
    package var topic: String
    package var line: Int
    package var status: Status
    package var earned: Int
    package var points: Int
    /// What the learner is told about the answer; empty while unanswered.
    package var feedback: LocalizedText
    /// What stands for each `{{…}}` of the exercise.
    package var parameters: [String]
    /// Where the answer goes, as the user would open it: `exercises/chapter03/answers.yaml`.
    package var answerPath: String
    /// The answer as it was read, for showing it back; nil while unanswered.
    package var given: String?
    /// The linked set that it belongs to.
    package var set: String?

    package init(
        id: String, kind: Kind, topic: String, line: Int, status: Status, earned: Int, points: Int,
        feedback: LocalizedText, parameters: [String] = [], answerPath: String = "", given: String? = nil,
        set: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.topic = topic
        self.line = line
        self.status = status
        self.earned = earned
        self.points = points
        self.feedback = feedback
        self.parameters = parameters
        self.answerPath = answerPath
        self.given = given
        self.set = set
    }
}
