import Display

/// Lines or bars over two axes.
///
/// Series differ by dash and marker (lines) or by hatching (bars), not only by colour.
enum ChartSVG {
    private static let width = 400.0
    private static let height = 280.0
    private static let right = 14.0
    private static let styles = 6

    static func render(_ chart: Chart, title: String?) -> String {
        let series = chart.series.map(Points.init)
        let all = series.flatMap(\.points)
        let legendRows =
            chart.series.count > 1 || chart.series.first?.name.isEmpty == false
            ? legendLayout(chart.series.map(\.name)) : []
        let top = (chart.title.isEmpty ? 12.0 : 32.0) + Double(legendRows.count) * 20
        let bottom = height - 46

        let isBars = chart.mark == .bar
        let yTicks = Ticks(over: all.map(\.y) + (isBars ? [0] : ends(chart.yRange)), about: 5)
        let labels = yTicks.values.map { FigureNumber.text(Float($0)) }
        let left = 26 + max(20, (labels.map { SVG.width(of: $0, size: 12) }.max() ?? 0)) + 6
        let xTicks =
            isBars
            ? Ticks(categories: all.map(\.x)) : Ticks(over: all.map(\.x) + ends(chart.xRange), about: 6)
        let frame = Frame(
            left: left, right: width - right, top: top, bottom: bottom, x: xTicks.range, y: yTicks.range)

        var body = ""
        if !chart.title.isEmpty { body += SVG.text(chart.title, x: width / 2, y: 18, class: "name") }
        body += legend(chart, rows: legendRows, top: chart.title.isEmpty ? 14 : 36)
        for (tick, label) in zip(yTicks.values, labels) {
            body += SVG.line(frame.left, frame.y(tick), frame.right, frame.y(tick), class: "grid-line")
            body += SVG.text(label, x: frame.left - 6, y: frame.y(tick) + 4, class: "tick", anchor: "end")
        }
        for tick in xTicks.values {
            body += SVG.line(frame.x(tick), frame.bottom, frame.x(tick), frame.bottom + 4, class: "axis")
            body += SVG.text(FigureNumber.text(Float(tick)), x: frame.x(tick), y: frame.bottom + 18, class: "tick")
        }
        for (index, points) in series.enumerated() {
            body +=
                isBars
                ? bars(points, index: index, of: series.count, frame, xTicks)
                : lineSeries(points, index: index, frame)
        }
        body += SVG.line(frame.left, frame.top, frame.left, frame.bottom, class: "axis")
        body += SVG.line(frame.left, frame.bottom, frame.right, frame.bottom, class: "axis")
        body += SVG.text(chart.xLabel, x: (frame.left + frame.right) / 2, y: height - 8, class: "axis-name")
        let middle = (frame.top + frame.bottom) / 2
        body += SVG.text(
            chart.yLabel, x: 14, y: middle, class: "axis-name",
            extra: " transform=\"rotate(-90 14 \(SVG.number(middle)))\"")
        return SVG.document(width: width, height: height, class: "chart", title: title, body)
    }

    private static func ends(_ range: ClosedRange<Float>?) -> [Double] {
        range.map { [Double($0.lowerBound), Double($0.upperBound)].filter(\.isFinite) } ?? []
    }

    /// The pairs that can be drawn; a gap where a value is not finite.
    private struct Points {
        var runs: [[(x: Double, y: Double)]] = [[]]
        var points: [(x: Double, y: Double)] { runs.flatMap { $0 } }

        init(_ series: Chart.Series) {
            for (x, y) in zip(series.x, series.y) {
                if x.isFinite, y.isFinite {
                    runs[runs.count - 1].append((Double(x), Double(y)))
                } else if runs.last?.isEmpty == false {
                    runs.append([])
                }
            }
        }
    }

    private struct Frame {
        var left, right, top, bottom: Double
        var x, y: ClosedRange<Double>

        func x(_ value: Double) -> Double {
            left + (value - x.lowerBound) / (x.upperBound - x.lowerBound) * (right - left)
        }
        func y(_ value: Double) -> Double {
            bottom - (value - y.lowerBound) / (y.upperBound - y.lowerBound) * (bottom - top)
        }
    }

