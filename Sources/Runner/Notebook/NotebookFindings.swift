import Chapters

/// What is wrong with a notebook, put in the chapter's own places: collected over the attempts to run it.
struct NotebookFindings {
    let chapter: Chapter
    let cellTimeout: Duration
    private(set) var diagnostics: [Diagnostic] = []
    /// Cells that do not compile, with the first reason.
    private(set) var brokenCells: [Int: LocalizedText] = [:]
    private(set) var brokenValues: Set<Int> = []

    init(chapter: Chapter, cellTimeout: Duration) {
        self.chapter = chapter
        self.cellTimeout = cellTimeout
    }

    // MARK: - Compiling

    /// Takes an error of the whole program.
    mutating func add(_ message: CompilerMessage, in program: NotebookProgram) {
        switch program.place(of: message) {
        case (.value(let number), let location)?:
            brokenValues.insert(number)
            add("value-does-not-compile", location, message.text)
        case (.cell(let index), let location)?:
            brokenCells[index] = brokenCells[index] ?? LocalizedText(verbatim: message.text)
            add("cell-does-not-compile", location, message.text)
        case nil:
            guard program.endCell > 0 else { return }
            // Nothing tells where it comes from; the last cell is the nearest guess.
            add(message, inCell: program.endCell - 1, atLine: 1)
        }
    }

    /// Takes what was found in a cell or a value by itself.
    mutating func add(_ messages: [CompilerMessage], ofItsOwn place: NotebookProgram.Place) {
        switch place {
        case .cell(let index):
            for message in messages { add(message, inCell: index, atLine: message.line) }
        case .value(let number):
            brokenValues.insert(number)
            add(
                "value-does-not-compile", .init(path: chapter.path, position: chapter.values[number].position),
                messages.first?.text ?? "")
        }
    }

    /// `line` counts from the cell's first.
    private mutating func add(_ message: CompilerMessage, inCell index: Int, atLine line: Int) {
        brokenCells[index] = brokenCells[index] ?? LocalizedText(verbatim: message.text)
        let first = chapter.cells[index].source.origin?.firstLine ?? chapter.cells[index].source.firstLine
        add(
            "cell-does-not-compile",
            NotebookProgram(chapter: chapter).location(inCell: index, line: first + line - 1, column: message.column),
            message.text)
    }

    private mutating func add(_ code: String, _ location: NotebookProgram.Location, _ text: String) {
        diagnostics.append(
            Diagnostic(
                .error, code: code, path: location.path, position: location.position,
                message: LocalizedText(verbatim: text),
                help: CompilerHelp.help(for: text)))
    }

    // MARK: - Running

    /// Takes the end of a program that did not come to its own end.
    mutating func add(
        _ end: ProcessEnd, _ standardError: String, _ collector: NotebookCollector, in program: NotebookProgram,
        result: inout ExecutionResult
    ) {
        let crash = Crash(standardError: standardError, end: end, isOwn: NotebookProgram.isOwn)
        let index = collector.current
        let message = text(of: end, crash, timeout: index.flatMap { chapter.cells[$0].timeout } ?? cellTimeout)
        var location = NotebookProgram.Location(path: chapter.path, position: SourcePosition(line: 1))
        if let index {
            let source = chapter.cells[index].source
            location = program.location(inCell: index, line: source.origin?.firstLine ?? source.firstLine, column: 1)
            if let place = crash.place, case .signalled = end {
                // The trap may be in a function of a cell further up.
                let owner = program.cell(inFile: place.file, atLine: place.line) ?? index
                location = program.location(inCell: owner, line: place.line, column: place.column)
            }
            result.cells[index].status = end == .timedOut ? .timeout : end == .tooMuchOutput ? .failed : .crashed
            result.cells[index].message = message
        } else if let value = collector.currentValue, chapter.values.indices.contains(value) {
            location.position = chapter.values[value].position
        }
        let code: String =
            switch (end, index != nil) {
            case (.timedOut, true): "cell-timeout"
            case (.timedOut, false): "value-timeout"
            case (.tooMuchOutput, true): "cell-output-too-long"
            case (.tooMuchOutput, false): "value-output-too-long"
            case (.exited, true): "cell-exits"
            case (.exited, false): "value-exits"
            case (.signalled, true): "cell-crashed"
            case (.signalled, false): "value-crashed"
            }
        diagnostics.append(
            Diagnostic(.error, code: code, path: location.path, position: location.position, message: message))
    }

    private func text(of end: ProcessEnd, _ crash: Crash, timeout: Duration) -> LocalizedText {
        switch end {
        case .timedOut:
            LocalizedText(ja: "時間切れ: \(timeout) 以内に終わりませんでした", en: "timeout: it did not end within \(timeout)")
        case .tooMuchOutput:
            LocalizedText(
                ja: "出力が多すぎます（上限 \(ConfinedProcess.defaultOutputLimit >> 20) MB）",
                en: "too much output (the limit is \(ConfinedProcess.defaultOutputLimit >> 20) MB)")
        case .exited(let status):
            LocalizedText(
                ja: "プログラムを終わらせました（exit(\(status))）", en: "it ended the program (exit(\(status)))")
        case .signalled:
            LocalizedText(ja: "異常終了: \(crash.message)", en: "crashed: \(crash.message)")
        }
    }
}
