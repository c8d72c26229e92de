import Chapters
import Foundation

/// The second stage of the pipeline: a `Chapter`'s cells become results.
///
///     Chapter ─ NotebookProgram ─▶ one program ─ ProgramRunner ─▶ frames ─ NotebookCollector ─▶ ExecutionResult
package struct ChapterExecutor: Sendable {
    package struct Options: Sendable {
        /// For a cell that names none.
        package var cellTimeout: Duration
        package var usesCache: Bool

        package init(cellTimeout: Duration = .seconds(30), usesCache: Bool = true) {
            self.cellTimeout = cellTimeout
            self.usesCache = usesCache
        }
    }

    private let machine: Machine
    private let options: Options
    private let cache: ResultCache

    package init(machine: Machine, options: Options = Options()) {
        self.machine = machine
        self.options = options
        cache = ResultCache(
            directory: options.usesCache ? machine.cacheDirectory.map { "\($0)/results" } : nil)
    }

    package func execute(_ chapter: Chapter) async throws -> ExecutionResult {
        guard !chapter.cells.isEmpty || !chapter.values.isEmpty else {
            return ExecutionResult(
                cells: [], values: [], reason: LocalizedText(ja: "実行するセルはありません", en: "there are no cells to run"))
        }
        let program = NotebookProgram(chapter: chapter)
        // nil: nothing is looked up and nothing kept.
        let data = ChapterData.fingerprint(
            of: folder(of: chapter),
            without: machine.cacheDirectory.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path })
        let key = data.map { Digest.of(["notebook 3", machine.fingerprint, program.generate().identity, $0]) }
        if let key, let stored = cache.load(StoredResult.self, key: key), stored.cells.count == chapter.cells.count {
            var result = ExecutionResult(
                cells: stored.cells, values: stored.values,
                reason: LocalizedText(
                    ja: "セル・エンジン・コンパイラが前回と同じなので、保存した結果を使いました",
                    en: "cells, engine and compiler are unchanged: the stored result was used"))
            result.isCached = true
            return result
        }
        async let failing = checkCompileFailures(chapter)
        var result = try await run(program, chapter)
        for (index, cell) in try await failing { result.cells[index] = cell }
        result.diagnostics += missingFailures(result, chapter)
        let isAsExpected = zip(result.cells, chapter.cells).allSatisfy { result, cell in
            result.status == .passed || cell.expectation == .compilesOnly
        }
        if let key, isAsExpected, result.diagnostics.isEmpty {
            cache.store(StoredResult(cells: result.cells, values: result.values), key: key)
        }
        result.reason =
            options.usesCache
            ? LocalizedText(
                ja: "この内容のセルの結果はまだ保存されていないので、実行しました",
                en: "no result is stored for these cells, this engine and this compiler: the program was run")
            : LocalizedText(ja: "--no-cache なので実行しました", en: "the program was run because of --no-cache")
        return result
    }

    private struct StoredResult: Codable {
        var cells: [CellResult]
        var values: [String?]
    }

    // MARK: - Running

    /// Runs the program.
    ///
    /// What does not compile is left out and reported, so that the cells above still show.
    private func run(_ original: NotebookProgram, _ chapter: Chapter) async throws -> ExecutionResult {
        var program = original
        var findings = NotebookFindings(chapter: chapter, cellTimeout: options.cellTimeout)
        while true {
            let (outcome, collector) = try await send(program, chapter)
            switch outcome {
            case .doesNotCompile(let messages):
                let before = (program.endCell, program.brokenValues)
                if let (place, own) = try await unparsable(in: program, messages) {
                    findings.add(own, ofItsOwn: place)
                } else {
                    for message in messages { findings.add(message, in: program) }
                }
                program.endCell = min(program.endCell, findings.brokenCells.keys.min() ?? program.endCell)
                program.brokenValues = findings.brokenValues
                guard before != (program.endCell, program.brokenValues) else {
                    throw ProgramFault(message: messages.map(\.text).joined(separator: "\n"))
                }
            case .ended(let end, let standardError):
                var result = ExecutionResult(
                    cells: collector.cells, values: collector.values, reason: LocalizedText(verbatim: ""))
                if end != .exited(0) || !collector.isDone || collector.current != nil {
                    if end == .exited(0), let (place, own) = try await unparsable(in: program, []) {
                        // Braces that open in one cell and close in another take the program apart.
                        findings.add(own, ofItsOwn: place)
                    } else {
                        findings.add(end, standardError, collector, in: program, result: &result)
                    }
                }
                for (index, message) in findings.brokenCells {
                    result.cells[index].status = .failed
                    result.cells[index].message = message
                }
                result.diagnostics = findings.diagnostics
                return result
            }
        }
    }

    /// The first cell or value that is no Swift by itself, when the errors look as if there were one.
    ///
    /// An open brace or comment makes the compiler complain far below, in another cell or behind the last.
    private func unparsable(
        in program: NotebookProgram, _ messages: [CompilerMessage]
    ) async throws -> (NotebookProgram.Place, [CompilerMessage])? {
        let isSyntactic = messages.contains { message in
            program.place(of: message) == nil
                || ["expected", "unterminated", "extraneous"].contains { message.text.contains($0) }
        }
        guard isSyntactic || messages.isEmpty else { return nil }
        let runner = ProgramRunner(machine: machine)
        let values = SwiftProgram(
            files: program.chapter.values.enumerated().map { number, value in
                // As an argument, as it stands in the program: a statement is none.
                .init(name: "value\(number).swift", text: "let value\(number) = ((\(value.code)\n))\n")
            })
        let wrong = values.files.isEmpty ? [] : try await runner.parse(values)
        for number in program.chapter.values.indices where !program.brokenValues.contains(number) {
            let own = wrong.filter { $0.file == "value\(number).swift" }
            if !own.isEmpty { return (.value(number), own) }
        }
        for (index, cell) in program.chapter.cells[..<program.endCell].enumerated()
        where cell.expectation != .failsToCompile {
            let file = SwiftProgram.File(name: "main.swift", text: cell.source.code)
            let own = try await runner.parse(SwiftProgram(files: [file]))
            if !own.isEmpty { return (.cell(index), own) }
        }
        return nil
    }

    private func send(
        _ program: NotebookProgram, _ chapter: Chapter
    ) async throws -> (ProgramOutcome, NotebookCollector) {
        let runner = ProgramRunner(machine: machine, readable: [folder(of: chapter)])
        let collector = Mutexed(NotebookCollector(cellCount: chapter.cells.count, valueCount: chapter.values.count))
        let timeouts = chapter.cells.map { $0.timeout ?? options.cellTimeout }
        let fallback = options.cellTimeout
        let outcome = try await runner.run(program.generate().program, timeout: fallback) { event, clock in
            collector.withLock { $0.receive(event) }
            guard case .frame(let frame) = event else { return }
            switch frame.kind {
            case "begin" where timeouts.indices.contains(frame.argument): clock.allow(timeouts[frame.argument])
            case "end": clock.allow(fallback)
            default: break
            }
        }
        collector.withLock { $0.finishText() }
        return (outcome, collector.withLock { $0 })
    }

    private func folder(of chapter: Chapter) -> String {
        URL(fileURLWithPath: chapter.path).deletingLastPathComponent().resolvingSymlinksInPath().path
    }

    // MARK: - What has to fail

    /// `should-fail` cells that did not fail.
    private func missingFailures(_ result: ExecutionResult, _ chapter: Chapter) -> [Diagnostic] {
        chapter.cells.indices.compactMap { index in
            let cell = chapter.cells[index]
            guard result.cells[index].status == .failed, result.cells[index].message == nil else { return nil }
            let message =
                cell.expectation == .failsToCompile
                ? LocalizedText(ja: "compile-fail のセルがコンパイルできました", en: "this cell must not compile, but it does")
                : LocalizedText(ja: "should-fail のセルが異常終了しませんでした", en: "this cell must trap, but it did not")
            return Diagnostic(
                .error, code: "cell-did-not-fail", path: chapter.path,
                position: SourcePosition(line: cell.line, column: 1 + cell.source.columnOffset), message: message)
        }
    }

    private func checkCompileFailures(_ chapter: Chapter) async throws -> [(Int, CellResult)] {
        let program = NotebookProgram(chapter: chapter)
        var results: [(Int, CellResult)] = []
        for (index, cell) in chapter.cells.enumerated() where cell.expectation == .failsToCompile {
            let messages = try await ProgramRunner(machine: machine).typecheck(program.generate(failing: index))
            let own = messages.filter { message in
                program.cell(inFile: message.file, atLine: message.line).map { $0 == index } ?? !NotebookProgram.isOwn(
                    file: message.file)
            }
            var result = CellResult(status: own.isEmpty ? .failed : .passed)
            if let first = own.first { result.outputs = [.text("error: \(first.text)\n")] }
            results.append((index, result))
        }
        return results
    }
}
