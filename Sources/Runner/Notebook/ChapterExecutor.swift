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
        let key = Digest.of(["notebook 1", machine.fingerprint, program.generate().identity])
        if let stored = cache.load(StoredResult.self, key: key), stored.cells.count == chapter.cells.count {
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
        if isAsExpected, result.diagnostics.isEmpty {
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
        var diagnostics: [Diagnostic] = []
        var failed: [Int: LocalizedText] = [:]
        while true {
            let (outcome, collector) = try await send(program, chapter)
            switch outcome {
            case .doesNotCompile(let messages):
                let before = (program.endCell, program.brokenValues)
                for message in messages { report(message, &program, &diagnostics, &failed) }
                guard before != (program.endCell, program.brokenValues) else {
                    throw ProgramFault(message: messages.map(\.text).joined(separator: "\n"))
                }
            case .ended(let end, let standardError):
                var result = ExecutionResult(
                    cells: collector.cells, values: collector.values, reason: LocalizedText(verbatim: ""))
                for (index, message) in failed {
                    result.cells[index].status = .failed
                    result.cells[index].message = message
                }
                result.diagnostics = diagnostics
                explain(end, standardError, collector, program, chapter, &result)
                return result
            }
        }
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

    // MARK: - What went wrong

    private func report(
        _ message: CompilerMessage, _ program: inout NotebookProgram, _ diagnostics: inout [Diagnostic],
        _ failed: inout [Int: LocalizedText]
    ) {
        let isOurs = message.file == NotebookProgram.fileName
        let place = isOurs ? program.place(line: message.line, column: message.column) : nil
        let position =
            isOurs
            ? program.position(line: message.line, column: message.column)
            : SourcePosition(line: program.chapter.cells[max(program.endCell - 1, 0)].line)
        diagnostics.append(
            Diagnostic(
                .error, code: "cell-does-not-compile", path: program.chapter.path, position: position,
                message: LocalizedText(verbatim: message.text), help: CompilerHelp.help(for: message.text)))
        switch place {
        case .value(let index): program.brokenValues.insert(index)
        case .cell(let index):
            failed[index] = failed[index] ?? LocalizedText(verbatim: message.text)
            program.endCell = min(program.endCell, index)
        case nil:
            // An unclosed brace shows only at the program's end: the last cell is the nearest guess.
            let last = max(program.endCell - 1, 0)
            failed[last] = failed[last] ?? LocalizedText(verbatim: message.text)
            program.endCell = min(program.endCell, last)
        }
    }

    private func explain(
        _ end: ProcessEnd, _ standardError: String, _ collector: NotebookCollector, _ program: NotebookProgram,
        _ chapter: Chapter, _ result: inout ExecutionResult
    ) {
        guard end != .exited(0) || collector.current != nil else { return }
        let index = collector.current ?? collector.lastEnded.map { min($0 + 1, chapter.cells.count - 1) } ?? 0
        guard chapter.cells.indices.contains(index) else { return }
        let cell = chapter.cells[index]
        var position = SourcePosition(line: cell.source.firstLine, column: 1 + cell.source.columnOffset)
        let message: LocalizedText
        let code: String
        switch end {
        case .timedOut:
            result.cells[index].status = .timeout
            let limit = cell.timeout ?? options.cellTimeout
            code = "cell-timeout"
            message = LocalizedText(
                ja: "時間切れ: セルが \(limit) 以内に終わりませんでした", en: "timeout: the cell did not end within \(limit)")
        case .tooMuchOutput:
            result.cells[index].status = .failed
            code = "cell-output-too-long"
            message = LocalizedText(
                ja: "出力が多すぎます（上限 \(ConfinedProcess.outputLimit >> 20) MB）",
                en: "too much output (the limit is \(ConfinedProcess.outputLimit >> 20) MB)")
        case .exited(let status):
            result.cells[index].status = .crashed
            code = "cell-exits"
            message = LocalizedText(
                ja: "セルがプログラムを終わらせました（exit(\(status))）", en: "the cell ended the program (exit(\(status)))")
        case .signalled:
            result.cells[index].status = .crashed
            code = "cell-crashed"
            let crash = Crash(standardError: standardError, end: end, file: NotebookProgram.fileName)
            if let place = crash.place { position = program.position(line: place.line, column: place.column) }
            message = LocalizedText(ja: "異常終了: \(crash.message)", en: "crashed: \(crash.message)")
        }
        result.cells[index].message = message
        result.diagnostics.append(
            Diagnostic(.error, code: code, path: chapter.path, position: position, message: message))
    }

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
                message.file != NotebookProgram.fileName || cell.range.line...cell.range.endLine ~= message.line
            }
            var result = CellResult(status: own.isEmpty ? .failed : .passed)
            if let first = own.first { result.outputs = [.text("error: \(first.text)\n")] }
            results.append((index, result))
        }
        return results
    }
}
