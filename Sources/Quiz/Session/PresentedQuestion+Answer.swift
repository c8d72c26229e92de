import Chapters
import Foundation
import Grading

extension PresentedQuestion {
    /// Whether an answer can be read at all: an exam keeps nothing else, since it says nothing about answers.
    package func isReadable(_ text: String) -> Bool {
        let text = text.precomposedStringWithCompatibilityMapping
        let numbers = text.split { " ,、[]".contains($0) }.map { Int($0) }
        switch exercise.kind {
        case .choice(let choice):
            return !numbers.isEmpty
                && numbers.allSatisfy { $0.map { (1...max(choice.options.count, 1)).contains($0) } ?? false }
        case .fill(let fill):
            return numbers.count == fill.blanks.count
                && zip(numbers, fill.blanks).allSatisfy { number, blank in
                    number.map { (1...max(blank.candidates.count, 1)).contains($0) } ?? false
                }
        case .numeric: return (try? GivenAnswer.read(text)) != nil
        case .code: return text.contains { !$0.isWhitespace }
        }
    }

    /// What an answer looks like, as a prompt says it.
    package var expectedAnswer: LocalizedText {
        switch exercise.kind {
        case .choice(let choice) where choice.correctNumbers.count == 1:
            return LocalizedText(verbatim: "1–\(choice.options.count)")
        case .choice:
            return LocalizedText(ja: "番号をすべて（例 1 3）と Enter", en: "all the numbers, like 1 3, and Enter")
        case .fill(let fill):
            let example = fill.blanks.indices.map { $0 % 2 == 0 ? "2" : "1" }.joined(separator: " ")
            return LocalizedText(
                ja: "番号を \(fill.blanks.count) 個（例 \(example)）と Enter",
                en: "a number for each blank, like \(example), and Enter")
        case .numeric: return LocalizedText(ja: "答えを入力して Enter", en: "type the answer and Enter")
        case .code: return LocalizedText(ja: "e エディタで書く", en: "e edit")
        }
    }

    /// The report of a question that was left without an answer: not known.
    package var unanswered: ExerciseReport {
        let kind: ExerciseReport.Kind =
            switch exercise.kind {
            case .choice: .choice
            case .numeric: .numeric
            case .fill: .fill
            case .code: .code
            }
        return ExerciseReport(
            id: source.id, kind: kind, topic: source.topic, line: source.range.line, status: .incorrect, earned: 0,
            points: source.points, feedback: LocalizedText(ja: "答えていません。", en: "Not answered."))
    }

    /// The right answer, as it is shown to somebody who did not give it; nil where the feedback shows it already.
    package func rightAnswer(after report: ExerciseReport) -> String? {
        guard report.status == .incorrect || report.status == .partial else { return nil }
        switch exercise.kind {
        case .choice(let choice):
            return choice.correctNumbers.map { number in
                "\(number)) \(choice.options[number - 1].content.substituting(parameters: parameters).markedText)"
            }.joined(separator: "  ")
        case .numeric:
            guard report.given == nil, let drawn else { return nil }
            return drawn.calculation.isEmpty ? drawn.answerText : "\(drawn.calculation) = \(drawn.answerText)"
        case .fill(let fill):
            return fill.blanks.map { "[[\($0.number)]] \($0.correctIndex + 1)) \($0.candidates[$0.correctIndex])" }
                .joined(separator: "  ")
        case .code: return "studykit solution \(item.key)"
        }
    }
}
