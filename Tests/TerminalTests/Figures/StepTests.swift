import Display
import Grading
import Testing

@testable import Chapters
@testable import Terminal

@Suite("Figures of steps in a terminal")
struct StepTests {
    private func lines(_ steps: [Figure.Step], width: Int) -> [String] {
        let style = TerminalStyle(width: width, color: .none)
        let renderer = BlockRenderer(chapter: Fixture.chapter([]), report: Fixture.report(), style: style)
        let drawn = renderer.figureLines(Figure(caption: "全体", alt: "代わり", steps: steps), width: width)
        return Palette(level: .none).encode(drawn).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .map(String.init)
    }

    private func steps(_ count: Int, side: Int) -> [Figure.Step] {
        (0..<count).map { number in
            Figure.Step(
                caption: "出力の行 0、列 \(number)：1 + 2 + 3 = 6",
                panels: [
                    .grid(
                        Grid(
                            title: "入力", rows: side, columns: side, values: (0..<side * side).map { Float($0 % 10) },
                            regions: [Grid.Region(row: 0, column: number % side)])), .symbol("∗"),
                    .grid(Grid(title: "カーネル", rows: 1, columns: 2, values: [1, -1])), .symbol("="),
                    .grid(Grid(title: "出力", rows: 1, columns: 1, values: [Float(number)])),
                ])
        }
    }

    @Test("every step stands there with its number, and what never changes once", arguments: [40, 80])
    func compact(width: Int) {
        let drawn = lines(steps(9, side: 3), width: width)
        #expect(drawn.allSatisfy { DisplayWidth.of($0) <= width })
        let text = drawn.joined(separator: "\n")
        for number in 1...9 { #expect(text.contains("\(number)/9 "), "\(number)") }
        #expect(text.ranges(of: "カーネル").count == 1 && text.ranges(of: "∗").count == 1)
        #expect(text.ranges(of: "入力").count == 9 && text.ranges(of: "出力の行").count == 9)
        #expect(drawn.last == "図: 全体")
    }

    @Test("small steps stand side by side")
    func sideBySide() {
        let drawn = lines(steps(4, side: 2), width: 80)
        #expect(drawn.contains { $0.contains("3/4 ") && $0.contains("4/4 ") })
        #expect(lines(steps(4, side: 2), width: 40).count > drawn.count)
    }

    @Test("steps of images and charts fit every width", arguments: [8, 20, 40, 80, 120])
    func widths(width: Int) {
        let raster = Raster(width: 8, height: 8, pixels: Array(repeating: 9, count: 192))
        let chart = Chart(
            xLabel: "recall", yLabel: "precision", series: [Chart.Series(name: "p", x: [0.2], y: [0.5])], xRange: 0...1,
            yRange: 0...1)
        let steps = [Panel.image(raster), .chart(chart)].map { panel in
            (1...4).map { Figure.Step(caption: "とても長い説明が付いている手順の \($0) 番目の図", panels: [panel]) }
        }
        for steps in steps { #expect(lines(steps, width: width).allSatisfy { DisplayWidth.of($0) <= width }) }
    }

    @Test("figures without anything to draw say what they would show")
    func empty() {
        #expect(lines([Figure.Step(caption: "x", panels: [])], width: 40).last == "図: 全体")
    }
}
