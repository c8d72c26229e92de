import Grading
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
        #expect(try GivenAnswer.read(text) == .number(value))
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
        #expect(try GivenAnswer.read(text) == .list(value))
    }

    @Test(
        "what can't be read says so",
        arguments: ["", "abc", "13個", "1/0", "nan", "inf", "x10", "(1, x)", "１２あ", "--3"])
    func unreadable(text: String) {
        #expect(throws: GivenAnswer.Unreadable.self) { try GivenAnswer.read(text) }
    }

    @Test("match within the tolerance, and shapes of one element match numbers")
    func matching() throws {
        #expect(AnswerValue.decimal(2.25, tolerance: 0.005).matches(.number(2.255)))
        #expect(!AnswerValue.decimal(2.25, tolerance: 0.005).matches(.number(2.26)))
        #expect(AnswerValue.integer(13).matches(.number(13)))
        #expect(!AnswerValue.integer(13).matches(.number(13.5)))
        #expect(AnswerValue.shape([25]).matches(.number(25)))
        #expect(!AnswerValue.shape([25, 8]).matches(.list([8, 25])))
    }
}
