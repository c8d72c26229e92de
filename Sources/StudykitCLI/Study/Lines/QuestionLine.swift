import Chapters
import Grading
import Quiz
import Terminal

/// A question as JSON, for quizzes and exams alike: as text to show, and in parts for who draws a page of their own.
struct QuestionLine: Encodable {
    struct Blank: Encodable {
        var number: Int
        var candidates: [String]
    }

    var type = "question"
    /// From 1.
    var number: Int
    var of: Int
    var id: String
    var seed: UInt64
    /// `choice`, `numeric`, `fill` or `code`: what kind of answer is expected.
    var kind: String
    var topic: String
    var points: Int
    /// How many hints there are; an exam has none.
    var hints: Int?
    /// Id of the linked set that it belongs to.
    var set: String?
    var text: String
    var options: [String]?
    /// More than one option may be right.
    var isMultiple: Bool?
    var blanks: [Blank]?
    var starter: String?
    /// Exams only: what was answered before, whether it is flagged, and the clock in seconds.
    var given: String?
    var isFlagged: Bool?
    var usedSeconds: Double?
    var remainingSeconds: Double?

    /// In an exam, the text calls the question by its number.
    init(_ question: PresentedQuestion, number: Int, of count: Int, inExam: Bool = false) {
        self.number = number
        of = count
        id = question.item.key.description
        seed = question.seed
        topic = question.item.topic
        points = question.source.points
        set = question.set?.scenario.id
        text = QuestionLine.renderer.question(question, withScenario: true, number: inExam ? number : nil)
        switch question.exercise.kind {
        case .choice(let choice):
            kind = "choice"
            options = choice.options.map { $0.content.substituting(parameters: question.parameters).markedText }
            isMultiple = choice.correctNumbers.count > 1
        case .numeric: kind = "numeric"
        case .fill(let fill):
            kind = "fill"
            blanks = fill.blanks.map { Blank(number: $0.number, candidates: $0.candidates) }
        case .code(let code):
            kind = "code"
            starter = AnswerFolder.starterFile(code, id: question.source.id, chapter: question.chapter)
        }
    }

    /// 80 columns and no colour: a script's terminal is not known.
    static var renderer: TerminalRenderer {
        TerminalRenderer(style: TerminalStyle(width: 80, color: .none, language: Console.language))
    }
}
