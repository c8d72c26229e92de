/// A parametric question with its parameters drawn: what the engine gave for one seed.
package struct DrawnQuestion: Sendable, Hashable, Codable {
    package struct Mistake: Sendable, Hashable, Codable {
        package var value: AnswerValue
        package var misconception: String
        /// The wrong calculation with the drawn numbers; empty when the author gave none.
        package var calculation: String

        package init(value: AnswerValue, misconception: String, calculation: String = "") {
            self.value = value
            self.misconception = misconception
            self.calculation = calculation
        }
    }

    package var answer: AnswerValue
    /// What may stand behind the number; empty for none.
    package var unit: String
    /// The right calculation with the drawn numbers; empty when the author gave none.
    package var calculation: String
    /// All that the author named, in that order.
    package var declaredMistakes: [Mistake]
    /// Those that differ from the answer and from each other.
    package var mistakes: [Mistake]
    /// What stands for each `{{…}}`.
    package var parameters: [String]

    package init(
        answer: AnswerValue, unit: String = "", calculation: String = "", mistakes declared: [Mistake],
        parameters: [String]
    ) {
        self.answer = answer
        self.unit = unit
        self.calculation = calculation
        self.parameters = parameters
        declaredMistakes = declared.map { mistake in
            var mistake = mistake
            // A mistake is told from the answer with the answer's own tolerance.
            mistake.value.takeTolerance(of: answer)
            return mistake
        }
        mistakes = []
        for mistake in declaredMistakes where !mistake.value.isSame(as: answer) {
            if !mistakes.contains(where: { $0.value.isSame(as: mistake.value) }) { mistakes.append(mistake) }
        }
    }

    private enum CodingKeys: String, CodingKey {
        case answer, unit, calculation, mistakes, parameters
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            answer: try container.decode(AnswerValue.self, forKey: .answer),
            unit: try container.decode(String.self, forKey: .unit),
            calculation: try container.decode(String.self, forKey: .calculation),
            mistakes: try container.decode([Mistake].self, forKey: .mistakes),
            parameters: try container.decode([String].self, forKey: .parameters))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(answer, forKey: .answer)
        try container.encode(unit, forKey: .unit)
        try container.encode(calculation, forKey: .calculation)
        try container.encode(declaredMistakes, forKey: .mistakes)
        try container.encode(parameters, forKey: .parameters)
    }
}
