import Chapters
import Foundation
import Grading

/// What the script of a chapter's page needs: every exercise with its draws, and, sealed, what judges an answer.
struct LiveExercises {
    /// The draws by seed, in order; the first is the one in the page's own text.
    let draws: [QuestionBank.Draw]
    let seeds: [UInt64]
    let key: UInt32

    var document = Document()

    struct Document: Encodable {
        var chapter = ""
        var seeds: [UInt64] = []
        var key: UInt32 = 0
        /// Each a `SetData` as JSON, behind `Seal`.
        var sets: [String: String] = [:]
        var exercises: [String: ExerciseData] = [:]

        /// The file that is loaded when somebody begins to answer.
        var script: String {
            guard let data = try? LiveExercises.encoder.encode(self) else { return "" }
            return "studykitData(" + String(decoding: data, as: UTF8.self) + ");\n"
        }
    }

    /// A linked set's scenario, which changes with its exercises.
    struct SetData: Encodable {
        var prompt: LivePiece
        var draws: [[String]]
    }

    struct ExerciseData: Encodable {
        var kind: String
        var topic: String
        var points: Int
        var set: String?
        /// How many draws there are.
        var count: Int
        /// A `Secret` as JSON, behind `Seal`.
        var sealed: String
    }

    /// What must not stand in the page's text.
    struct Secret: Encodable {
        /// The drawn parameters, those of the explanation too; a single empty list where nothing is drawn.
        var draws: [[String]]
        /// For the other draws, and for the practice exam, which has no text of its own.
        var prompt: LivePiece
        /// nil where there is only the draw in the page.
        var hints: [LivePiece]?
        var options: [LivePiece]?
        /// A fill's code with its blanks and what may go into each.
        var body: String?
        /// For each draw of a parametric question the four options of the exam; an empty list where there are none.
        var choices: [FourOptions]?
        var explanation: LivePiece
        /// The right options, from 1; for a fill the right candidate of each blank.
        var key: [Int]?
        /// For each option what is said to somebody who chose it; "" for nothing.
        var feedback: [LivePiece]?
        /// The same for each candidate of each blank.
        var fragments: [[String]]?
        /// The answer to each draw of a parametric question.
        var answers: [Answer]?
    }

    /// A drawn question as the exam asks it.
    struct FourOptions: Encodable {
        var options: [String]
        /// From 1.
        var key: Int
    }

    struct Answer: Encodable {
        var value: AnswerValue
        var text: String
        var unit: String
        var calculation: String
        var mistakes: [Mistake]
    }

    struct Mistake: Encodable {
        var value: AnswerValue
        var text: String
        var misconception: String
        var calculation: String
        /// The terms that differ from the right calculation.
        var differences: [String]
    }

    init(draws: [QuestionBank.Draw], seeds: [UInt64], key: UInt32) {
        self.draws = draws
        self.seeds = seeds
        self.key = key
    }

    /// The drawn parameters, one list a draw; none where nothing is drawn.
    ///
    /// A question may have no parameter of its own and still differ from draw to draw, by its set's.
    func parameters(of id: String, isDrawn: Bool) -> [[String]] {
        let values = draws.map { $0.parameters[id] ?? [] }
        return isDrawn || !values.allSatisfy(\.isEmpty) ? values : []
    }

    func sealed(_ secret: some Encodable) -> String {
        guard let data = try? LiveExercises.encoder.encode(secret) else { return "" }
        return Seal.close(String(decoding: data, as: UTF8.self), key: key)
    }

    /// The four options of each draw, those of the terminal's exam.
    func fourOptions(_ questions: [DrawnQuestion], id: String) -> [FourOptions] {
        zip(questions, seeds).map { question, seed in
            guard let choice = FourChoice(question, id: id, seed: seed) else { return FourOptions(options: [], key: 0) }
            return FourOptions(options: choice.options.map(\.text), key: choice.correctNumber)
        }
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return encoder
    }
}

extension LiveExercises.Answer {
    init(_ question: DrawnQuestion, _ language: Language) {
        self.init(
            value: question.answer, text: question.answerText, unit: question.unit, calculation: question.calculation,
            mistakes: question.mistakes.map { mistake in
                LiveExercises.Mistake(
                    value: mistake.value, text: question.text(of: mistake.value),
                    misconception: mistake.misconception, calculation: mistake.calculation,
                    differences: mistake.calculation.isEmpty || question.calculation.isEmpty
                        ? []
                        : CalculationDifference.find(wrong: mistake.calculation, right: question.calculation)
                            .map { $0.text(language) })
            })
    }
}
