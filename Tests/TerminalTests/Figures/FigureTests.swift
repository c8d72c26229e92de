import Display
import Grading
import Testing

@testable import Chapters
@testable import Terminal

@Suite struct FigureTests {
    private func lines(_ panels: [Panel], width: Int = 60, color: ColorLevel = .none, caption: String = "") -> [String]
    {
        let figure = Figure(caption: caption, alt: "代わりの文", panels: panels)
        let style = TerminalStyle(width: width, color: color)
        let renderer = BlockRenderer(chapter: Fixture.chapter([]), report: Fixture.report(), style: style)
        return Palette(level: color).encode(renderer.figureLines(figure, width: width))
            .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    private let input = Grid(
        title: "入力", rows: 3, columns: 3, values: [0, 1, 2, 3, 4, 5, 6, 7, .nan],
        regions: [Grid.Region(row: 0, column: 1, height: 2, width: 2)])

    @Test func regionsHaveBracketsWithoutColour() {
        #expect(
            lines([.grid(input)], caption: "説明") == [
                "   入力", "┌─────────┐", "│ 0 [1  2]│", "│ 3 [4  5]│", "│ 6  7  · │", "└─────────┘", "図: 説明",
            ])
    }

    @Test func regionsHaveColourAsWell() {
        #expect(lines([.grid(input)], color: .basic)[2].contains("\u{1B}[1;31m[1\u{1B}[0m"))
    }