    private static func lineSeries(_ points: Points, index: Int, _ frame: Frame) -> String {
        let style = index % styles
        var body = ""
        for run in points.runs where run.count > 1 {
            let path = run.map { "\(SVG.number(frame.x($0.x))) \(SVG.number(frame.y($0.y)))" }.joined(separator: "L")
            body += "<path class=\"series s\(style)\" d=\"M\(path)\"/>\n"
        }
        let all = points.points
        // Markers at every point of a long curve would only thicken it.
        let step = max(1, (all.count + 15) / 16)
        for (position, point) in all.enumerated() where position % step == 0 {
            body += marker(style, x: frame.x(point.x), y: frame.y(point.y))
        }
        return body
    }

    private static func marker(_ style: Int, x: Double, y: Double) -> String {
        let n = SVG.number
        return switch style {
        case 0: "<circle class=\"mark s0\" cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"3.5\"/>\n"
        case 1: "<rect class=\"mark s1\" x=\"\(n(x - 3.2))\" y=\"\(n(y - 3.2))\" width=\"6.4\" height=\"6.4\"/>\n"
        case 2: "<path class=\"mark s2\" d=\"M\(n(x)) \(n(y - 4.2))l4.2 7.4h-8.4z\"/>\n"
        case 3: "<path class=\"mark s3\" d=\"M\(n(x)) \(n(y - 4.6))l4.6 4.6l-4.6 4.6l-4.6 -4.6z\"/>\n"
        case 4: "<path class=\"mark s4\" d=\"M\(n(x)) \(n(y + 4.2))l4.2 -7.4h-8.4z\"/>\n"
        default: "<path class=\"mark open s5\" d=\"M\(n(x - 3.5)) \(n(y - 3.5))l7 7m0 -7l-7 7\"/>\n"
        }
    }

    private static func bars(_ points: Points, index: Int, of count: Int, _ frame: Frame, _ ticks: Ticks) -> String {
        let slot = (frame.right - frame.left) / (ticks.range.upperBound - ticks.range.lowerBound) * ticks.step
        let width = max(1, slot * 0.72 / Double(count))
        return points.points.map { point in
            let x = frame.x(point.x) + (Double(index) - Double(count) / 2) * width
            let (a, b) = (frame.y(max(point.y, 0)), frame.y(min(point.y, 0)))
            return "<rect class=\"bar s\(index % styles)\" x=\"\(SVG.number(x))\" y=\"\(SVG.number(a))\""
                + " width=\"\(SVG.number(width))\" height=\"\(SVG.number(max(b - a, 0.5)))\"/>\n"
        }.joined()
    }

    private static func legendLayout(_ names: [String]) -> [[(index: Int, x: Double)]] {
        var rows: [[(index: Int, x: Double)]] = [[]]
        var x = 30.0
        for (index, name) in names.enumerated() {
            let width = 34 + SVG.width(of: name, size: 12) + 14
            if x + width > Self.width, rows.last?.isEmpty == false {
                rows.append([])
                x = 30
            }
            rows[rows.count - 1].append((index, x))
            x += width
        }
        return names.isEmpty ? [] : rows
    }

    private static func legend(_ chart: Chart, rows: [[(index: Int, x: Double)]], top: Double) -> String {
        var body = ""
        for (row, entries) in rows.enumerated() {
            let y = top + Double(row) * 20
            for entry in entries {
                let style = entry.index % styles
                if chart.mark == .bar {
                    body +=
                        "<rect class=\"bar s\(style)\" x=\"\(SVG.number(entry.x + 8))\" y=\"\(SVG.number(y - 6))\""
                        + " width=\"16\" height=\"11\"/>\n"
                } else {
                    body += "<path class=\"series s\(style)\" d=\"M\(SVG.number(entry.x)) \(SVG.number(y))h28\"/>\n"
                    body += marker(style, x: entry.x + 14, y: y)
                }
                body += SVG.text(
                    chart.series[entry.index].name, x: entry.x + 34, y: y + 4, class: "tick", anchor: "start")
            }
        }
        return body
    }
}
