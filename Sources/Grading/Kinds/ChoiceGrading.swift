import Chapters

/// Grades a choice: exactly the marked options.
enum ChoiceGrading {
    static func grade(_ choice: Choice, _ blank: ExerciseReport, _ entry: AnswerSheet.Entry?) -> ExerciseReport {
        guard let entry else { return blank }
        guard let numbers = OptionNumbers.read(entry.items) else {
            return blank.graded(
                .error, given: entry.text,
                LocalizedText(
                    ja: "「\(entry.text)」は選択肢の番号ではありません。2 や [1, 3] のように書いてください（不正解にはしていません）。",
                    en:
                        "“\(entry.text)” is not an option's number. Write it like 2 or [1, 3]. It is not counted as wrong."
                ))
        }
        if let stranger = numbers.first(where: { !(1...max(choice.options.count, 1)).contains($0) }) {
            return blank.graded(
                .error, given: entry.text,
                LocalizedText(
                    ja: "選択肢の番号は 1 から \(choice.options.count) です（「\(stranger)」と書かれています。不正解にはしていません）。",
                    en:
                        "The options are 1 to \(choice.options.count); this says “\(stranger)”. It is not counted as wrong."
                ))
        }
        let chosen = Set(numbers)
        let key = Set(choice.correctNumbers)
        let isCorrect = chosen == key
        var feedback = chosen.sorted().flatMap { number -> [LocalizedText] in
            let text = choice.options[number - 1].feedback.substituting(parameters: blank.parameters).markedText
            return text.isEmpty ? [] : [LocalizedText(verbatim: "\(number)) \(text)")]
        }
        if key.count > 1, !key.isSubset(of: chosen) {
            feedback.append(
                LocalizedText(ja: "選んでいない正解があります。", en: "There are right ones that you have not chosen."))
        }
        return blank.graded(
            isCorrect ? .correct : .incorrect, given: entry.text,
            LocalizedText.lines(
                [
                    isCorrect
                        ? LocalizedText(ja: "正解です。", en: "Correct.") : LocalizedText(ja: "不正解です。", en: "Not correct.")
                ] + feedback))
    }
}

extension LocalizedText {
    /// Several texts, one a line.
    static func lines(_ texts: [LocalizedText]) -> LocalizedText {
        LocalizedText(
            ja: texts.map(\.ja).joined(separator: "\n"), en: texts.map(\.en).joined(separator: "\n"))
    }
}
