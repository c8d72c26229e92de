/// Swift source in a chapter, with the place it came from, line by line.
package struct CellSource: Hashable, Sendable {
    /// The code, ending in a newline unless empty.
    package var code: String
    /// The chapter's line that holds the first line of `code`.
    package var firstLine: Int
    /// How many columns of the chapter stand before column 1 of the code (list and quote prefixes).
    package var columnOffset: Int
    /// The file that the code was included from; its lines then count, not the chapter's.
    package var origin: IncludeOrigin?

    package init(code: String, firstLine: Int, columnOffset: Int = 0) {
        self.code = code
        self.firstLine = firstLine
        self.columnOffset = columnOffset
    }
}

extension CellSource {
    /// The number of the code's first line: in the included file, else in the chapter.
    package var firstShownLine: Int { origin?.firstLine ?? firstLine }
}

/// A `swift` fence that is part of the chapter's program.
package struct Cell: Hashable, Sendable {
    /// What must happen when the cell is run.
    package enum Expectation: Hashable, Sendable {
        case runs
        /// `no-run`: compiled with the rest, never executed.
        case compilesOnly
        /// `should-fail`: must trap.
        case traps
        /// `compile-fail`: must not compile.
        case failsToCompile
    }

    /// `id=…`, else `cell1`, `cell2` … by position.
    package var id: String
    package var title: String?
    package var source: CellSource
    package var expectation: Expectation
    /// `hidden`: the code is folded away, the outputs stay.
    package var isHidden: Bool
    /// `line-numbers`: a page numbers the lines (a terminal always does).
    package var hasLineNumbers = false
    /// `timeout=10s`; nil: the run's default.
    package var timeout: Duration?
    package var expectedOutput: ExpectedOutput?
    package var range: SourceRange
    /// Where the cell's fence opens.
    package var line: Int { range.line }

    package init(
        id: String, title: String? = nil, source: CellSource, expectation: Expectation = .runs,
        isHidden: Bool = false, timeout: Duration? = nil, expectedOutput: ExpectedOutput? = nil, range: SourceRange
    ) {
        self.id = id
        self.title = title
        self.source = source
        self.expectation = expectation
        self.isHidden = isHidden
        self.timeout = timeout
        self.expectedOutput = expectedOutput
        self.range = range
    }
}

/// The `output` fence below a cell.
package struct ExpectedOutput: Hashable, Sendable {
    package var text: String
    /// The fence's own lines, opening to closing.
    package var range: SourceRange
}

/// A Swift expression in the text: `` `{swift} x.shape` `` in prose, `{{h}}` in an exercise's prompt.
package struct InlineExpression: Hashable, Sendable {
    package var code: String
    /// Where the expression itself starts.
    package var position: SourcePosition
    /// For a value in the prose: how many cells stand before it.
    package var cellsBefore: Int

    package init(code: String, position: SourcePosition, cellsBefore: Int = 0) {
        self.code = code
        self.position = position
        self.cellsBefore = cellsBefore
    }
}
