import Chapters

/// All cells of a chapter as one program, top to bottom, with the values of the prose where they stand.
///
/// Cells are the top level of `main.swift`: what one declares, the next one sees. A `should-fail` or `no-run` cell has
/// a scope of its own. `#sourceLocation` makes the compiler and the backtrace name the chapter's own lines.
struct NotebookProgram {
    /// How the chapter is called inside the program.
    static let fileName = "chapter.md"

    let chapter: Chapter
    /// Cells from here on are left out, with everything below them.
    var endCell: Int
    /// Values that are left out because they do not compile.
    var brokenValues: Set<Int> = []

    init(chapter: Chapter) {
        self.chapter = chapter
        endCell = chapter.cells.count
    }

    /// The program's text, and the same without line numbers (for the cache: moving a cell changes nothing).
    func generate() -> (program: SwiftProgram, identity: String) {
        var text = "import ConvNet\nimport Notebook\nNotebookRuntime.start()\n"
        var identity = ""
        for index in 0...endCell {
            for (number, value) in chapter.values.enumerated()
            where value.cellsBefore == index && !brokenValues.contains(number) {
                text += "NotebookRuntime.value(\(number)) {\n" + located(value) + "}\n"
                identity += "value \(number) \(value.code)\n"
            }
            guard index < endCell else { break }
            let cell = chapter.cells[index]
            identity += "cell \(index) \(cell.expectation)\n\(cell.source.code)"
            text += wrapped(cell, index)
        }
        return (SwiftProgram(files: [.init(name: "main.swift", text: text)]), identity)
    }

    /// The program that must not compile: everything above a `compile-fail` cell, and the cell.
    func generate(failing index: Int) -> SwiftProgram {
        var text = "import ConvNet\nimport Notebook\n"
        for cell in chapter.cells[..<index] where cell.expectation == .runs { text += located(cell.source) }
        text += located(chapter.cells[index].source)
        return SwiftProgram(files: [.init(name: "main.swift", text: text)])
    }

    private func wrapped(_ cell: Cell, _ index: Int) -> String {
        switch cell.expectation {
        case .runs:
            "NotebookRuntime.beginCell(\(index))\n\(located(cell.source))NotebookRuntime.endCell(\(index))\n"
        case .compilesOnly: scoped(cell, "if NotebookRuntime.never")
        case .traps: scoped(cell, "NotebookRuntime.mustTrap(\(index))")
        case .failsToCompile: ""
        }
    }

    /// A cell in a scope of its own.
    ///
    /// Imports are not allowed there and move in front of it; their lines stay, empty.
    private func scoped(_ cell: Cell, _ opening: String) -> String {
        var imports = ""
        var source = cell.source
        source.code = source.code.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.hasPrefix("import ") else { return String(line) }
            imports += line + "\n"
            return ""
        }.joined(separator: "\n")
        return "\(imports)\(opening) {\n\(located(source))}\n"
    }

    private func located(_ source: CellSource) -> String {
        SwiftProgram.location(file: NotebookProgram.fileName, line: source.firstLine) + source.code
            + (source.code.hasSuffix("\n") ? "" : "\n") + SwiftProgram.endOfLocation
    }

    /// The expression in its own column, so that the compiler's columns are the chapter's.
    private func located(_ value: InlineExpression) -> String {
        SwiftProgram.location(file: NotebookProgram.fileName, line: value.position.line)
            + String(repeating: " ", count: min(value.position.column - 1, 4000)) + value.code + "\n"
            + SwiftProgram.endOfLocation
    }

    // MARK: - From places in the program back to cells

    enum Place {
        case cell(Int)
        case value(Int)
    }

    /// What stands on a line of the chapter.
    func place(line: Int, column: Int) -> Place? {
        for (index, cell) in chapter.cells.enumerated() where cell.range.line...cell.range.endLine ~= line {
            return .cell(index)
        }
        let candidates = chapter.values.enumerated().filter { $0.element.position.line == line }
        let containing = candidates.last { $0.element.position.column <= column }
        return (containing ?? candidates.first).map { .value($0.offset) }
    }

    /// Where the chapter has what the compiler found at `line` and `column`.
    func position(line: Int, column: Int) -> SourcePosition {
        guard case .cell(let index) = place(line: line, column: column) else {
            return SourcePosition(line: line, column: column)
        }
        return SourcePosition(line: line, column: column + chapter.cells[index].source.columnOffset)
    }
}
