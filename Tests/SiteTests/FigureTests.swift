import Display
import Testing

@testable import Site

@Suite struct FigureTests {
    private func figure(_ panels: Panel...) -> String {
        let html = FigureHTML.render(Figure(caption: "図 1", alt: "説明 <b>", panels: panels))
        #expect(WellFormed.problems(in: html) == [])
        #expect(!html.contains("nan"))
        #expect(!html.contains("inf"))
        return html
    }

    @Test func aGridHasShadesNumbersAndRegions() {
        let html = figure(
            .grid(
                Grid(
                    title: "入力", rows: 2, columns: 2, values: [0, 1.5, -3, .nan],
                    regions: [.init(row: 0, column: 0, width: 2, group: 1), .init(row: 5, column: 5)])))
        #expect(html.contains("role=\"img\" aria-label=\"説明 &lt;b&gt;\""))
        #expect(html.contains("<title>説明 &lt;b&gt;</title>"))
        #expect(html.contains("<figcaption>図 1</figcaption>"))
        for number in [">0<", ">1.5<", ">−3<"] { #expect(html.contains(number)) }
        #expect(html.contains("class=\"region r1\""))
        #expect(html.contains("class=\"empty\""))
        #expect(!html.contains("region r0"))
    }

    @Test func shadesStayLightEnoughForNumbers() throws {
        let html = figure(.grid(Grid(rows: 1, columns: 3, values: [0, 5, 10])))
        let opacities = html.matches(of: /fill-opacity="([0-9.]+)"/).compactMap { Double($0.1) }
        #expect(opacities == [0.15, 0.3])
        let picture = figure(.grid(Grid(rows: 1, columns: 2, values: [0, 10], showsValues: false)))
        #expect(picture.contains("fill-opacity=\"0.92\""))
    }

    @Test func aRowOfDigitsIsOneElement() {
        let html = figure(.grid(Grid(rows: 2, columns: 3, values: [1, .nan, 3, 10, 5, 6])))
        #expect(html.contains("<text x=\"20 84\" y=\"25\">13</text>"))
        for text in ["<text x=\"20\" y=\"57\">10<", "<text x=\"52\" y=\"57\">5<", "<text x=\"84\" y=\"57\">6<"] {
            #expect(html.contains(text))
        }
    }

    @Test func severalPanelsAreOnePicture() {
        let grid = Panel.grid(Grid(rows: 1, columns: 1, values: [1]))
        let html = figure(grid, .symbol("∗"), grid, .symbol("="), grid)
        #expect(html.occurrences(of: "role=\"img\"") == 1)
        #expect(html.occurrences(of: "aria-hidden=\"true\"") == 3)
        #expect(html.contains("<span class=\"symbol\">∗</span>"))
    }

    @Test func oddGridsAreDrawnAllTheSame() {
        _ = figure(.grid(Grid(rows: 0, columns: 0, values: [])))
        _ = figure(.grid(Grid(rows: 2, columns: 2, values: [1])))
        _ = figure(.grid(Grid(rows: 1, columns: 1, values: [.nan])))
        _ = figure(.grid(Grid(rows: 1, columns: 3, values: [.infinity, -.infinity, .greatestFiniteMagnitude])))
        _ = figure(.grid(Grid(rows: 1, columns: 1, values: [1], regions: [.init(row: .max, column: 0, height: .max)])))
        _ = figure()
    }

    @Test func aLargeMatrixIsAveraged() {
        let html = figure(
            .grid(Grid(rows: 500, columns: 300, values: (0..<150_000).map { Float($0 % 7) }, showsValues: true)))
        #expect(html.utf8.count < 200_000)
    }

    @Test func aChartHasAxesTicksAndALegend() {
        let series = [
            Chart.Series(name: "訓練", x: [0, 1, 2], y: [2, 1, 0.5]),
            Chart.Series(name: "検証", x: [0, 1, 2], y: [2, .nan, 1]),
        ]
        let html = figure(.chart(Chart(title: "損失", xLabel: "エポック", yLabel: "値", series: series)))
        for text in [">損失<", ">エポック<", ">値<", ">訓練<", ">検証<", ">0.5<", ">1.5<", "series s0", "series s1", "mark s1"] {
            #expect(html.contains(text), "\(text)")
        }
    }

    @Test func barsStartAtZero() {
        let html = figure(
            .chart(Chart(xLabel: "層", yLabel: "数", mark: .bar, series: [.init(name: "", x: [1, 2], y: [10, -5])])))
        #expect(html.occurrences(of: "class=\"bar s0\"") == 2)
        #expect(html.contains(">−5<"))
    }

    @Test func oddChartsAreDrawnAllTheSame() {
        let xs: [[Float]] = [
            [], [.nan], [1], [1, 1], [-.greatestFiniteMagnitude, .greatestFiniteMagnitude], [0, 1e-38],
        ]
        for mark in [Chart.Mark.line, .bar] {
            for x in xs {
                for y in xs {
                    _ = figure(.chart(Chart(xLabel: "", yLabel: "", mark: mark, series: [.init(name: "", x: x, y: y)])))
                }
            }
        }
        _ = figure(.chart(Chart(xLabel: "", yLabel: "", series: [])))
    }

    @Test(arguments: [
        (0, 10, [0, 2, 4, 6, 8, 10]), (0.1, 0.97, [0, 0.2, 0.4, 0.6, 0.8, 1]), (5, 5, [2, 3, 4, 5, 6, 7, 8]),
    ])
    func ticksAreRound(low: Double, high: Double, expected: [Double]) {
        let ticks = Ticks(over: [low, high], about: 5).values
        #expect(ticks.count == expected.count)
        #expect(zip(ticks, expected).allSatisfy { abs($0 - $1) < 1e-9 })
    }

    @Test(arguments: [
        (Float(0), "0"), (1, "1"), (-2, "−2"), (0.5, "0.5"), (1.125, "1.13"), (0.3333333, "0.333"), (123.456, "123.5"),
        (1e8, "1e+08"), (0.0001, "0.0001"), (-0.0, "0"), (.nan, ""), (.infinity, "∞"),
    ])
    func numbersAreShort(value: Float, text: String) {
        #expect(FigureNumber.text(value) == text)
    }

    @Test func coordinatesHaveNoExponent() {
        #expect(
            [0, 1, -0.5, 2.345, 0.05, -0.001, 1e300, .nan].map(SVG.number) == [
                "0", "1", "-0.5", "2.35", "0.05", "0", "0", "0",
            ])
    }
}
