import Grading
import Testing

@testable import Chapters
@testable import Terminal

@Suite struct ExerciseTests {
    private func lines(_ exercise: Exercise, _ result: ExerciseReport?, width: Int = 60, language: Language = .ja)
        -> [String]
    {
        let blocks = [Fixture.block(.exercise(0))]
        return Fixture.lines(
            blocks, width: width, language: language, chapter: Fixture.chapter(blocks, exercises: [exercise]),
            report: Fixture.report(exercises: result.map { [$0] } ?? []))
    }

    private let choice = Fixture.exercise(.choice(Fixture.choice([("足す", false), ("掛ける", true)])))

    @Test func anUnansweredChoiceKeepsItsKey() {
        let lines = lines(choice, Fixture.result(.unanswered))
        #expect(
            lines == [
                "╭─ ◆ 演習 pad-size  [padding] 2点 ★☆☆  ○ 未解答 ────────────",
                "│ 問い",
                "│",
                "│ 1) 足す",
                "│ 2) 掛ける",
                "│",
                "│ ✎ 答えを書く場所: exercises/chapter03/answers.yaml の",
                "│ pad-size",
                "│ ? ヒントが1つあります: studykit hint pad-size",
                "╰───────────────────────────────────────────────────────────",
            ])
        let text = lines.joined()
        #expect(!text.contains("解説") && !text.contains("秘密") && !text.contains("肢の講評"))
    }

    @Test(arguments: [ExerciseReport.Status.correct, .partial, .incorrect])
    func anAnsweredOneIsExplained(status: ExerciseReport.Status) {
        let text = lines(choice, Fixture.result(status, feedback: "2P を足し忘れています")).joined(separator: "\n")
        #expect(text.contains("解説の文") && text.contains("2P を足し忘れています"))
        #expect(!text.contains("秘密") && !text.contains("studykit hint"))
    }

    @Test func theStatusStaysInOnePiece() {
        #expect(
            lines(choice, Fixture.result(.incorrect), width: 50).prefix(2) == [
                "╭─ ◆ 演習 pad-size  [padding] 2点 ★☆☆", "│  ✗ 不正解 0/2点",
            ])
    }

    @Test func aWrongAnswerWithoutAnExplanationKeepsItsHints() {
        var exercise = choice
        exercise.explanation = []
        #expect(lines(exercise, Fixture.result(.incorrect)).joined().contains("studykit hint"))
        #expect(!lines(exercise, Fixture.result(.correct)).joined().contains("studykit hint"))
    }

    @Test func theLinesOfAChecksMessageHang() {
        let feedback = "1/2 点です。\n✗ 出力の形 — 期待は [1, 2, 4, 4]、結果は [1, 2, 3, 3]\n✓ 値"
        let lines = lines(choice, Fixture.result(.incorrect, feedback: feedback), width: 40)
        let start = lines.firstIndex { $0.contains("出力の形") } ?? 0
        #expect(
            lines[start...].prefix(3) == [
                "│   ✗ 出力の形 — 期待は [1, 2, 4, 4]、結", "│     果は [1, 2, 3, 3]", "│   ✓ 値",
            ])
    }

    @Test func anErrorShowsItsFeedbackOnly() {
        let text = lines(choice, Fixture.result(.error, feedback: "読めません")).joined()
        #expect(text.contains("読めません") && !text.contains("解説の文"))
    }

    @Test func parametersAreFilledIn() {
        let marker = ParameterMarker.marker(for: 0)
        let source = CellSource(code: "", firstLine: 1)
        let prompt = [
            Fixture.block(.paragraph([.text("高さ \(marker)、"), .math("P = \(marker)^2", display: false)]))
        ]
        let exercise = Fixture.exercise(.numeric(Question(source: source)), prompt: prompt)
        let text = lines(exercise, Fixture.result(.unanswered, kind: .numeric, parameters: ["7"])).joined()
        #expect(text.contains("高さ 7、P = 7²"))
        #expect(lines(exercise, nil).joined().contains("高さ ⟨?⟩、P = ⟨?⟩²"))
    }

    @Test func codeExercisesNameTheFile() {
        let source = CellSource(code: "func f() {}\n", firstLine: 1)
        let code = CodeExercise(starter: source, checks: [], solution: CellSource(code: "秘伝", firstLine: 1))
        var result = Fixture.result(.unanswered, kind: .code)
        result.answerPath = "exercises/chapter03/f.swift"
        let text = lines(Fixture.exercise(.code(code)), result, language: .en).joined()
        #expect(text.contains("Edit this file: exercises/chapter03/f.swift"))
        #expect(text.contains("1 hint: studykit hint pad-size") && !text.contains("秘伝"))
    }

    @Test func fillsListTheirCandidates() {
        let fill = Fill(
            language: "python", code: "x = [[1]]\n",
            blanks: [Fill.Blank(number: 1, candidates: ["np.pad(x)", "np.add(x)"], correctIndex: 1)], checks: [],
            range: Fixture.range)
        let lines = lines(Fixture.exercise(.fill(fill)), Fixture.result(.unanswered, kind: .fill))
        #expect(lines.contains("│ │ x = [[1]]"))
        #expect(lines.contains("│   1) np.pad(x)") && lines.contains("│   2) np.add(x)"))
    }

    @Test func theReportMayBeMissing() {
        #expect(lines(choice, nil).contains("│ 1) 足す"))
        #expect(Fixture.lines([Fixture.block(.exercise(3)), Fixture.block(.cell(-1))]) == [])
    }
}
