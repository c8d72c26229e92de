@testable import Chapters
import Foundation
import Grading
import Testing

@Suite("answers.yaml")
struct AnswerSheetTests {
    private let exercises = ["out-size", "shape"].map { id in
        Exercise(
            id: id, topic: "t", range: SourceRange(start: SourcePosition(line: 1), endLine: 2), prompt: [],
            kind: .choice(Choice(options: [])))
    }

    private func parse(_ text: String) -> AnswerSheet {
        AnswerSheet.parse(text, path: "answers.yaml", exercises: exercises)
    }

    @Test("empty values are no answers")
    func empty() {
        for text in ["", "# only a comment\n", "out-size:\nshape: ~\n", "out-size: \"\"\n"] {
            let sheet = parse(text)
            #expect(sheet.entries.isEmpty && sheet.diagnostics.isEmpty)
        }
    }

    @Test("values, lists and shapes are read as written")
    func values() {
        let sheet = parse("out-size: １３\nshape: [1, 3]\n")
        #expect(sheet.entries["out-size"]?.text == "１３")
        #expect(sheet.entries["shape"]?.items == ["1", "3"])
        #expect(parse("shape: (8, 27)\n").entries["shape"]?.items == ["(8, 27)"])
    }

    @Test("an unknown id is a warning with the nearest known one")
    func unknown() throws {
        let diagnostic = try #require(parse("out-size: 1\nout-siz: 2\n").diagnostics.first)
        #expect(diagnostic.severity == .warning && diagnostic.position == SourcePosition(line: 2))
        #expect(diagnostic.help?(.en) == "Did you mean out-size?")
    }

    @Test(
        "damage is an error with its place",
        arguments: [
            ("out-size: [1, 2\nshape: 3\n", 2), ("out-size: 1\n\tshape: 2\n", 2), ("- 1\n- 2\n", 1), ("text\n", 1),
        ])
    func damage(text: String, line: Int) throws {
        let diagnostic = try #require(parse(text).diagnostics.first)
        #expect(diagnostic.severity == .error && diagnostic.code == "answers-invalid")
        #expect(diagnostic.position.line == line)
    }

    @Test("a mapping is no answer; lists in a list are one")
    func wrongTypes() {
        #expect(parse("out-size: {a: 1}\n").diagnostics.map(\.code) == ["answer-unreadable"])
        #expect(parse("out-size: [[1, 2], [3, {a: 4}]]\n").diagnostics.map(\.code) == ["answer-unreadable"])
        #expect(parse("out-size: [[1, 2], [３, 4/5]]\n").entries["out-size"]?.text == "[[1, 2], [３, 4/5]]")
        #expect(parse("out-size: |\n  1 2\n  3 4\n").entries["out-size"]?.text == "1 2\n3 4")
    }

    @Test("taking one answer out leaves the rest as it was")
    func removing() {
        let sheet = "# 数値\nout-size: 13 # メモ\nshape:\n  - 1\n  # 考え中\n  - 2\n# 終わり\n"
        #expect(
            AnswerSheet.removing("shape", from: sheet) == "# 数値\nout-size: 13 # メモ\nshape:\n  # 考え中\n# 終わり\n")
        #expect(
            AnswerSheet.removing("out-size", from: sheet)
                == "# 数値\nout-size:\nshape:\n  - 1\n  # 考え中\n  - 2\n# 終わり\n")
        #expect(AnswerSheet.removing("out-size", from: "out-size : 5\r\nshape: 1\r\n") == "out-size:\r\nshape: 1\r\n")
        #expect(AnswerSheet.removing("out-size", from: "\"out-size\": 3") == "out-size:")
        #expect(AnswerSheet.removing("missing", from: sheet) == nil)
    }

    @Test("the mistakes people make in YAML are named where they are")
    func slips() {
        for (text, line, word) in [
            ("shape: 1\nout-size：3\n", 2, "コロン"), ("shape: 1\nout-size:3\n", 2, "コロン"),
            ("out-size: 1\nshape: 2\nout-size: 3\n", 3, "2 回"),
        ] {
            let diagnostic = parse(text).diagnostics.first
            #expect(diagnostic?.position.line == line)
            #expect(diagnostic?.message.ja.contains(word) == true, "\(String(describing: diagnostic))")
        }
    }
}
