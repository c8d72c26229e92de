/// A picture as data: panels side by side, drawn as SVG in a page and with block characters in a terminal.
///
/// It has either panels or steps. Steps are one picture that changes: a page shows them one at a time where a script
/// may run, and one after another on paper, without script and in a terminal.
public struct Figure: Hashable, Sendable, Codable {
    /// One state of a picture that changes.
    public struct Step: Hashable, Sendable, Codable {
        /// What happens in this step; it is also what the picture says for someone who can't see it.
        public var caption: String
        /// Left to right.
        public var panels: [Panel]

        /// Creates the value from its parts.
        public init(caption: String, panels: [Panel]) {
            self.caption = caption
            self.panels = panels
        }
    }

    /// Written below the figure.
    public var caption: String
    /// What the picture says, for someone who can't see it.
    public var alt: String
    /// Left to right; empty in a figure of steps.
    public var panels: [Panel]
    /// In order; empty in a figure of panels.
    public var steps: [Step]

    /// A figure of panels.
    public init(caption: String, alt: String, panels: [Panel]) {
        self.caption = caption
        self.alt = alt
        self.panels = panels
        steps = []
    }

    /// A figure of steps.
    public init(caption: String, alt: String, steps: [Step]) {
        self.caption = caption
        self.alt = alt
        panels = []
        self.steps = steps
    }
}

/// One part of a figure.
public enum Panel: Hashable, Sendable, Codable {
    case grid(Grid)
    case chart(Chart)
    /// A colour image, with boxes over it.
    case image(Raster)
    /// An operator or arrow between two panels: `∗`, `=`, `→`.
    case symbol(String)
}

/// A matrix of cells, shaded by value.
public struct Grid: Hashable, Sendable, Codable {
    /// A rectangle of cells that stands out: a kernel's window, a patch, a row.
    public struct Region: Hashable, Sendable, Codable {
        /// The first row, from 0.
        public var row: Int
        /// The first column, from 0.
        public var column: Int
        /// In rows.
        public var height: Int
        /// In columns.
        public var width: Int
        /// Regions with the same group share their look (0, 1, 2 …), across panels as well.
        public var group: Int

        /// Creates the value from its parts.
        public init(row: Int, column: Int, height: Int = 1, width: Int = 1, group: Int = 0) {
            self.row = row
            self.column = column
            self.height = height
            self.width = width
            self.group = group
        }
    }

    /// Written above.
    public var title: String
    /// The number of rows.
    public var rows: Int
    /// The number of columns.
    public var columns: Int
    /// Row by row; NaN is an empty cell (padding that is not there, an unreachable place).
    public var values: [Float]
    /// Whether the numbers are written in the cells.
    public var showsValues: Bool
    /// What stands out, in drawing order.
    public var regions: [Region]

    /// Creates the value from its parts.
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
    /// How a series is drawn.
    public enum Mark: String, Hashable, Sendable, Codable {
        case line, bar
    }

    /// One line, or one set of bars.
    public struct Series: Hashable, Sendable, Codable {
        /// Written in the legend.
        public var name: String
        /// Horizontal positions.
        public var x: [Float]
        /// Values, one for each position.
        public var y: [Float]

        /// Creates the value from its parts.
        public init(name: String, x: [Float], y: [Float]) {
            self.name = name
            self.x = x
            self.y = y
        }
    }

    /// Written above.
    public var title: String
    /// What the horizontal axis shows.
    public var xLabel: String
    /// What the vertical axis shows.
    public var yLabel: String
    /// Lines or bars.
    public var mark: Mark
    /// What is drawn, in the order of the legend.
    public var series: [Series]
    /// What the horizontal axis of lines covers at least, so that it stays the same from step to step; nil for the data’s own range.
    public var xRange: ClosedRange<Float>?
    /// As `xRange`, for the vertical axis.
    public var yRange: ClosedRange<Float>?

    /// Creates the value from its parts.
    public init(
        title: String = "", xLabel: String, yLabel: String, mark: Mark = .line, series: [Series],
        xRange: ClosedRange<Float>? = nil, yRange: ClosedRange<Float>? = nil
    ) {
        self.title = title
        self.xLabel = xLabel
        self.yLabel = yLabel
        self.mark = mark
        self.series = series
        self.xRange = xRange
        self.yRange = yRange
    }
}
