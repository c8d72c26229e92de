import Display
import Foundation

/// Puts what a running notebook sends in its places: output to the current cell, values to the prose.
struct NotebookCollector: Sendable {
    /// More text than this from one cell is cut: nobody reads it, and a page must load.
    static let textLimit = 256 << 10

    private(set) var cells: [CellResult]
    private(set) var values: [String?]
    /// The cell that has begun and not ended.
    private(set) var current: Int?
    /// The value that is being computed.
    private(set) var currentValue: Int?
    /// Whether the program came to its own end.
    private(set) var isDone = false
    private var started = ContinuousClock.now
    private var pendingText: [UInt8] = []
    private var textLength = 0

    init(cellCount: Int, valueCount: Int) {
        cells = Array(repeating: CellResult(status: .skipped), count: cellCount)
        values = Array(repeating: nil, count: valueCount)
    }

    mutating func receive(_ event: ProgramEvent) {
        switch event {
        case .text(let bytes):
            guard current != nil, textLength < NotebookCollector.textLimit else { return }
            textLength += bytes.count
            pendingText += bytes
            if textLength >= NotebookCollector.textLimit { pendingText += Array("\n… (output is cut here)\n".utf8) }
        case .frame(let frame): receive(frame)
        }
    }

    private mutating func receive(_ frame: Frame) {
        switch frame.kind {
        case "begin" where cells.indices.contains(frame.argument):
            current = frame.argument
            started = ContinuousClock.now
            pendingText = []
            textLength = 0
        case "end" where current == frame.argument:
            finishText()
            if cells[frame.argument].status == .skipped { cells[frame.argument].status = .passed }
            let elapsed = ContinuousClock.now - started
            cells[frame.argument].milliseconds = Int(elapsed / .milliseconds(1))
            current = nil
        case "trapped" where current == frame.argument:
            cells[frame.argument].status = .passed
            finishText()
            let crash = Crash(standardError: frame.text, end: .signalled(4), file: NotebookProgram.fileName)
            cells[frame.argument].outputs.append(.text("Fatal error: \(crash.message)\n"))
        case "survived" where current == frame.argument: cells[frame.argument].status = .failed
        case "begin-value": currentValue = frame.argument
        case "value" where values.indices.contains(frame.argument):
            values[frame.argument] = frame.text
            currentValue = nil
        case "done": isDone = true
        case "table": append(NumberTable.self, frame, CellOutput.table)
        case "figure": append(Figure.self, frame, CellOutput.figure)
        default: break
        }
    }

    /// The text that came before something else, or at the cell's end.
    mutating func finishText() {
        guard let current, !pendingText.isEmpty else { return }
        cells[current].outputs.append(.text(String(decoding: pendingText, as: UTF8.self)))
        pendingText = []
    }

    mutating func mark(_ cell: Int, _ status: CellResult.Status) {
        cells[cell].status = status
        cells[cell].milliseconds = Int((ContinuousClock.now - started) / .milliseconds(1))
    }

    private mutating func append<Value: Decodable>(_ type: Value.Type, _ frame: Frame, _ wrap: (Value) -> CellOutput) {
        guard let current else { return }
        finishText()
        // Only a damaged frame does not decode, and a cell can send one only by imitating the channel.
        guard let value = try? JSONDecoder.forFrames.decode(type, from: Data(frame.payload)) else { return }
        cells[current].outputs.append(wrap(value))
    }
}
