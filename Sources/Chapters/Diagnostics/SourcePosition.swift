/// A place in a source file: 1-based line, 1-based column counted in UTF-8 bytes (as cmark and swiftc count).
package struct SourcePosition: Hashable, Comparable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int = 1) {
        self.line = line
        self.column = column
    }

    package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// The lines a construct covers, from its first position to its last line (inclusive).
package struct SourceRange: Hashable, Sendable {
    package var start: SourcePosition
    package var endLine: Int

    package init(start: SourcePosition, endLine: Int) {
        self.start = start
        self.endLine = max(endLine, start.line)
    }

    package var line: Int { start.line }
}
