import Display

/// Lines as braille dots, or bars as blocks, with axes, labels and a legend.
///
/// Several series are told apart by letters on their points as well as by colour.
struct ChartPicture {
    static let markers: [Character] = ["o", "x", "+", "*", "#", "@", "%", "&"]
    private static let maximumColumns = 60
    private static let plotRows = 10

    let chart: Chart

    init(_ chart: Chart) {
        self.chart = chart
    }

    /// The picture, at most `width` columns wide; nil when there is no finite point or no room.
    func draw(width: Int) -> Picture? {
        let series = chart.series.map { series in
            zip(series.x, series.y).filter { $0.isFinite && $1.isFinite }.map { (x: Double($0), y: Double($1)) }
        }
        guard series.contains(where: { !$0.isEmpty }) else { return nil }
        var body: [StyledText]?
        if chart.mark == .bar {
            body = BarPicture(series: series).draw(width: width)
            if !chart.xLabel.isEmpty { body? += StyledText(chart.xLabel, .dim).wrapped(to: width) }
        }
        guard let plot = body ?? linePlot(series, width: width) else { return nil }
        var lines: [StyledText] = []
        if !chart.title.isEmpty { lines += StyledText(chart.title, .bold).wrapped(to: width) }
        if !chart.yLabel.isEmpty { lines += StyledText(chart.yLabel, .dim).wrapped(to: width) }
        lines += plot
        lines += legend(width: width)
        return Picture(lines)
    }

    private func linePlot(_ series: [[(x: Double, y: Double)]], width: Int) -> [StyledText]? {
        let points = series.joined()
        let xs = Self.range(points.map(\.x) + Self.ends(chart.xRange))
        let ys = Self.range(points.map(\.y) + Self.ends(chart.yRange))
        let ticks = AxisTicks(from: ys.lower, to: ys.upper)
        let labelWidth = ticks.labels.map { DisplayWidth.of($0) }.max() ?? 1
        let columns = min(Self.maximumColumns, width - labelWidth - 2)
        guard columns >= 8 else { return nil }
        var canvas = BrailleCanvas(columns: columns, rows: Self.plotRows)
        func place(_ point: (x: Double, y: Double)) -> (x: Int, y: Int) {
            let x = (point.x - xs.lower) / (xs.upper - xs.lower) * Double(canvas.dotColumns - 1)
            let y = (ys.upper - point.y) / (ys.upper - ys.lower) * Double(canvas.dotRows - 1)
            return (Int(x.rounded()), Int(y.rounded()))
        }
        for (owner, points) in series.enumerated() {
            let places = points.map(place)
            for (start, end) in zip(places, places.dropFirst()) { canvas.line(from: start, to: end, owner: owner) }
            if places.count == 1 { canvas.set(places[0].x, places[0].y, owner: owner) }
            let isSparse = points.count <= columns / 4
            guard series.count > 1 || points.count == 1 || isSparse, !places.isEmpty else { continue }
            // On a dense line, about eight letters, not in the same columns as the other series'.
            let step = isSparse ? 1 : max(1, points.count / 8)
            for index in stride(from: isSparse ? 0 : owner * step / 2 % step, to: places.count, by: step) {
                canvas.mark(places[index].x, places[index].y, Self.markers[owner % 8], owner: owner)
            }
        }
        let labels = zip(ticks.values, ticks.labels).map { (place: place((xs.lower, $0)).y / 4, text: $1) }
        var lines = (0..<Self.plotRows).map { row in
            let label = labels.first { $0.place == row }?.text
            let axis = StyledText(visible: label ?? "").padded(to: labelWidth, .right)
            return axis + StyledText(visible: label == nil ? " │" : " ┤", .dim) + canvas.line(row)
        }
        let areWhole = points.allSatisfy { $0.x == $0.x.rounded() }
        let xTicks = AxisTicks(from: xs.lower, to: xs.upper, wholeNumbers: areWhole)
        let marks = zip(xTicks.values, xTicks.labels).map { (place: place(($0, ys.lower)).x / 2, text: $1) }
        let indent = StyledText(visible: String(repeating: " ", count: labelWidth + 1))
        lines += Self.horizontalAxis(marks, columns: columns).prefixed(indent)
        let name = StyledText(chart.xLabel, .dim)
        if !name.isEmpty, name.width <= columns {
            lines.append(indent + StyledText(visible: " ") + name.padded(to: columns, .center))
        } else {
            lines += name.wrapped(to: width).filter { !$0.isEmpty }
        }
        return lines
    }

    /// The axis with its marks, and under each mark its label as far as there is room.
    static func horizontalAxis(_ marks: [(place: Int, text: String)], columns: Int) -> [StyledText] {
        var axis = Array(repeating: "─", count: columns)
        var labels = ""
        var end = 0
        for (place, text) in marks where axis.indices.contains(place) {
            let width = DisplayWidth.of(text)
            let start = max(0, min(place - (width - 1) / 2, columns - width))
            guard end == 0 || start > end, start + width <= columns else { continue }
            axis[place] = "┬"
            labels += String(repeating: " ", count: start - end) + text
            end = start + width
        }
        return [StyledText(visible: "└" + axis.joined(), .dim), StyledText(visible: " " + labels)]
    }

    private static func ends(_ range: ClosedRange<Float>?) -> [Double] {
        range.map { [Double($0.lowerBound), Double($0.upperBound)].filter(\.isFinite) } ?? []
    }

    /// From the least to the greatest value, never empty.
    private static func range(_ values: [Double]) -> (lower: Double, upper: Double) {
        let lower = values.min() ?? 0
        let upper = values.max() ?? 1
        return upper > lower ? (lower, upper) : (lower - 0.5 * max(1, abs(lower)), upper + 0.5 * max(1, abs(upper)))
    }

