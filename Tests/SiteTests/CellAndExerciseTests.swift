@testable import Chapters
import Display
import Grading
import Testing

@testable import Site

@Suite struct CellAndExerciseTests {
    private let range = SourceRange(start: SourcePosition(line: 1), endLine: 1)

    private func cellPage(
        isHidden: Bool = false, expectation: Cell.Expectation = .runs, _ result: ExampleReport
    ) -> String {
        var chapter = Chapter(id: "a", path: "a.md", blocks: [block(.cell(0)), paragraph(.value(0), .value(1))])
        chapter.cells = [
            Cell(
                id: "cell1", title: "形.swift", source: CellSource(code: "print(1)\n", firstLine: 1),
                expectation: expectation, isHidden: isHidden, range: range)
        ]
        chapter.values = ["x", "y"].map { InlineExpression(code: $0, position: range.start) }
        var report = emptyReport(for: chapter)
        report.examples = [result]
        report.values = ["[1, 2]", nil]
        let html = page(chapter, report: report).html
        #expect(WellFormed.problems(in: html) == [])
        return html
    }

    @Test func outputsStandBelowTheCodeInTheirOrder() throws {
        let table = NumberTable(
            title: "入力", shape: [1, 2, 2], planes: [.init(index: [0], rows: [["1", "2"], ["3", "−4"]])], text: "")
        let figure = Figure(caption: "図", alt: "説明", panels: [.symbol("→")])
        let html = cellPage(
            exampleReport([.text("a\n"), .text("b<c\n"), .table(table), .figure(figure), .text("end\n")]))
        let places = [
            "<section class=\"cell\" id=\"sk-cell-cell1\"", "形.swift", "<h-", ">a\nb&lt;c</pre>",
            "<figcaption>入力 <span class=\"shape\">(1 × 2 × 2)</span>", "<caption>[0, :, :]</caption>", "<td>−4</td>",
            "<figcaption>図</figcaption>", ">end</pre>",
        ].map { html.range(of: $0)?.lowerBound }
        #expect(!places.contains(nil))
        #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        #expect(!html.contains("class=\"badge"))
    }

    @Test func ofCellsWithOneNameTheFirstHasItsIdInThePage() throws {
        let source = "```swift id=a\n1\n```\n\n```swift id=a\n2\n```\n"
        let chapter = try ChapterParser.parse(Array(source.utf8), path: "chapter.md")
        let html = page(chapter, report: emptyReport(for: chapter)).html
        #expect(WellFormed.problems(in: html) == [])
        #expect(html.components(separatedBy: "<section class=\"cell\"").count == 3)
    }

    @Test func whatWentWrongIsSaid() {
        let html = cellPage(
            exampleReport([.text("1\n")], status: .mismatch, message: LocalizedText(ja: "- 2\n+ 1", en: "differs")))
        #expect(html.contains("<span class=\"badge bad\">出力の不一致</span>"))
        #expect(html.contains("<pre class=\"problem\">- 2\n+ 1</pre>"))
    }

    @Test func whatWasMeantToFailRaisesNoAlarm() {
        let html = cellPage(expectation: .compilesOnly, exampleReport([], status: .skipped))
        #expect(html.contains("<span class=\"badge\">実行しない例</span>"))
        #expect(!html.contains("未実行"))
        #expect(cellPage(expectation: .traps, exampleReport([])).contains("実行時エラーになる例"))
    }

    @Test func hiddenCodeIsFoldedAndItsOutputIsNot() throws {
        let html = cellPage(isHidden: true, exampleReport([.text("見える\n")]))
        let end = try #require(html.range(of: "</details>")).upperBound
        #expect(html[..<end].contains("<summary>コードを表示</summary>"))
        #expect(html[..<end].contains("<h-"))
        #expect(html[end...].contains("見える"))
    }

    @Test func valuesStandInTheText() {
        let html = cellPage(exampleReport([]))
        #expect(html.contains("<span class=\"value\">[1, 2]</span>"))
        #expect(html.contains("<code class=\"no-value\" title=\"値を計算できませんでした\">y</code>"))
    }

    // MARK: Exercises

