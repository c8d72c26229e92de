import Grading
import Testing

@testable import Chapters
@testable import Terminal

@Suite struct SummaryTests {
    private let renderer = TerminalRenderer(style: TerminalStyle(width: 60))

    @Test func scoreCountsAndNextSteps() {
        let report = Fixture.report(
            examples: [Fixture.example(.passed), Fixture.example(.crashed)],
            exercises: [
                Fixture.result(.correct, id: "a"), Fixture.result(.incorrect, id: "b"),
                Fixture.result(.unanswered, id: "c"), Fixture.result(.unanswered, id: "d"),
                Fixture.result(.unanswered, id: "e"), Fixture.result(.unanswered, id: "f"),
            ])
        let text = renderer.summary(RunReport(chapters: [report]))
        #expect(text.contains("得点 2 / 12  ███░░░░░░░░░░░░░░░░░ 16%"))
        #expect(text.contains("例  ✓ 成功 1  ✗ 異常終了 1"))
        #expect(text.contains("演習  ✓ 正解 1  ✗ 不正解 1  ○ 未解答 4"))
        #expect(text.contains("✗ 例 cell1 を直す（chapters/chapter03.md:10）"))
        #expect(text.contains("✗ b を見直す: exercises/chapter03/answers.yaml"))
        #expect(text.contains("○ c に答える: exercises/chapter03/answers.yaml"))
        #expect(text.contains("○ e に答える") && !text.contains("f に答える") && text.contains("ほか 1問"))
    }

    @Test func allRight() {
        let text = renderer.summary(RunReport(chapters: [Fixture.report(exercises: [Fixture.result(.correct)])]))
        #expect(text.contains("100%") && text.contains("✓ すべて正解です。") && !text.contains("studykit"))
    }

    @Test func questionsThatDrawTheirNumbersCanBeAskedAgain() {
        let choice = Fixture.report(exercises: [Fixture.result(.correct)])
        let numeric = Fixture.report(exercises: [Fixture.result(.correct, kind: .numeric)])
        let text = TerminalRenderer(style: TerminalStyle(width: 100)).summary(RunReport(chapters: [choice, numeric]))
        #expect(text.contains("studykit run chapter03 --seed 2"))
    }

    @Test func nothingToSay() {
        #expect(renderer.summary(RunReport()).isEmpty)
        #expect(renderer.summary(RunReport(chapters: [Fixture.report()])).isEmpty)
    }

    @Test func severalChaptersEachHaveALine() {
        let report = Fixture.report(exercises: [Fixture.result(.correct)])
        let text = renderer.summary(RunReport(chapters: [report, report]))
        #expect(text.contains("chapter03  2/2  畳み込み") && text.contains("得点 4 / 4"))
    }

    @Test func diagnosticsHaveTheFormThatEditorsKnow() {
        let diagnostic = Diagnostic(
            .error, code: "x", path: "a\u{1B}.md", position: SourcePosition(line: 3, column: 7),
            message: LocalizedText(ja: "壊れています\n二行目", en: "broken"),
            help: LocalizedText(ja: "直してください", en: "mend it"))
        #expect(
            renderer.diagnostics([diagnostic])
                == "a␛.md:3:7: error: 壊れています\n    二行目\n  対処: 直してください\n")
        let english = TerminalRenderer(style: TerminalStyle(width: 60, color: .basic, language: .en))
        #expect(english.diagnostics([diagnostic]).contains("\u{1B}[1;31merror: \u{1B}[0m\u{1B}[1mbroken"))
    }
}