    private func legend(width: Int) -> [StyledText] {
        let names = chart.series.map(\.name)
        guard names.contains(where: { !$0.isEmpty }) else { return [] }
        var result = StyledText()
        for (index, name) in names.enumerated() {
            if index > 0 { result.append(visible: "   ") }
            let mark = names.count > 1 ? String(Self.markers[index % 8]) : "─"
            result.append(visible: mark + " ", Attributes(.group(index), .bold))
            result.append(name)
        }
        return result.wrapped(to: width)
    }
}

/// Bars: standing ones for one series of values from zero up, lying ones with their numbers for all else.
struct BarPicture {
    private static let height = 8
    private static let maximumLyingBars = 60

    var series: [[(x: Double, y: Double)]]

    /// Nil when there are too many bars: a line says the same.
    func draw(width: Int) -> [StyledText]? {
        if series.count == 1, series[0].allSatisfy({ $0.y >= 0 }), let lines = standing(series[0], width: width) {
            return lines
        }
        return series.map(\.count).reduce(0, +) <= Self.maximumLyingBars ? lying(width: width) : nil
    }

    private func standing(_ bars: [(x: Double, y: Double)], width: Int) -> [StyledText]? {
        let greatest = bars.map(\.y).max() ?? 0
        let ticks = AxisTicks(from: 0, to: greatest)
        let labelWidth = ticks.labels.map { DisplayWidth.of($0) }.max() ?? 1
        let labels = bars.map { NumberText.short(Float($0.x)) }
        let widest = labels.map { DisplayWidth.of($0) }.max() ?? 1
        let room = width - labelWidth - 2
        guard !bars.isEmpty, room / bars.count >= 1 else { return nil }
        let isLabelled = room / bars.count > max(2, widest)
        let slot = isLabelled ? min(max(4, widest + 1), room / bars.count) : min(3, room / bars.count)
        let barWidth = max(1, slot - 1)
        func height(_ y: Double) -> Int {
            greatest > 0 ? Int((y / greatest * Double(Self.height * 8)).rounded()) : 0
        }
        let eighths = bars.map { height($0.y) }
        // A mark stands in the row that a bar of its height ends in; 0 is the axis itself.
        let marks = zip(ticks.values, ticks.labels).map { (row: (height($0) + 7) / 8, text: $1) }
        var lines = (0..<Self.height).map { row in
            let floor = (Self.height - 1 - row) * 8
            let label = marks.first { $0.row == Self.height - row }?.text
            let axis = StyledText(visible: label ?? "").padded(to: labelWidth, .right)
            var line = axis + StyledText(visible: label == nil ? " │" : " ┤", .dim)
            for eighth in eighths {
                let fill = min(8, max(0, eighth - floor))
                let block = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"][fill]
                line.append(visible: String(repeating: block, count: barWidth), Attributes(.group(0)))
                line.append(visible: String(repeating: " ", count: slot - barWidth))
            }
            return line
        }
        let indent = StyledText(visible: String(repeating: " ", count: labelWidth + 1))
        let zero = StyledText(visible: "0").padded(to: labelWidth, .right) + StyledText(visible: " ")
        if isLabelled {
            lines.append(zero + StyledText(visible: "└" + String(repeating: "─", count: slot * bars.count), .dim))
            var line = indent + StyledText(visible: " ")
            for label in labels { line.append(StyledText(visible: label).padded(to: slot)) }
            lines.append(line)
        } else {
            // Every so many bars, from the first.
            let places = AxisTicks(from: 0, to: Double(bars.count - 1), wholeNumbers: true).values.map { Int($0) }
            let marks = places.filter(labels.indices.contains).map { (place: $0 * slot, text: labels[$0]) }
            let axis = ChartPicture.horizontalAxis(marks, columns: slot * bars.count)
            lines += axis.prefixed(first: zero, rest: indent)
        }
        return lines
    }

    private func lying(width: Int) -> [StyledText]? {
        let count = series.map(\.count).max() ?? 0
        let greatest = series.joined().map { abs($0.y) }.max() ?? 0
        let labels = series.map { $0.map { NumberText.short(Float($0.x)) } }
        let values = series.map { $0.map { NumberText.short(Float($0.y)) } }
        let labelWidth = labels.joined().map { DisplayWidth.of($0) }.max() ?? 1
        let valueWidth = values.joined().map { DisplayWidth.of($0) }.max() ?? 1
        let room = min(50, width - labelWidth - valueWidth - (series.count > 1 ? 5 : 3))
        guard room >= 4 else { return nil }
        var lines: [StyledText] = []
        for index in 0..<count {
            var label = labels.first { $0.indices.contains(index) }?[index] ?? ""
            for (owner, bars) in series.enumerated() where bars.indices.contains(index) {
                let y = bars[index].y
                let eighths = greatest > 0 ? Int((abs(y) / greatest * Double(room * 8)).rounded()) : 0
                var line = StyledText(visible: label).padded(to: labelWidth, .right)
                label = ""
                if series.count > 1 {
                    line.append(visible: " \(ChartPicture.markers[owner % 8])", Attributes(.group(owner), .bold))
                }
                line.append(visible: " │", .dim)
                // Negative bars are hatched, so that the sign shows without colour and before the number.
                let full: Character = y < 0 ? "▒" : "█"
                let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][y < 0 ? 0 : eighths % 8]
                line.append(
                    visible: String(repeating: full, count: eighths / 8) + rest, Attributes(.group(owner)))
                line.append(visible: " " + values[owner][index])
                lines.append(line)
            }
        }
        return lines
    }
}
