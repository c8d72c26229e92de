import Chapters

/// Holds a choice against what can be asked: different options, some of them right and some wrong, each wrong one explained.
enum ChoiceProof {
    static func prove(_ choice: Choice, _ exercise: Exercise, _ findings: inout Findings) {
        let id = exercise.id
        func line(_ index: Int) -> Int {
            choice.options[index].content.first?.range.line ?? exercise.range.line
        }
        guard choice.options.count > 1 else {
            findings.error(
                "choice-too-few", exercise.range.line,
                LocalizedText(ja: "演習 \(id) の選択肢が 2 つありません", en: "\(id) has less than two options"))
            return
        }
        if choice.options.allSatisfy(\.isCorrect) {
            findings.error(
                "choice-all-right", exercise.range.line,
                LocalizedText(ja: "演習 \(id) の選択肢がすべて正解です", en: "all options of \(id) are right"))
        }
        // What is drawn later may still differ, so parameters count as what they are called.
        var seen: [String: Int] = [:]
        for index in choice.options.indices {
            let text = choice.options[index].content.markedText
            if text.allSatisfy(\.isWhitespace), !choice.options[index].content.contains(where: \.isShown) {
                findings.error(
                    "choice-empty-option", line(index),
                    LocalizedText(ja: "演習 \(id) の選択肢 \(index + 1) が空です", en: "option \(index + 1) of \(id) is empty"))
            } else if let other = seen[text], !text.isEmpty {
                findings.error(
                    "choice-duplicate-option", line(index),
                    LocalizedText(
                        ja: "演習 \(id) の選択肢 \(other + 1) と \(index + 1) が同じです",
                        en: "options \(other + 1) and \(index + 1) of \(id) are the same"))
            }
            seen[text] = seen[text] ?? index
            if !choice.options[index].isCorrect, choice.options[index].feedback.isEmpty {
                findings.warning(
                    "choice-feedback-missing", line(index),
                    LocalizedText(
                        ja: "演習 \(id) の誤答 \(index + 1) に、選んだ人への一文がありません",
                        en: "nothing is said to somebody who chooses the wrong option \(index + 1) of \(id)"),
                    LocalizedText(ja: "選択肢の下に「> 」で書いてください。", en: "Write it below the option, behind “> ”."))
            }
        }
    }
}

extension Block {
    /// Formulas, code and pictures count as content, though they may have no text.
    fileprivate var isShown: Bool {
        switch kind {
        case .paragraph(let content): !content.isEmpty
        case .math, .code, .image, .table, .list: true
        default: false
        }
    }
}
