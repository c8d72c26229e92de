/// A linked set: several exercises over one scenario and one draw of its parameters, as the exam has them.
package struct ExerciseSet: Hashable, Sendable {
    /// Shares the exercises' names: no exercise of the chapter has the same.
    package var id: String
    package var topic: String
    package var range: SourceRange
    /// The scenario.
    ///
    /// Strings may hold parameters: see `ParameterMarker`.
    package var prompt: [Block]
    /// The shared `swift question` cell, which draws.
    ///
    /// The questions inside see what it declares; nil when nothing is drawn.
    package var source: CellSource?
    /// The `{{…}}` of the prompt.
    package var parameters: [InlineExpression]
    /// `Chapter.exercises` by index, in the order of the text.
    package var exercises: [Int]

    package init(
        id: String, topic: String, range: SourceRange, prompt: [Block], source: CellSource? = nil,
        parameters: [InlineExpression] = [], exercises: [Int]
    ) {
        self.id = id
        self.topic = topic
        self.range = range
        self.prompt = prompt
        self.source = source
        self.parameters = parameters
        self.exercises = exercises
    }
}
