import Chapters
import Foundation
import Grading
import Testing

@testable import Site

/// The page's reader of answers, held against the terminal's, answer by answer.
@Suite("Answers in the page")
struct AnswerScriptTests {
    static let given = [
        "13", "１３", " 13 ", "2.25", "２．２５", "+5", "13.", ".5", "-2", "−2", "－2", "ー2", "- 2", "9/4", "９／４", "(9/4)",
        "9÷4",
        "½", "1,234", "１，２３４", "1 234", "1_234", "1'234", "1,234.5", "12,34", "25%", "２５％", "25 %", "25パーセント", "1e3",
        "1.5E-3",
        "1.2x10^6", "1.2×10⁶", "2^10", "2¹⁰", "10^-3", "13px", "13 ピクセル", "13個", "2.25 倍", "1/3倍", "13 apples",
        "約 2.25", "≈2.25",
        "OH = 13", "(7 + 2 − 3)/2 + 1 = 4", "13です。", "(8, 16)", "8x16", "8×16", "8 × 16", "[8,16]", "（８，１６）", "8, 16",
        "8、16",
        "8 16", "(25,)", "[[1, 2], [3, 4]]", "1 2; 3 4", "1, 2\n3, 4\n", "((1, 2), (3, 4))", "[[1 2], [3 4]]", "",
        "abc", "1/0", "[[1, 2], [3]]",
        "0x10", "inf", "nan", "--3", "1.2.3", "50%", "0.5", "1/2", "2/4", "1234", "4", "16", "8",
    ]

    static let values: [AnswerValue] = [
        .integer(13), .integer(1234), .integer(-2), .integer(4), .shape([8, 16]), .shape([25]),
        .decimal(2.25, tolerance: 0.01),
        .decimal(0.5, tolerance: 0), .decimal(0.25, tolerance: 0.001), .percent(25, tolerance: 0.5),
        .percent(50, tolerance: 0.1),
        .fraction(1, 2, tolerance: 0.001), .fraction(9, 4, tolerance: 0), .fraction(1, 3, tolerance: 0.01),
        .tensor(shape: [2, 2], values: [1, 2, 3, 4], tolerance: 0),
        .tensor(shape: [2], values: [8, 16], tolerance: 0.1),
        .tensor(shape: [1, 1], values: [13], tolerance: 0),
    ]

    /// Duktape has no `normalize`; this knows what the answers above need of it.
    private static let shim = """
        String.prototype.normalize = function () {
          return this.replace(/[\\uFF01-\\uFF5E]/g, function (sign) { return String.fromCharCode(sign.charCodeAt(0) - 0xFEE0); })
            .replace(/\\u3000/g, ' ').replace(/\\u00BD/g, '1\\u20442');
        };
        """
    private static let entry = """
        function judge(text, value) {
          var question = JSON.parse(value), given = studykitAnswers.read(text);
          if (!given || studykitAnswers.complaint(question, '', given)) { return 'unreadable'; }
          return studykitAnswers.matches(question, given) ? 'right' : 'wrong';
        }
        """

    @Test("the same verdict as the terminal's on every answer to every kind of question")
    func parity() throws {
        let engine = try JavaScriptEngine()
        let answers = String(decoding: PackageResources.answers_js, as: UTF8.self)
        for script in [Self.shim, answers, Self.entry] { try engine.load(engine.compile(script, name: "test")) }
        var seen: Set<String> = []
        for value in Self.values {
            let question = DrawnQuestion(answer: value, mistakes: [], parameters: [])
            let json = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
            for text in Self.given {
                var expected = "unreadable"
                if let given = try? question.read(text) { expected = value.matches(given) ? "right" : "wrong" }
                let verdict = try engine.call("judge", text, json)
                #expect(verdict == expected, "\(text) as \(value.text)")
                seen.insert(verdict)
            }
        }
        #expect(seen == ["right", "wrong", "unreadable"])
    }

    @Test("what the page says about a wrong number is what the terminal says")
    func words() throws {
        let question = DrawnQuestion(
            answer: .integer(4), calculation: "⌊(7 + 2·1 − 3)/2⌋ + 1",
            mistakes: [.init(value: .integer(3), misconception: "2P の片側だけです。", calculation: "⌊(7 + 1 − 3)/2⌋ + 1")],
            parameters: [])
        for language in Language.allCases {
            let words = LiveWords.all(language)
            let answer = LiveExercises.Answer(question, language)
            let mistake = try #require(answer.mistakes.first)
            func said(_ name: String, _ values: [String: String]) -> String {
                values.reduce(words[name] ?? "") { $0.replacing("{\($1.key)}", with: $1.value) }
            }
            let lines =
                [
                    mistake.misconception, said("answer", ["answer": answer.text, "given": "3"]),
                    said("wrongCalculation", ["wrong": "\(mistake.calculation) = \(mistake.text)"]),
                    said("rightCalculation", ["right": "\(answer.calculation) = \(answer.text)"]),
                ] + mistake.differences
            let terminal = NumericGrading.explain(question.mistakes[0], given: "3", question)(language)
            #expect(lines.joined(separator: "\n") == terminal)
            let plain = NumericGrading.explain(nil, given: "9", question)(language).split(separator: "\n").map(
                String.init)
            #expect(
                plain == [
                    said("answer", ["answer": "4", "given": "9"]),
                    said("right", ["right": "\(answer.calculation) = 4"]),
                ])
        }
    }
}
