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
        var blank = blank
        blank.parameters = question.parameters
        guard let entry else { return blank }
        let given: GivenAnswer
        do throws(GivenAnswer.Unreadable) {
            given = try GivenAnswer.read(entry.text)
        } catch {
            return blank.graded(.error, given: entry.text, error.message)
        }
        guard question.answer.canRead(given) else {
            return blank.graded(.error, given: entry.text, GivenAnswer.Unreadable(text: entry.text).message)
        }
        if question.answer.matches(given) {
            return blank.graded(.correct, given: entry.text, LocalizedText(ja: "正解です。", en: "Correct."))
        }
        let comparison = LocalizedText(
            ja: "正しい答えは \(question.answer.text)、あなたの答えは \(entry.text) です。",
            en: "The answer is \(question.answer.text), yours is \(entry.text).")
        let misconception = question.mistakes.first { $0.value.matches(given) }?.misconception
        return blank.graded(
            .incorrect, given: entry.text,
            misconception.map { LocalizedText.lines([LocalizedText(verbatim: $0), comparison]) } ?? comparison)
    }
}
