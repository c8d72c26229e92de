/// An exercise: a prompt, a kind that says how it is answered, and what may be shown before and after.
package struct Exercise: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case choice(Choice)
        case numeric(Question)
        case fill(Fill)
        case code(CodeExercise)
    }

    package var id: String
    package var topic: String
    package var points: Int
    package var level: Int
    package var range: SourceRange
    /// The body without what belongs to the kind.
    ///
    /// Strings may hold parameters: see `ParameterMarker`.
    package var prompt: [Block]
    package var kind: Kind
    package var hints: [[Block]]
    package var explanation: [Block]
    /// The `{{…}}` of everything above, evaluated where the question cell ends.
    package var parameters: [InlineExpression]
    /// The linked set that it belongs to.
    package var set: String?

    package init(
        id: String, topic: String, points: Int = 1, level: Int = 1, range: SourceRange, prompt: [Block], kind: Kind,
        hints: [[Block]] = [], explanation: [Block] = [], parameters: [InlineExpression] = [], set: String? = nil
    ) {
        self.id = id
        self.topic = topic
        self.points = points
        self.level = level
        self.range = range
        self.prompt = prompt
        self.kind = kind
        self.hints = hints
        self.explanation = explanation
        self.parameters = parameters
        self.set = set
    }
}

/// A task list: the checked items are the key.
package struct Choice: Hashable, Sendable {
    package struct Option: Hashable, Sendable {
        package var isCorrect: Bool
        package var content: [Block]
        /// The nested quote: shown when this option was chosen.
        package var feedback: [Block]

        package init(isCorrect: Bool, content: [Block], feedback: [Block]) {
            self.isCorrect = isCorrect
            self.content = content
            self.feedback = feedback
        }
    }

    package var options: [Option]

    package init(options: [Option]) {
        self.options = options
    }

    package var correctNumbers: [Int] { options.indices.filter { options[$0].isCorrect }.map { $0 + 1 } }
}

/// A `swift question` cell: draws parameters, gives the answer through the engine, names the mistakes.
package struct Question: Hashable, Sendable {
    package var source: CellSource
}

/// A `fill` fence: code with blanks `[[1]]`, and candidates for each.
package struct Fill: Hashable, Sendable {
    package struct Blank: Hashable, Sendable {
        package var number: Int
        /// In the author's order, which is the order of their numbers from 1.
        package var candidates: [String]
        /// The fragment marked `*`.
        package var correctIndex: Int
        /// What is said to somebody who chose a candidate, by its place from 0.
        package var feedback: [Int: String] = [:]
        /// Where each candidate stands in the chapter.
        package var lines: [Int] = []
    }

    /// `swift` is proven and graded by running it; `python` is graded by its key.
    package var language: String
    package var code: String
    package var blanks: [Blank]
    package var checks: [Check]
    package var range: SourceRange
}

package struct Check: Hashable, Sendable {
    package var source: CellSource
    package var points: Int
    /// What the learner is told the check is about; never its code.
    package var title: String?
    /// `swift`, or `python` for a Python fill.
    package var language = "swift"
}

/// A `starter`/`check`/`solution` trio: write a function.
package struct CodeExercise: Hashable, Sendable {
    package var starter: CellSource
    package var checks: [Check]
    package var solution: CellSource
}
