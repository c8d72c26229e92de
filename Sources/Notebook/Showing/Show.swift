import ConvNet
@_exported import Display

/// Shows a tensor as a table: one plane for each index of all but its last two axes.
///
/// The table's text is part of the cell's standard output, so an `output` fence can hold it.
///
///     show(Tensor([[1, 2], [3, 4]]), "入力")
///
/// - Parameters:
///   - tensor: A tensor of any rank. Planes beyond the 16th, and rows and columns beyond the 40th, are left out.
///   - title: Written above the table.
public func show(_ tensor: Tensor, _ title: String = "") {
    Channel.send("table", 0, JSONText.encode(NumberTable(tensor, title: title)))
}

/// Shows a value as a line of text.
public func show<Value>(_ value: Value, _ title: String = "") {
    print(title.isEmpty ? "\(value)" : "\(title): \(value)")
}

/// Draws a figure: panels side by side, as SVG in a page and with block characters in a terminal.
///
///     figure(.grid(x, title: "入力"), .symbol("∗"), .grid(k), caption: "…", alt: "…")
///
/// - Parameters:
///   - panels: Left to right.
///   - caption: Written below the figure.
///   - alt: What the picture says, for someone who can't see it.
public func figure(_ panels: Panel..., caption: String, alt: String) {
    figure(panels, caption: caption, alt: alt)
}

/// Draws a figure of panels that are in a list already, such as one for each step of something.
///
/// - Parameters:
///   - panels: Left to right.
///   - caption: Written below the figure.
///   - alt: What the picture says, for someone who can't see it.
public func figure(_ panels: [Panel], caption: String, alt: String) {
    Channel.send("figure", 0, JSONText.encode(Figure(caption: caption, alt: alt, panels: panels)))
}

/// Draws a figure that changes step by step, with a caption for each step.
///
/// A published page shows one step at a time, to be stepped by button, key or swipe; on paper, without script and in a
/// terminal the steps stand one after another.
///
///     figure(steps: .slidingKernel(image, kernel), caption: "…", alt: "…")
///
/// Traps unless there are 1 to 100 steps: a page holds all of them.
///
/// - Parameters:
///   - steps: In order; see the ready-made ones, such as `slidingKernel`.
///   - caption: Written below the figure.
///   - alt: What the whole picture says, for someone who can't see it.
public func figure(steps: [Figure.Step], caption: String, alt: String) {
    orTrap { () throws(ShapeError) in
        try ShapeCheck("figure", ["steps": [steps.count]]).require(
            1...Figure.mostSteps ~= steps.count,
            "a figure has 1 to \(Figure.mostSteps) steps, this one would have \(steps.count)")
    }
    Channel.send("figure", 0, JSONText.encode(Figure(caption: caption, alt: alt, steps: steps)))
}

extension Figure {
    /// A page holds every step of its figures.
    static let mostSteps = 100
}

extension Panel {
    /// The cells of a matrix (or of a vector, as one row), shaded by value.
    ///
    /// A tensor of rank 4 or 3 must have a single plane: leading axes of length 1.
    public static func grid(
        _ tensor: Tensor, title: String = "", showsValues: Bool = true, regions: [Grid.Region] = []
    ) -> Panel {
        let columns = tensor.shape.last ?? 1
        let rows = columns == 0 ? 0 : tensor.count / columns
        return .grid(
            Grid(
                title: title, rows: rows, columns: columns, values: tensor.values, showsValues: showsValues,
                regions: regions))
    }

    /// Lines or bars over two axes.
    public static func chart(
        title: String = "", xLabel: String, yLabel: String, mark: Chart.Mark = .line, series: [Chart.Series]
    ) -> Panel {
        .chart(Chart(title: title, xLabel: xLabel, yLabel: yLabel, mark: mark, series: series))
    }
}

extension NumberTable {
    /// The planes of a tensor, formatted as `print` would.
    init(_ tensor: Tensor, title: String) {
        let columns = tensor.rank == 0 ? 1 : tensor.shape[tensor.rank - 1]
        let rows = tensor.rank < 2 ? 1 : tensor.shape[tensor.rank - 2]
        let leading = Array(tensor.shape.dropLast(2))
        let planeSize = rows * columns
        let planeCount = planeSize == 0 ? 0 : tensor.count / planeSize
        // The same way for all numbers, and the same as `print(tensor)` writes them.
        let texts = tensor.elementTexts
        var planes: [Plane] = []
        for plane in 0..<min(planeCount, 16) {
            var index: [Int] = []
            var rest = plane
            for axis in leading.reversed() {
                index.insert(rest % axis, at: 0)
                rest /= axis
            }
            let cells = (0..<min(rows, 40)).map { row in
                (0..<min(columns, 40)).map { texts[plane * planeSize + row * columns + $0] }
            }
            planes.append(Plane(index: index, rows: cells))
        }
        self.init(title: title, shape: tensor.shape, planes: planes, text: "")
        text = plainText(isCut: planeCount > 16 || rows > 40 || columns > 40)
    }

    private func plainText(isCut: Bool) -> String {
        var lines = [(title.isEmpty ? "" : title + " ") + "\(shape)"]
        let width = planes.flatMap(\.rows).flatMap { $0 }.map(\.count).max() ?? 0
        for plane in planes {
            if planes.count > 1 {
                lines.append("[" + plane.index.map { "\($0)" }.joined(separator: ", ") + ", :, :]")
            }
            for row in plane.rows {
                lines.append(
                    row.map { String(repeating: " ", count: width - $0.count) + $0 }.joined(separator: "  "))
            }
        }
        if isCut { lines.append("…") }
        return lines.joined(separator: "\n") + "\n"
    }
}
