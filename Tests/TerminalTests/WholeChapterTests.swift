import Chapters
import Display
import Grading
import Testing

@testable import Terminal

/// Whole chapters through the real parser, at every width and colour.
@Suite struct WholeChapterTests {
    private static let markdown = """
        ---
        title: "畳み込み層（convolution layer）"
        emoji: "🌊"
        type: "tech"
        topics: ["E資格"]
        published: false
        ---

        # はじめに
        出力の高さは $OH = \\left\\lfloor \\frac{H + 2P - FH}{S} \\right\\rfloor + 1$ です[^1]。`{swift} x.shape` を見ます。

        $$
        \\begin{aligned}
        mAP &= \\frac{1}{C} \\sum_{i=1}^C AP_i \\\\
        y &= \\begin{cases} x & x > 0 \\\\ 0 & \\text{それ以外} \\end{cases}
        \\end{aligned}
        $$

        | 名称 | クラス | 画像サイズ |
        | :--- | :---: | ---: |
        | VOC12 | 20 | $470 \\times 380$ |
        | ILSVRC17 | 200 | とても長い説明がここに入りますので折り返されます |

        > 引用「（括弧）」です。
        > 1. 一つ目
        >    - 入れ子

        :::message alert
        **注意**してください。
        :::

        ::::details 詳しく
        :::message
        中
        :::
        ::::

        ```swift
        let x = Tensor.arange(shape: [1, 1, 4, 4]) // 0, 1, 2, … とても長い行なので狭い端末では折り返されます
        print(x)
        ```

        ```python:im2col.py
        def im2col(x): return x
        ```

        :::exercise q1 topic=padding points=2 level=1
        パディングの目的はどれですか。

        - [ ] 一
        - [x] 二
        :::

        https://example.com/a/very/long/path/that/does/not/fit/anywhere?query=value

        [^1]: 床関数を忘れないこと。
        """

    private static let figure = Figure(
        caption: "滑る", alt: "代わり",
        panels: [
            .grid(Grid(title: "入力", rows: 4, columns: 4, values: (0..<16).map(Float.init))), .symbol("∗"),
            .chart(Chart(xLabel: "x", yLabel: "y", series: [.init(name: "訓練", x: [0, 1, 2], y: [3, 1, 2])])),
        ])

    private static func parsed() throws -> (Chapter, ChapterReport) {
        let chapter = try ChapterParser.parse(Array(markdown.utf8), path: "chapters/chapter03.md")
        let examples = chapter.cells.map { cell in
            ExampleReport(
                id: cell.id, line: cell.line, status: .mismatch, outputs: [.text("[0, 1]\n"), .figure(figure)],
                cached: false, milliseconds: 3, message: LocalizedText(verbatim: "-a\n+b"))
        }
        let exercises = chapter.exercises.map { exercise in
            ExerciseReport(
                id: exercise.id, kind: .choice, topic: exercise.topic, line: exercise.range.line, status: .incorrect,
                earned: 0, points: 2, feedback: LocalizedText(verbatim: "端の情報が失われます"),
                answerPath: "exercises/chapter03/answers.yaml")
        }
        let report = ChapterReport(
            id: chapter.id, title: chapter.title, path: chapter.path, examples: examples,
            values: chapter.values.map { _ in "[1, 1, 4, 4]" }, exercises: exercises)
        return (chapter, report)
    }

    @Test(arguments: [20, 24, 30, 40, 80, 120, 200])
    func noLineIsWiderThanTheTerminal(width: Int) throws {
        let (chapter, report) = try Self.parsed()
        let renderer = TerminalRenderer(style: TerminalStyle(width: width))
        let text = renderer.render(chapter, report: report) + renderer.summary(RunReport(chapters: [report]))
        for line in text.split(separator: "\n") { #expect(DisplayWidth.of(line) <= width, "\(line)") }
        #expect(text.contains("畳み込み層") && text.contains("演習 q1"))
    }

    @Test(arguments: 1...19)
    func anyWidthEnds(width: Int) throws {
        let (chapter, report) = try Self.parsed()
        let renderer = TerminalRenderer(style: TerminalStyle(width: width))
        #expect(renderer.render(chapter, report: report).count > 500)
        #expect(!renderer.summary(RunReport(chapters: [report])).isEmpty)
    }

    @Test func colourChangesNoLetter() throws {
        // Where colour replaces a mark (backquotes, shades) the text differs on purpose; here nothing does.
        let chapter = Chapter(
            id: "c", path: "c.md", blocks: [Fixture.paragraph("本文（body）です。"), Fixture.list(["一", "二"])])
        let report = Fixture.report()
        let plain = TerminalRenderer(style: TerminalStyle(width: 40)).render(chapter, report: report)
        for color in ColorLevel.allCases {
            let style = TerminalStyle(width: 40, color: color)
            var text = TerminalRenderer(style: style).render(chapter, report: report)
            while let start = text.firstIndex(of: "\u{1B}"), let end = text[start...].firstIndex(of: "m") {
                text.removeSubrange(start...end)
            }
            #expect(text == plain)
        }
    }

    @Test func englishInterface() throws {
        let (chapter, report) = try Self.parsed()
        let renderer = TerminalRenderer(style: TerminalStyle(width: 80, language: .en))
        let text = renderer.render(chapter, report: report)
        #expect(text.contains("Exercise q1") && text.contains("incorrect") && text.contains("Figure: 滑る"))
        #expect(renderer.summary(RunReport(chapters: [report])).contains("Score 0 / 2"))
    }
}
