import Chance
import Chapters

/// A drawn question as the exam asks it: the answer and three wrong ones, in a seeded order.
///
/// The wrong ones are the author's mistakes, in the order in which they were named: the first three. Where fewer than three
/// remain (a mistake that equals the answer, or another mistake, is dropped), numbers near the answer are filled in by
/// `FillIn`'s rule, which says nothing about a misconception. The same exercise id and seed give the same options in the
/// same order everywhere, because both the draw and the order come from that pair alone.
package struct FourChoice: Sendable, Hashable {
    package struct Option: Sendable, Hashable {
        package var value: AnswerValue
        /// As it is shown, with the question's unit.
        package var text: String
        package var isCorrect: Bool
        /// What is said to somebody who chose it; empty for the answer and for what was filled in.
        package var misconception: String
        /// The calculation that leads to it; empty when the author gave none.
        package var calculation: String
        /// Whether it is no mistake of the author's, but a number near the answer.
        package var isFilledIn: Bool
    }

    package static let count = 4

    package var options: [Option]
    /// From 1.
    package var correctNumber: Int { (options.firstIndex { $0.isCorrect } ?? 0) + 1 }

    /// nil when four different options can't be made.
    ///
    /// - Parameters:
    ///   - question: What the seed drew.
    ///   - id: The exercise's.
    ///   - seed: The seed that drew it.
    package init?(_ question: DrawnQuestion, id: String, seed: UInt64) {
        let answer = Option(
            value: question.answer, text: question.answerText, isCorrect: true, misconception: "",
            calculation: question.calculation, isFilledIn: false)
        var options = [answer]
        func add(_ value: AnswerValue, _ misconception: String, _ calculation: String, isFilledIn: Bool) {
            let text = question.text(of: value)
            // Two options that read alike can't be told apart, whatever their numbers are.
            guard options.count < FourChoice.count,
                !options.contains(where: { $0.text == text || $0.value.isSame(as: value) })
            else { return }
            options.append(
                Option(
                    value: value, text: text, isCorrect: false, misconception: misconception, calculation: calculation,
                    isFilledIn: isFilledIn))
        }
        for mistake in question.mistakes {
            add(mistake.value, mistake.misconception, mistake.calculation, isFilledIn: false)
        }
        for value in FillIn.candidates(near: question.answer) { add(value, "", "", isFilledIn: true) }
        guard options.count == FourChoice.count else { return nil }
        var generator = ChanceGenerator(seed: seed, for: id + "/options")
        for last in options.indices.dropFirst().reversed() { options.swapAt(last, generator.number(below: last + 1)) }
        self.options = options
    }

    /// What is said about option `number` (from 1): its misconception, and the two calculations where both are known.
    package func feedback(for number: Int, question: DrawnQuestion) -> LocalizedText {
        guard options.indices.contains(number - 1) else { return LocalizedText(verbatim: "") }
        let option = options[number - 1]
        if option.isCorrect { return LocalizedText(ja: "正解です。", en: "Correct.") }
        return NumericGrading.explain(
            DrawnQuestion.Mistake(
                value: option.value, misconception: option.misconception, calculation: option.calculation),
            given: option.text, question)
    }
}

/// What fills up the options where the author's mistakes are too few: the answer's own form, one step away.
enum FillIn {
    /// In order of preference: the neighbours of a whole number, a share of a decimal, a shape with one axis off by one.
    static func candidates(near answer: AnswerValue) -> [AnswerValue] {
        switch answer {
        case .integer(let value):
            let near = [1, -1, 2, -2, 3, -3].compactMap { step -> Int? in
                let (result, overflow) = value.addingReportingOverflow(step)
                return overflow ? nil : result
            }
            // A count is never negative, so a negative option would give itself away.
            return near.filter { value < 0 || $0 >= 0 }.map(AnswerValue.integer)
        case .shape(let shape):
            return shape.indices.reversed().flatMap { axis in
                [1, -1, 2, 3].compactMap { step -> AnswerValue? in
                    let (length, overflow) = shape[axis].addingReportingOverflow(step)
                    guard !overflow, length > 0 else { return nil }
                    var other = shape
                    other[axis] = length
                    return .shape(other)
                }
            }
        case .decimal(let value, let tolerance):
            return steps(from: value, tolerance).map { .decimal($0, tolerance: tolerance) }
        case .percent(let value, let tolerance):
            return steps(from: value, tolerance).filter { value > 100 || $0 <= 100 }
                .map { .percent($0, tolerance: tolerance) }
        case .fraction(let above, let below, let tolerance):
            guard abs(above) < 1 << 40, abs(below) < 1 << 40 else { return [] }
            return [(above + 1, below), (above, below + 1), (below, above), (above, below + 2), (above + 2, below)]
                .filter { $0.1 != 0 }.map { .fraction($0.0, $0.1, tolerance: tolerance) }
        case .tensor(let shape, let values, let tolerance):
            return values.indices.prefix(4).flatMap { index in
                [1.0, -1.0].map { step in
                    var other = values
                    other[index] += step
                    return .tensor(shape: shape, values: other, tolerance: tolerance)
                }
            }
        }
    }

    /// Half, double and one and a half: far enough apart for any sensible tolerance, and of the answer's magnitude.
    private static func steps(from value: Double, _ tolerance: Double) -> [Double] {
        let scaled = [2, 0.5, 1.5, 0.75, 0.25].map { value * $0 }
        return value == 0 ? [1, 2, 0.5, 4] : scaled.filter { abs($0 - value) > 2 * tolerance }
    }
}
