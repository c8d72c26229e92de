/// A parametric question with its parameters drawn: what the engine gave for one seed.
package struct DrawnQuestion: Sendable, Hashable, Codable {
    package struct Mistake: Sendable, Hashable, Codable {
        package var value: AnswerValue
        package var misconception: String
    }

    package var answer: AnswerValue
    /// Those that differ from the answer and from each other, in the author's order.
    package var mistakes: [Mistake]
    /// What stands for each `{{…}}`.
    package var parameters: [String]

    package init(answer: AnswerValue, mistakes: [Mistake], parameters: [String]) {
        self.answer = answer
        self.parameters = parameters
        self.mistakes = []
        for mistake in mistakes where !mistake.value.isSame(as: answer) {
            if !self.mistakes.contains(where: { $0.value.isSame(as: mistake.value) }) { self.mistakes.append(mistake) }
        }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            answer: try container.decode(AnswerValue.self, forKey: .answer),
            mistakes: try container.decode([Mistake].self, forKey: .mistakes),
            parameters: try container.decode([String].self, forKey: .parameters))
    }
}
