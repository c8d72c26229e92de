@testable import Chapters
import Display
import Grading
import Testing

@testable import Site

@Suite("Figures of steps in a page")
struct SteppedFigureTests {
    private let steps = (0..<3).map { number in
        Figure.Step(
            caption: "窓 <\(number)>",
            panels: [
                .grid(
                    Grid(
                        title: "入力", rows: 1, columns: 3, values: [1, 20, 3],
                        regions: [Grid.Region(row: 0, column: number)])), .symbol("→"),
                .grid(Grid(rows: 1, columns: 3, values: (0..<3).map { $0 <= number ? Float($0) * 1000 : .nan })),
            ])
    }

    private func html(_ figures: [Figure], language: Language = .ja) -> String {
        var chapter = Chapter(id: "a", path: "a.md", blocks: [block(.cell(0))])
        chapter.cells = [
            Cell(
                id: "cell1", title: nil, source: CellSource(code: "draw()\n", firstLine: 1), expectation: .runs,
                isHidden: false, range: SourceRange(start: SourcePosition(line: 1), endLine: 1))
        ]
        var report = emptyReport(for: chapter)
        report.examples = [exampleReport(figures.map(CellOutput.figure))]
        let html = page(chapter, report: report, language: language).html
        #expect(WellFormed.problems(in: html) == [])
        return html
    }

    @Test("all steps are there to be read, the first is the current one, nothing is inline")
    func stills() throws {
        let html = html([Figure(caption: "すべる", alt: "動く \"窓\"", steps: steps)])
        #expect(html.occurrences(of: "<li class=\"current\"><div class=\"panels\"") == 1)
        #expect(html.occurrences(of: "role=\"img\" aria-labelledby=\"sk-steps-1-") == 3)
        for number in 0..<3 {
            #expect(
                html.contains(
                    "id=\"sk-steps-1-\(number + 1)\"><span class=\"place\">\(number + 1) / 3</span> <span>窓 &lt;\(number)&gt;</span>"
                ))
        }
        #expect(html.contains("role=\"group\" aria-label=\"動く &quot;窓&quot;\""))
        #expect(html.contains("<p class=\"place\" role=\"status\">1 / 3<span class=\"sr\"></span></p>"))
        #expect(html.contains("<figcaption>すべる</figcaption>"))
        #expect(!html.contains("<script") && !html.contains(" style=") && !html.contains("onclick"))
    }

    @Test("two figures on a page keep their names apart, and words follow the language")
    func several() {
        let figure = Figure(caption: "", alt: "x", steps: steps)
        let japanese = html([figure, figure])
        #expect(japanese.contains("sk-steps-2-3") && japanese.contains("次へ ▶"))
        #expect(html([figure], language: .en).contains("<span lang=\"en\">Next ▶</span>"))
    }

    @Test("nothing moves or changes its shade from step to step")
    func stable() {
        let html = html([Figure(caption: "", alt: "x", steps: steps)])
        let sizes = html.matches(of: /<svg class="grid" width="(\d+)" height="(\d+)"/).map { "\($0.1)x\($0.2)" }
        #expect(sizes.count == 6)
        #expect(Set(sizes).count == 2)
        // 1000 of 2000 is as dark in the second step as in the third.
        #expect(html.occurrences(of: "<path fill-opacity=\"0.15\" d=\"M1 0h1v1h-1z\"/>") == 2)
    }

    @Test("a matrix that stays the same from step to step is written once")
    func sharing() {
        let html = PictureSharing.shared(html([Figure(caption: "", alt: "x", steps: steps)]))
        #expect(html.occurrences(of: ">入力</text>") == 1)
        #expect(html.occurrences(of: "<use href=\"#sk-picture-") == 2)
        #expect(html.occurrences(of: "class=\"region r0\"") == 3)
        #expect(WellFormed.problems(in: html) == [])
    }

    @Test("steps with different panels, or none, are drawn all the same")
    func odd() {
        _ = html([Figure(caption: "", alt: "", steps: [Figure.Step(caption: "", panels: [])])])
        _ = html([
            Figure(
                caption: "c", alt: "",
                steps: [
                    Figure.Step(caption: "1", panels: [.symbol("→")]),
                    Figure.Step(
                        caption: "2", panels: [.grid(Grid(rows: 1, columns: 1, values: [.nan])), .symbol("=")]),
                ])
        ])
    }

    @Test("an axis covers at least the range that is asked for")
    func axes() {
        let chart = Chart(
            xLabel: "r", yLabel: "p", series: [Chart.Series(name: "", x: [0.25], y: [1])], xRange: 0...1, yRange: 0...1)
        let html = FigureHTML.render(Figure(caption: "", alt: "x", panels: [.chart(chart)]))
        for tick in [">0<", ">0.2<", ">0.8<", ">1<"] { #expect(html.occurrences(of: tick) == 2, "\(tick)") }
    }
}