    @Test func panelsStandSideBySideOrBelow() {
        let kernel = Grid(rows: 1, columns: 2, values: [0.5, -0.25])
        let panels: [Panel] = [.grid(input), .symbol("∗"), .grid(kernel)]
        #expect(
            lines(panels).prefix(6) == [
                "   入力", "┌─────────┐     ┌──────────────┐", "│ 0 [1  2]│  ∗  │  0.50  -0.25 │",
                "│ 3 [4  5]│     └──────────────┘", "│ 6  7  · │", "└─────────┘",
            ])
        #expect(lines(panels, width: 20).width <= 20)
        #expect(lines(panels, width: 20).count > lines(panels).count)
    }

    @Test func shadesWhenNoValuesAreShown() {
        let image = Grid(rows: 1, columns: 5, values: [0, 1, 2, 3, 4], showsValues: false)
        #expect(
            lines([.grid(image)], caption: "明") == [
                "┌──────────┐", "│  ░░▒▒▓▓██│", "└──────────┘", "0 ░▒▓█ 4", "図: 明",
            ])
        #expect(lines([.grid(image)], color: .palette256)[1].contains("38;5;232m██"))
    }

    @Test func bigImagesAreMadeSmaller() {
        let image = Grid(
            rows: 224, columns: 224, values: (0..<224 * 224).map { Float($0 % 224) }, showsValues: false)
        let drawn = lines([.grid(image)], width: 40)
        #expect(drawn.width <= 40 && drawn.count < 60 && drawn.contains { $0.contains("1/") })
    }

    @Test func programsMayLieAboutTheirGrids() {
        let grids = [
            Grid(rows: Int.max, columns: Int.max, values: [1, 2, 3]), Grid(rows: -1, columns: 3, values: [1]),
            Grid(rows: 2, columns: 2, values: []),
            Grid(
                rows: 1, columns: 2, values: [.infinity, -.infinity, .nan],
                regions: [
                    Grid.Region(row: .max, column: .max, height: .max, width: .max, group: .min),
                    Grid.Region(row: -5, column: -5, height: .max, width: .max, group: .max),
                ]),
            Grid(
                rows: 1, columns: 2, values: [.greatestFiniteMagnitude, -.greatestFiniteMagnitude], showsValues: false),
        ]
        for grid in grids { for width in [1, 4, 20, 80] { _ = lines([.grid(grid)], width: width) } }
        #expect(lines([.grid(grids[2])]) == ["図: 代わりの文"])
    }

    private func chart(_ mark: Chart.Mark, _ series: [[Float]]) -> Chart {
        let all = series.enumerated().map { index, ys in
            Chart.Series(name: ["訓練", "検証"][index % 2], x: ys.indices.map(Float.init), y: ys)
        }
        return Chart(title: "損失", xLabel: "エポック", yLabel: "loss", mark: mark, series: all)
    }

    @Test func linesHaveAxesAndALegendThatNeedsNoColour() {
        let drawn = lines([.chart(chart(.line, [[4, 2, 1, 0.5], [4, 3, 2.5, 2.2]]))], width: 50)
        #expect(drawn[0].hasPrefix("損失") && drawn[1].hasPrefix("loss"))
        #expect(drawn[2].hasPrefix("4 ┤") && drawn[11].hasPrefix("  │"))
        #expect(drawn[2...11].filter { $0.contains("┤") }.map { $0.prefix(1) } == ["4", "3", "2", "1"])
        #expect(drawn[12].filter { $0 == "┬" }.count == 4)
        #expect(drawn[13].split(separator: " ") == ["0", "1", "2", "3"])
        #expect(drawn[14].contains("エポック") && drawn[15].hasPrefix("o 訓練   x 検証"))
        #expect(drawn[3...11].joined().contains("x") && drawn[3...11].joined().contains("o"))
    }

    @Test func ticksAreRound() {
        func labels(_ lower: Double, _ upper: Double, whole: Bool = false) -> [String] {
            AxisTicks(from: lower, to: upper, wholeNumbers: whole).labels
        }
        #expect(labels(0.5625, 25) == ["5", "10", "15", "20", "25"])
        #expect(labels(1, 4) == ["1", "2", "3", "4"])
        #expect(labels(0, 1) == ["0.0", "0.5", "1.0"])
        #expect(labels(0, 2, whole: true) == ["0", "1", "2"])
        #expect(labels(-0.3, 0.3) == ["-0.2", "0.0", "0.2"])
        #expect(labels(0, 1000) == ["0", "500", "1000"])
        #expect(labels(3.5, 4.5).contains("4.0"))
    }

    @Test func thereAreThreeToSevenTicksOnEveryAxis() {
        for lower in [-7.3, -1, 0, 0.001, 3, 99] {
            for size in stride(from: 0.011, to: 1e6, by: 997.13) {
                let ticks = AxisTicks(from: lower, to: lower + size)
                #expect((3...7).contains(ticks.values.count), "\(lower) \(size)")
                #expect(Set(ticks.labels).count == ticks.labels.count)
            }
        }
    }

    @Test func barsStandOrLie() {
        let standing = lines([.chart(chart(.bar, [[1, 2, 4]]))], width: 50)
        #expect(
            standing.joined().contains("███")
                && standing.contains { $0.hasPrefix("  0   1   2") || $0.contains("0   1   2") })
        #expect(standing.compactMap { $0.contains("┤") ? $0.prefix(1) : nil } == ["4", "3", "2", "1"])
        let many = lines([.chart(chart(.bar, [(0..<40).map { Float($0) }]))], width: 60)
        #expect(many.contains { $0.split(separator: " ") == ["0", "10", "20", "30"] })
        let lying = lines([.chart(chart(.bar, [[1, -2], [3, 4]]))], width: 50)
        #expect(lying.contains { $0.hasPrefix("1 o │▒") && $0.hasSuffix(" -2") })
    }

    @Test func chartsWithNothingToDraw() {
        let empty = chart(.line, [[.nan, .infinity]])
        #expect(lines([.chart(empty)]) == ["図: 代わりの文"])
        #expect(lines([.chart(chart(.line, [[1, 2]]))], width: 6).joined() == "図: 代わりの文")
        #expect(lines([.symbol("=")]) == ["図: 代わりの文"])
        for values: [Float] in [[3], [3, 3], [-.greatestFiniteMagnitude, .greatestFiniteMagnitude]] {
            for mark in [Chart.Mark.line, .bar] { #expect(!lines([.chart(chart(mark, [values]))]).isEmpty) }
        }
        #expect(lines([.chart(chart(.bar, [(0..<500).map(Float.init)]))]).width <= 60)
    }

    @Test(arguments: [
        (Float(0), "0"), (12, "12"), (0.25, "0.25"), (1.005, "1"), (123.456, "123.5"), (1e7, "1e7"),
        (-2.5e-5, "-2.5e-5"),
        (.nan, "·"), (.infinity, "∞"), (-0.5, "-0.5"), (9.999e6, "1e7"),
    ])
    func shortNumbers(value: Float, text: String) {
        #expect(NumberText.short(value) == text)
    }
}

extension [String] {
    fileprivate var width: Int { map { DisplayWidth.of($0) }.max() ?? 0 }
}
