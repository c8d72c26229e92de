@testable import Grading
import Testing

@Suite("What counts as the answer to a question of each kind")
struct AnswerValueTests {
    private static func question(_ answer: AnswerValue, unit: String = "") -> DrawnQuestion {
        DrawnQuestion(answer: answer, unit: unit, mistakes: [], parameters: [])
    }

    private static let matrix = AnswerValue.tensor(shape: [2, 2], values: [1, 2, 3, 4], tolerance: 0.01)

    @Test(
        "right",
        arguments: [
            (question(.integer(13)), ["13", "１３", "13.0", "26/2", "(13)", "13 px", "13個"]),
            (question(.integer(1152), unit: "MACs"), ["1152", "1,152", "1,152 MACs", "1152 macs"]),
            (question(.integer(36147)), ["36,147"]), (question(.shape([36, 147])), ["36,147", "36×147"]),
            (question(.shape([8, 16, 3, 3])), ["(8, 16, 3, 3)", "8x16x3x3", "8×16×3×3", "[8,16,3,3]"]),
            (question(.shape([25])), ["25", "(25,)", "(25)"]),
            (question(.decimal(2.25, tolerance: 0.005)), ["2.25", "2.255", "9/4", "225%", "2.25倍"]),
            (question(.decimal(0.25, tolerance: 0.005)), ["0.25", "25%", "1/4", ".25"]),
            (question(.percent(25, tolerance: 0.05)), ["25", "25%", "25 ％", "25.04"]),
            (question(.fraction(1, 3, tolerance: 0.005)), ["1/3", "2/6", "１／３", "0.333", "0.33", "33.3%"]),
            (question(.fraction(-2, 4, tolerance: 0.005)), ["-1/2", "−0.5"]),
            (question(matrix), ["[[1, 2], [3, 4]]", "1 2; 3 4", "1 2\n3 4", "[[1, 2], [3, 4.01]]"]),
            (question(.tensor(shape: [3], values: [1, 2, 3], tolerance: 0)), ["[1, 2, 3]", "1, 2, 3", "(1,2,3)"]),
            (question(.tensor(shape: [1, 1], values: [5], tolerance: 0)), ["5", "[[5]]"]),
        ] as [(DrawnQuestion, [String])])
    func right(question: DrawnQuestion, texts: [String]) throws {
        for text in texts { #expect(question.answer.matches(try question.read(text)), "\(text)") }
    }

    @Test(
        "wrong, but read",
        arguments: [
            (question(.integer(13)), ["13.5", "-13", "14"]),
            (question(.shape([25, 8])), ["(8, 25)", "(25, 8, 1)", "(25,)"]),
            (question(.decimal(2.25, tolerance: 0.005)), ["2.26", "25%"]),
            (question(.fraction(1, 3, tolerance: 0.005)), ["33/100", "0.34", "3/1"]),
            (question(.percent(25, tolerance: 0.05)), ["26", "0.25%", "2.5"]),
            (question(matrix), ["[[1, 2], [3, 5]]", "[[1, 2, 3, 4]]", "[[1], [2], [3], [4]]"]),
        ] as [(DrawnQuestion, [String])])
    func wrong(question: DrawnQuestion, texts: [String]) throws {
        for text in texts { #expect(!question.answer.matches(try question.read(text)), "\(text)") }
    }

    @Test(
        "says nothing about the question: not wrong",
        arguments: [
            (question(.integer(13)), "13%", .percentNotAsked), (question(.integer(13)), "(1, 3, 4)", .wantsOneNumber),
            (question(.integer(1152), unit: "MACs"), "1152 FLOPs", .unit("FLOPs", asked: "MACs")),
            (question(.integer(1152)), "1152 FLOPs", .unit("FLOPs", asked: "")),
            (question(.integer(12000)), "1.2 万", .unit("万", asked: "")), (question(.shape([8, 27])), "8", .wantsShape),
            (question(.shape([8, 27])), "50%", .percentNotAsked),
            (question(.percent(25, tolerance: 0.05)), "0.25", .shareOrPercent),
            (question(.decimal(2, tolerance: 0.1)), "1, 2, 3", .wantsOneNumber),
            (question(matrix), "1, 2, 3, 4", .wantsRows),
            (question(matrix), "7", .wantsRows),
        ] as [(DrawnQuestion, String, GivenAnswer.Unreadable.Reason)])
    func complaint(question: DrawnQuestion, text: String, reason: GivenAnswer.Unreadable.Reason) {
        let error = #expect(throws: GivenAnswer.Unreadable.self) { try question.read(text) }
        #expect(error?.reason == reason)
    }

    @Test("a mistake is told apart with the answer's own tolerance")
    func tolerance() throws {
        let question = DrawnQuestion(
            answer: .decimal(1e-4, tolerance: 1e-6),
            mistakes: [.init(value: .decimal(2e-4, tolerance: 0.005), misconception: "二倍")], parameters: [])
        #expect(question.mistakes.count == 1)
        #expect(!question.mistakes[0].value.matches(try question.read("0.0003")))
    }

    @Test(
        "texts read back as the value",
        arguments: [
            AnswerValue.integer(-3), .shape([8]), .shape([8, 27]), .decimal(0.5625, tolerance: 0.0001),
            .percent(12.5, tolerance: 0.01),
            .fraction(2, -6, tolerance: 0.001), .fraction(4, 2, tolerance: 0.001), matrix,
            .tensor(shape: [2, 1, 2], values: [1, 2, 3, -4], tolerance: 0),
        ])
    func roundTrip(value: AnswerValue) throws {
        #expect(value.matches(try AnswerValueTests.question(value).read(value.text)), "\(value.text)")
    }

    @Test("small decimals keep their digits")
    func format() {
        #expect(AnswerValue.decimal(1.0 / 30000, tolerance: 1e-6).text == "3.333e-05")
        #expect(AnswerValue.decimal(1.99999, tolerance: 0.005).text == "2")
        #expect(AnswerValue.decimal(0.5625, tolerance: 0.005).text == "0.5625")
        #expect(AnswerValue.fraction(2, -6, tolerance: 0).text == "-1/3")
        #expect(AnswerValue.tensor(shape: [2, 2], values: [1, 2, 3, 4.5], tolerance: 0).text == "[[1, 2], [3, 4.5]]")
    }
}
