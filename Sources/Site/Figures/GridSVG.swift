import Display

/// A matrix of shaded cells, its numbers, and the regions that stand out.
///
/// Shades are `currentColor` with an opacity, so that the drawing follows light and dark and prints in black. Where
/// numbers stand in the cells the darkest shade stays light enough to read them (contrast above 4.5:1 in both).
enum GridSVG {
    /// Beyond this a cell is less than a pixel or two wide anyway: larger matrices are averaged down.
    private static let mostCells = 96
    private static let shades = 24

    /// `layout`: what it shares with the grids of other steps; nil for a grid by itself.
    static func render(_ grid: Grid, title: String?, layout: GridLayout? = nil) -> String {
        guard grid.rows > 0, grid.columns > 0, grid.values.count == grid.rows * grid.columns else {
            return SVG.document(width: 40, height: 40, class: "grid", title: title, "")
        }
        let grid = reduced(grid)
        let labels = grid.showsValues ? grid.values.map(FigureNumber.text) : []
        let layout = layout ?? GridLayout([grid])
        let cell =
            grid.showsValues
            ? Double(max(32, 8 * layout.longestLabel + 12))
            : max(4, min(26, (240 / Double(max(grid.rows, grid.columns))).rounded()))
        let margin = 4.0
        let top = grid.title.isEmpty ? margin : 26
        let width = max(Double(grid.columns) * cell, SVG.width(of: grid.title, size: 14)) + 2 * margin
        let left = (width - Double(grid.columns) * cell) / 2
        let cellHeight = grid.showsValues ? 32.0 : cell
        let height = top + Double(grid.rows) * cellHeight + margin

        var body = shading(grid, layout, left: left, top: top, width: cell, height: cellHeight)
        // A group, so that a page can write it once: see `PictureSharing`.
        body += "<g class=\"cells\">\n"
        if !grid.title.isEmpty { body += SVG.text(grid.title, x: width / 2, y: 17, class: "name") }
        body += lines(grid, left: left, top: top, width: cell, height: cellHeight)
        for row in 0..<(labels.isEmpty ? 0 : grid.rows) {
            body += numbers(
                Array(labels[row * grid.columns..<(row + 1) * grid.columns]), left: left, width: cell,
                y: top + (Double(row) + 0.5) * cellHeight + 5)
        }
        body += "</g>\n"
        for region in grid.regions {
            body += outline(region, in: grid, left: left, top: top, width: cell, height: cellHeight)
        }
        return SVG.document(width: width, height: height, class: "grid", title: title, body)
    }

    /// A row of numbers.
    ///
    /// There are hundreds in a page: their look is the group's, and a row of single digits is one element, in which each
    /// character has its own place.
    private static func numbers(_ labels: [String], left: Double, width: Double, y: Double) -> String {
        let shown = labels.enumerated().filter { !$0.element.isEmpty }
        func element(_ cells: [(offset: Int, element: String)]) -> String {
            let places = cells.map { SVG.number(left + (Double($0.offset) + 0.5) * width) }.joined(separator: " ")
            let text = cells.map { escaped($0.element) }.joined()
            return "<text x=\"\(places)\" y=\"\(SVG.number(y))\">\(text)</text>\n"
        }
        if shown.isEmpty { return "" }
        return shown.allSatisfy { $0.element.count == 1 } ? element(shown) : shown.map { element([$0]) }.joined()
    }

    /// One path for each shade, in units of cells; neighbours in a row with the same shade are one rectangle.
    private static func shading(
        _ grid: Grid, _ layout: GridLayout, left: Double, top: Double, width: Double, height: Double
    ) -> String {
        guard let low = layout.range?.lowerBound, let high = layout.range?.upperBound else { return "" }
        let darkest = grid.showsValues ? 0.3 : 0.92
        func shade(_ value: Float) -> Int {
            guard value.isFinite, high > low else { return value == .infinity ? shades : 0 }
            return Int(((Double(value) - Double(low)) / (Double(high) - Double(low)) * Double(shades)).rounded())
        }
        var paths = Array(repeating: "", count: shades + 1)
        for row in 0..<grid.rows {
            var column = 0
            while column < grid.columns {
                let start = column
                let level = shade(grid.values[row * grid.columns + column])
                while column < grid.columns, shade(grid.values[row * grid.columns + column]) == level { column += 1 }
                paths[level] += "M\(start) \(row)h\(column - start)v1h-\(column - start)z"
            }
        }
        var body = ""
        for (level, path) in paths.enumerated() where level > 0 && !path.isEmpty {
            let opacity = SVG.number(Double(level) / Double(shades) * darkest)
            body += "<path fill-opacity=\"\(opacity)\" d=\"\(path)\"/>\n"
        }
        let place =
            "translate(\(SVG.number(left)) \(SVG.number(top))) scale(\(SVG.number(width)) \(SVG.number(height)))"
        return body.isEmpty ? "" : "<g class=\"shade\" transform=\"\(place)\">\n\(body)</g>\n"
    }

