@testable import Grading
import Testing

@Suite("Answers as people write them")
struct GivenAnswerTests {
    @Test(
        "numbers",
        arguments: [
            ("13", 13), ("１３", 13), (" 13 ", 13), ("-2", -2), ("−2", -2), ("2.25", 2.25), ("２．２５", 2.25), ("9/4", 2.25),
            ("９／４", 2.25), ("1,234", 1234), ("1,234,567", 1_234_567), ("25%", 0.25), ("２５％", 0.25), ("1e3", 1000),
            ("+5", 5),
        ] as [(String, Double)])
    func numbers(text: String, value: Double) throws {
        #expect(try GivenAnswer.read(text).number == value)
    }

    @Test(
        "shapes",
        arguments: [
            ("(8, 16, 3, 3)", [8, 16, 3, 3]), ("8x16x3x3", [8, 16, 3, 3]), ("8×16×3×3", [8, 16, 3, 3]),
            ("[8,16]", [8, 16]),
            ("（８，１６）", [8, 16]), ("8, 16", [8, 16]), ("8、16", [8, 16]), ("8 16", [8, 16]), ("(25,)", [25]),
            ("12,34", [12, 34]),
        ] as [(String, [Double])])
    func shapes(text: String, value: [Double]) throws {
        #expect(try GivenAnswer.read(text).list == value || GivenAnswer.read(text).number.map { [$0] } == value)
    }

    @Test(
        "what can't be read says so",
        arguments: ["", "abc", "13個", "1/0", "nan", "inf", "x10", "(1, x)", "１２あ", "--3"])
    func unreadable(text: String) {
        #expect(throws: GivenAnswer.Unreadable.self) { try GivenAnswer.read(text) }
    }

    @Test("match within the tolerance, and shapes of one element match numbers")
    func matching() throws {
        #expect(AnswerValue.decimal(2.25, tolerance: 0.005).matches(GivenAnswer(number: 2.255)))
        #expect(!AnswerValue.decimal(2.25, tolerance: 0.005).matches(GivenAnswer(number: 2.26)))
        #expect(AnswerValue.integer(13).matches(GivenAnswer(number: 13)))
        #expect(!AnswerValue.integer(13).matches(GivenAnswer(number: 13.5)))
        #expect(AnswerValue.shape([25]).matches(GivenAnswer(number: 25)))
        #expect(!AnswerValue.shape([25, 8]).matches(GivenAnswer(list: [8, 25])))
    }

    @Test("what can be a number or a shape is what the question asks for")
    func ambiguous() throws {
        for (text, shape, number) in [("36,147", [36, 147], 36147), ("1 152", [1, 152], 1152)] {
            let given = try GivenAnswer.read(text)
            #expect(AnswerValue.shape(shape).matches(given) && AnswerValue.integer(number).matches(given))
        }
    }

    @Test("very long texts are refused at once")
    func long() {
        #expect(throws: GivenAnswer.Unreadable.self) { try GivenAnswer.read(String(repeating: "%", count: 200_000)) }
    }

    @Test("small decimals keep their digits")
    func format() {
        #expect(AnswerValue.decimal(1.0 / 30000, tolerance: 1e-6).text == "3.333e-05")
        #expect(AnswerValue.decimal(1.99999, tolerance: 0.005).text == "2")
        #expect(AnswerValue.decimal(0.5625, tolerance: 0.005).text == "0.5625")
    }
}
