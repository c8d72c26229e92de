/// A picture as data: panels side by side, drawn as SVG in a page and with block characters in a terminal.
public struct Figure: Hashable, Sendable, Codable {
    public var caption: String
    /// What the picture says, for someone who can't see it.
    public var alt: String
    /// Left to right.
    public var panels: [Panel]

    public init(caption: String, alt: String, panels: [Panel]) {
        self.caption = caption
        self.alt = alt
        self.panels = panels
    }
}

/// One part of a figure.
public enum Panel: Hashable, Sendable, Codable {
    case grid(Grid)
    case chart(Chart)
    /// An operator or arrow between two panels: `∗`, `=`, `→`.
    case symbol(String)
}

/// A matrix of cells, shaded by value.
public struct Grid: Hashable, Sendable, Codable {
    /// A rectangle of cells that stands out: a kernel's window, a patch, a row.
    public struct Region: Hashable, Sendable, Codable {
        public var row: Int
        public var column: Int
        public var height: Int
        public var width: Int
        /// Regions with the same group share their look (0, 1, 2 …), across panels as well.
        public var group: Int

        public init(row: Int, column: Int, height: Int = 1, width: Int = 1, group: Int = 0) {
            self.row = row
            self.column = column
            self.height = height
            self.width = width
            self.group = group
        }
    }

    public var title: String
    public var rows: Int
    public var columns: Int
    /// Row by row; NaN is an empty cell (padding that is not there, an unreachable place).
    public var values: [Float]
    /// Whether the numbers are written in the cells.
    public var showsValues: Bool
    public var regions: [Region]

    public init(
        title: String = "", rows: Int, columns: Int, values: [Float], showsValues: Bool = true, regions: [Region] = []
    ) {
        self.title = title
        self.rows = rows
        self.columns = columns
        self.values = values
        self.showsValues = showsValues
        self.regions = regions
    }
}

/// Lines or bars over two axes.
public struct Chart: Hashable, Sendable, Codable {
    public enum Mark: String, Hashable, Sendable, Codable {
        case line, bar
    }

    public struct Series: Hashable, Sendable, Codable {
        public var name: String
        public var x: [Float]
        public var y: [Float]

        public init(name: String, x: [Float], y: [Float]) {
            self.name = name
            self.x = x
            self.y = y
        }
    }

    public var title: String
    public var xLabel: String
    public var yLabel: String
    public var mark: Mark
    public var series: [Series]

    public init(title: String = "", xLabel: String, yLabel: String, mark: Mark = .line, series: [Series]) {
        self.title = title
        self.xLabel = xLabel
        self.yLabel = yLabel
        self.mark = mark
        self.series = series
    }
}
