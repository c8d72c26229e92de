/// What a cell shows, piece by piece, in the order in which it showed it.
public enum CellOutput: Hashable, Sendable, Codable {
    /// Printed text.
    case text(String)
    /// `show(tensor)`; its `text` counts as standard output, so that an `output` fence can hold it.
    case table(NumberTable)
    /// `figure(…)`; not part of the standard output.
    case figure(Figure)

    /// What this piece adds to the cell's standard output.
    public var standardOutput: String {
        switch self {
        case .text(let text): text
        case .table(let table): table.text
        case .figure: ""
        }
    }
}

/// One tensor as planes of numbers, already formatted.
public struct NumberTable: Hashable, Sendable, Codable {
    /// A matrix of the tensor: all but its last two axes are fixed.
    public struct Plane: Hashable, Sendable, Codable {
        /// The fixed indices, such as `[0, 1]`; empty for a matrix or a vector.
        public var index: [Int]
        /// The plane’s numbers, row by row, as text.
        public var rows: [[String]]

        /// Creates the value from its parts.
        public init(index: [Int], rows: [[String]]) {
            self.index = index
            self.rows = rows
        }
    }

    /// Written above the table.
    public var title: String
    /// The shape of the whole tensor.
    public var shape: [Int]
    /// In row-major order of their indices.
    public var planes: [Plane]
    /// The same as plain text, ending in a newline.
    public var text: String

    /// Creates the value from its parts.
    public init(title: String, shape: [Int], planes: [Plane], text: String) {
        self.title = title
        self.shape = shape
        self.planes = planes
        self.text = text
    }
}