    private static func lines(_ grid: Grid, left: Double, top: Double, width: Double, height: Double) -> String {
        let (right, bottom) = (left + Double(grid.columns) * width, top + Double(grid.rows) * height)
        var body =
            "<rect class=\"frame\" x=\"\(SVG.number(left))\" y=\"\(SVG.number(top))\""
            + " width=\"\(SVG.number(right - left))\" height=\"\(SVG.number(bottom - top))\"/>\n"
        // Lines between tiny cells would hide the picture.
        if width >= 8 {
            var path = ""
            for row in 1..<max(grid.rows, 2) where row < grid.rows {
                path += "M\(SVG.number(left)) \(SVG.number(top + Double(row) * height))H\(SVG.number(right))"
            }
            for column in 1..<max(grid.columns, 2) where column < grid.columns {
                path += "M\(SVG.number(left + Double(column) * width)) \(SVG.number(top))V\(SVG.number(bottom))"
            }
            if !path.isEmpty { body += "<path class=\"rule\" d=\"\(path)\"/>\n" }
        }
        // A cross marks a cell that holds nothing.
        var crosses = ""
        for (index, value) in grid.values.enumerated() where value.isNaN && width >= 8 {
            let x = left + Double(index % grid.columns) * width
            let y = top + Double(index / grid.columns) * height
            crosses +=
                "M\(SVG.number(x)) \(SVG.number(y))l\(SVG.number(width)) \(SVG.number(height))"
                + "m\(SVG.number(-width)) 0l\(SVG.number(width)) \(SVG.number(-height))"
        }
        if !crosses.isEmpty { body += "<path class=\"empty\" d=\"\(crosses)\"/>\n" }
        return body
    }

    /// A halo in the page's colour below the outline keeps it visible on any shade.
    private static func outline(
        _ region: Grid.Region, in grid: Grid, left: Double, top: Double, width: Double, height: Double
    ) -> String {
        let rows = inside(region.row, region.height, grid.rows)
        let columns = inside(region.column, region.width, grid.columns)
        guard !rows.isEmpty, !columns.isEmpty else { return "" }
        let x = SVG.number(left + Double(columns.lowerBound) * width + 1.5)
        let y = SVG.number(top + Double(rows.lowerBound) * height + 1.5)
        let across = SVG.number(Double(columns.count) * width - 3)
        let down = SVG.number(Double(rows.count) * height - 3)
        let box = "d=\"M\(x) \(y)h\(across)v\(down)h-\(across)z\"/>\n"
        let group = ((region.group % 6) + 6) % 6
        return "<path class=\"halo\" \(box)<path class=\"region r\(group)\" \(box)"
    }

    /// The part of a region's side that lies inside the grid.
    private static func inside(_ start: Int, _ length: Int, _ limit: Int) -> Range<Int> {
        let (sum, overflows) = start.addingReportingOverflow(length)
        let end = min(overflows ? limit : sum, limit)
        let first = min(max(start, 0), limit)
        return first..<max(first, end)
    }

    private static func reduced(_ grid: Grid) -> Grid {
        let factor = (max(grid.rows, grid.columns) + mostCells - 1) / mostCells
        guard factor > 1 else { return grid }
        let (rows, columns) = ((grid.rows + factor - 1) / factor, (grid.columns + factor - 1) / factor)
        var values: [Float] = []
        for row in 0..<rows {
            for column in 0..<columns {
                var sum = 0.0
                var count = 0.0
                for y in row * factor..<min((row + 1) * factor, grid.rows) {
                    for x in column * factor..<min((column + 1) * factor, grid.columns) {
                        let value = grid.values[y * grid.columns + x]
                        if value.isFinite {
                            sum += Double(value)
                            count += 1
                        }
                    }
                }
                values.append(count == 0 ? .nan : Float(sum / count))
            }
        }
        let regions = grid.regions.map { region in
            let covered = (
                inside(region.row, region.height, grid.rows), inside(region.column, region.width, grid.columns)
            )
            return Grid.Region(
                row: covered.0.lowerBound / factor, column: covered.1.lowerBound / factor,
                height: (covered.0.count + factor - 1) / factor, width: (covered.1.count + factor - 1) / factor,
                group: region.group)
        }
        return Grid(
            title: grid.title, rows: rows, columns: columns, values: values, showsValues: false, regions: regions)
    }
}
