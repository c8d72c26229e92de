import Chapters

/// Grades the answer to a drawn question; a number that equals a mistake gets its misconception.
package enum NumericGrading {
    package static func grade(
        _ question: DrawnQuestion?, _ blank: ExerciseReport, _ entry: AnswerSheet.Entry?
    ) -> ExerciseReport {
        guard let question else {
            return blank.graded(
                .error, LocalizedText(ja: "この問題は作れませんでした。", en: "This question could not be drawn."))
        }
        guard let entry else { return blank }
        do throws(GivenAnswer.Unreadable) {
            return grade(try question.read(entry.text), question, blank, entry.text)
        } catch {
            return blank.graded(.error, given: entry.text, error.message)
        }
    }

    private static func grade(
        _ given: GivenAnswer, _ question: DrawnQuestion, _ blank: ExerciseReport, _ text: String
    ) -> ExerciseReport {
        if question.answer.matches(given) {
            return blank.graded(.correct, given: text, LocalizedText(ja: "正解です。", en: "Correct."))
        }
        let mistake = question.mistakes.first { $0.value.matches(given) }
        return blank.graded(
            .incorrect, given: text,
            explain(mistake, given: text, question, place: question.answer.firstDifference(from: given)))
    }

    /// What is said about a wrong answer: its misconception, both values, both calculations.
    package static func explain(
        _ mistake: DrawnQuestion.Mistake?, given text: String, _ question: DrawnQuestion, place: LocalizedText? = nil
    ) -> LocalizedText {
        var lines: [LocalizedText] = []
        if let mistake, !mistake.misconception.isEmpty {
            lines.append(LocalizedText(verbatim: mistake.misconception))
        }
        lines.append(
            LocalizedText(
                ja: "正しい答えは \(question.answerText)、あなたの答えは \(text) です。",
                en: "The answer is \(question.answerText), yours is \(text)."))
        if let place { lines.append(place) }
        return LocalizedText.lines(lines + calculations(question, mistake))
    }

    /// The two calculations with the drawn numbers, and the terms in which they differ.
    private static func calculations(
        _ question: DrawnQuestion, _ mistake: DrawnQuestion.Mistake?
    ) -> [LocalizedText] {
        guard !question.calculation.isEmpty else { return [] }
        let right = "\(question.calculation) = \(question.answerText)"
        guard let mistake, !mistake.calculation.isEmpty else {
            return [LocalizedText(ja: "正しい計算: \(right)", en: "The right calculation: \(right)")]
        }
        let wrong = "\(mistake.calculation) = \(question.text(of: mistake.value))"
        let differences = CalculationDifference.find(wrong: mistake.calculation, right: question.calculation)
        return [
            LocalizedText(ja: "あなたの計算: \(wrong)", en: "Your calculation: \(wrong)"),
            LocalizedText(ja: "正しい計算　: \(right)", en: "The right one:    \(right)"),
        ] + differences.map(\.text)
    }
}

extension DrawnQuestion {
    /// The answer with its unit.
    package var answerText: String { text(of: answer) }

    /// A value as this question's answers are written.
    package func text(of value: AnswerValue) -> String {
        if case .percent = value { return value.text }
        return unit.isEmpty ? value.text : "\(value.text) \(unit)"
    }

    /// Reads what somebody wrote as an answer to this question, or says why it is none.
    package func read(_ text: String) throws(GivenAnswer.Unreadable) -> GivenAnswer {
        let given = try GivenAnswer.read(text)
        if let reason = answer.complaint(about: given, unit: unit) {
            throw GivenAnswer.Unreadable(text: text, reason: reason)
        }
        return given
    }
}

extension AnswerValue {
    /// For a tensor: where it differs first, or that its shape does.
    func firstDifference(from given: GivenAnswer) -> LocalizedText? {
        guard case .tensor(let shape, let values, let tolerance) = self else { return nil }
        let table = given.table ?? given.list.map { .init(shape: [$0.count], values: $0) }
        guard let table else { return nil }
        guard table.shape == shape, table.values.count == values.count else {
            return LocalizedText(
                ja: "形が違います。正しい形は \(shape)、あなたの形は \(table.shape) です。",
                en: "The shape differs: it is \(shape), yours is \(table.shape).")
        }
        guard
            let offset = values.indices.first(where: { !AnswerValue.isClose(table.values[$0], values[$0], tolerance) })
        else { return nil }
        var index: [Int] = []
        var rest = offset
        for axis in shape.reversed() {
            index.insert(rest % axis, at: 0)
            rest /= axis
        }
        let right = AnswerValue.format(values[offset])
        let wrong = AnswerValue.format(table.values[offset])
        return LocalizedText(
            ja: "最初の違いは添字 \(index) です（正しくは \(right)、あなたは \(wrong)。番号は 0 から）。",
            en: "The first difference is at index \(index), counted from 0: \(right) is right, yours is \(wrong).")
    }
}