    private func exercisePage(
        _ kind: Exercise.Kind, status: ExerciseReport.Status = .unanswered, parameters: [String] = [],
        given: String? = nil, feedback: String = ""
    ) -> String {
        let marker = ParameterMarker.marker(for: 0)
        let exercise = Exercise(
            id: "shape", topic: "im2col", points: 2, level: 3, range: range,
            prompt: [paragraph(.text("高さ \(marker)、"), .math("H = \(marker)", display: false))], kind: kind,
            hints: [[paragraph(.text("手がかり \(marker)"))]], explanation: [paragraph(.text("理由 \(marker)"))])
        let chapter = Chapter(id: "a", path: "a.md", blocks: [block(.exercise(0))], exercises: [exercise])
        var report = emptyReport(for: chapter)
        report.exercises = [
            ExerciseReport(
                id: "shape", kind: .numeric, topic: "im2col", line: 1, status: status,
                earned: status == .correct ? 2 : 0,
                points: 2, feedback: LocalizedText(verbatim: feedback), parameters: parameters,
                answerPath: "exercises/a/answers.yaml", given: given)
        ]
        let html = page(chapter, report: report).html
        #expect(WellFormed.problems(in: html) == [])
        return html
    }

    private var question: Exercise.Kind {
        .numeric(Question(source: CellSource(code: "answer(42)", firstLine: 1)))
    }

    /// The page without what is folded away.
    private func open(_ html: String) -> String {
        html.replacing(/<details.*?<\/details>/.dotMatchesNewlines(), with: "")
    }

    @Test func parametersStandInTextAndFormulas() {
        let html = exercisePage(question, parameters: ["17"])
        #expect(html.contains("高さ 17、"))
        #expect(html.contains("<mi>H</mi><mo>=</mo><mn>17</mn>"))
        #expect(html.contains("手がかり 17"))
        #expect(!html.contains("answer(42)"))
        #expect(html.contains("解答するファイル: <code>exercises/a/answers.yaml</code>"))
        #expect(exercisePage(question).contains("高さ ?、"))
    }

    @Test func hintsAndExplanationAreFolded() {
        let html = exercisePage(question, parameters: ["17"])
        #expect(!open(html).contains("手がかり"))
        #expect(!open(html).contains("理由"))
        #expect(html.contains("<summary>ヒント</summary>"))
        #expect(html.contains("<summary>解答と解説</summary>"))
    }

    @Test func theKeyOfAChoiceIsFolded() {
        let options = ["甲", "乙"].map { name in
            Choice.Option(
                isCorrect: name == "乙", content: [paragraph(.text(name))], feedback: [paragraph(.text("\(name)の話"))])
        }
        let html = exercisePage(.choice(Choice(options: options)))
        #expect(open(html).contains("<li>甲\n</li>\n<li>乙\n</li>"))
        #expect(open(html).contains("1 つ選んでください。"))
        #expect(!open(html).contains("の話"))
        #expect(!open(html).contains("<strong>2</strong>"))
        #expect(html.contains("正解: <strong>2</strong>"))
        #expect(html.contains("<dt>2</dt><dd><p>乙の話</p>"))
    }

    @Test func anAnswerIsShownWithItsFeedback() {
        let html = exercisePage(question, status: .incorrect, given: "3<4", feedback: "2P を足し忘れています")
        #expect(html.contains("<span class=\"badge status incorrect\">不正解</span>"))
        #expect(html.contains("0 / 2 点"))
        #expect(html.contains("あなたの解答: <code>3&lt;4</code>"))
        #expect(html.contains("<div class=\"said\">2P を足し忘れています</div>"))
        #expect(!html.contains("解答するファイル"))
    }

    @Test func blanksAreNumberedInTheCodeAndNothingMarksTheKey() {
        let blanks = [1, 2].map { Fill.Blank(number: $0, candidates: ["N", "W.T"], correctIndex: $0 - 1) }
        let fill = Fill(language: "python", code: "a = [[1]] + x[[2]]\n", blanks: blanks, checks: [], range: range)
        let html = exercisePage(.fill(fill))
        #expect(
            html.contains("a = <span class=\"blank\"><span class=\"sr\">空欄 </span>1</span> + x<span class=\"blank\">"))
        #expect(html.occurrences(of: "<li><code>N</code></li>") == 2)
        #expect(!html.contains("correct\""))
    }

    @Test func aCodeExerciseShowsItsStarterAndNeverItsChecksOrSolution() {
        func source(_ code: String) -> CellSource { CellSource(code: code, firstLine: 1) }
        let task = CodeExercise(
            starter: source("func f() {}"), checks: [Check(source: source("expectSecret()"), points: 2, title: "形")],
            solution: source("solutionSecret()"))
        let html = exercisePage(.code(task))
        #expect(html.contains("書き始めのコード"))
        #expect(html.contains("<li>形 <span class=\"badge\">2 点</span></li>"))
        #expect(!html.contains("Secret"))
    }
}
