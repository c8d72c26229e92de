import Chapters

/// All cells of a chapter as one program, top to bottom, with the values of the prose where they stand.
///
/// Cells are the top level of `main.swift`: what one declares, the next one sees. A `should-fail` or `no-run` cell has
/// a scope of its own. `#sourceLocation` makes the compiler and the backtrace name the chapter's own lines.
struct NotebookProgram {
    /// How the chapter is called inside the program.
    static let fileName = "chapter.md"
    /// What every cell may use without importing it.
    private static let imports = "import ConvNet\nimport Formats\nimport Notebook\n"

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
        var text = NotebookProgram.imports + "NotebookRuntime.start()\n"
        var identity = ""
        for index in 0...endCell {
            for (number, value) in chapter.values.enumerated()
            where value.cellsBefore == index && !brokenValues.contains(number) {
                text += statement(for: value, number)
                identity += "value \(number) \(value.code)\n"
            }
            guard index < endCell else { break }
            let cell = chapter.cells[index]
            identity += "cell \(index) \(cell.expectation)\n\(cell.source.code)"
            text += wrapped(cell, index)
        }
        text += "NotebookRuntime.finish()\n"
        return (SwiftProgram(files: [.init(name: "main.swift", text: text)]), identity)
    }

    /// The program that must not compile: everything above a `compile-fail` cell, and the cell.
    func generate(failing index: Int) -> SwiftProgram {
        var text = NotebookProgram.imports
        for (number, cell) in chapter.cells[..<index].enumerated() where cell.expectation == .runs {
            text += located(cell.source, number)
        }
        text += located(chapter.cells[index].source, index)
        return SwiftProgram(files: [.init(name: "main.swift", text: text)])
    }

    private func wrapped(_ cell: Cell, _ index: Int) -> String {
        switch cell.expectation {
        case .runs:
            "NotebookRuntime.beginCell(\(index))\n\(located(cell.source, index))NotebookRuntime.endCell(\(index))\n"
        case .compilesOnly: scoped(cell, index, "if NotebookRuntime.never")
        case .traps: scoped(cell, index, "NotebookRuntime.mustTrap(\(index))")
        case .failsToCompile: ""
        }
    }

    /// A cell in a scope of its own.
    ///
    /// Imports are not allowed there and move in front of it; their lines stay, empty.
    private func scoped(_ cell: Cell, _ index: Int, _ opening: String) -> String {
        var imports = ""
        var source = cell.source
        source.code = source.code.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.hasPrefix("import ") else { return String(line) }
            imports += line + "\n"
            return ""
        }.joined(separator: "\n")
        return "\(imports)\(opening) {\n\(located(source, index))}\n"
    }

    private func located(_ source: CellSource, _ index: Int) -> String {
        let location =
            source.origin.map {
                SwiftProgram.location(file: "\(NotebookProgram.includePrefix)\(index)", line: $0.firstLine)
            }
            ?? SwiftProgram.location(file: NotebookProgram.fileName, line: source.firstLine)
        return location + source.code
            + (source.code.hasSuffix("\n") ? "" : "\n") + SwiftProgram.endOfLocation
    }

    /// The expression in a file name of its own: whatever is wrong with it, an open parenthesis or comment included, is
    /// found in that file, and the parentheses keep out what is no expression.
    private func statement(for value: InlineExpression, _ number: Int) -> String {
        "NotebookRuntime.beginValue(\(number))\n"
            + SwiftProgram.location(file: "\(NotebookProgram.valuePrefix)\(number)", line: 1)
            + "NotebookRuntime.value(\(number), (\(value.code)\n))\n" + SwiftProgram.endOfLocation
    }

    private static let valuePrefix = "value-"
    /// Included code has lines of its own file, so each piece has a file name of its own.
    private static let includePrefix = "include-"

    // MARK: - From places in the program back to cells

    enum Place {
        case cell(Int)
        case value(Int)
    }

    /// A place in the chapter, or in a file that it includes.
    struct Location {
        var path: String
        var position: SourcePosition
    }

    /// What the compiler means, and where the chapter has it; nil for something that is in no cell and no value.
    func place(of message: CompilerMessage) -> (place: Place, location: Location)? {
        if message.file.hasPrefix(NotebookProgram.valuePrefix),
            let number = Int(message.file.dropFirst(NotebookProgram.valuePrefix.count)),
            chapter.values.indices.contains(number)
        {
            let value = chapter.values[number]
            // The expression stands behind `NotebookRuntime.value(12, (`; what is found behind it is its last column.
            let before = "NotebookRuntime.value(\(number), (".utf8.count
            let offset = message.line == 1 ? message.column - 1 - before : value.code.utf8.count
            let column = value.position.column + max(0, min(offset, value.code.utf8.count))
            return (
                .value(number),
                Location(path: chapter.path, position: SourcePosition(line: value.position.line, column: column))
            )
        }
        return cell(inFile: message.file, atLine: message.line).map { index in
            (.cell(index), location(inCell: index, line: message.line, column: message.column))
        }
    }

    /// Where a line of the program's stands, be it the chapter's or an included file's.
    func location(inCell index: Int, line: Int, column: Int) -> Location {
        let source = chapter.cells[index].source
        return Location(
            path: source.origin?.path ?? chapter.path,
            position: SourcePosition(line: line, column: column + (source.origin?.columnOffset ?? source.columnOffset)))
    }

    /// The cell that a file name and a line of `#sourceLocation` belong to.
    func cell(inFile file: String, atLine line: Int) -> Int? {
        if file.hasPrefix(NotebookProgram.includePrefix) {
            return Int(file.dropFirst(NotebookProgram.includePrefix.count)).flatMap {
                chapter.cells.indices.contains($0) ? $0 : nil
            }
        }
        guard file == NotebookProgram.fileName else { return nil }
        return chapter.cells.firstIndex { $0.range.line...$0.range.endLine ~= line }
    }

    /// Whether `#sourceLocation` gave a cell this name.
    static func isOwn(file: some StringProtocol) -> Bool {
        file == fileName || file.hasPrefix(includePrefix) && file.dropFirst(includePrefix.count).allSatisfy(\.isNumber)
    }
}
