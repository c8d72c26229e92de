/// Reads the words after `swift` on a cell's fence.
struct CellOptions {
    private static let flags = ["no-run", "should-fail", "compile-fail", "hidden", "line-numbers"]
    private static let keys = ["id", "timeout", "include"]

    let fence: FenceInfo
    let fenceStart: SourcePosition
    let path: String
    private(set) var diagnostics: [Diagnostic] = []

    init(fence: FenceInfo, fenceStart: SourcePosition, path: String) {
        self.fence = fence
        self.fenceStart = fenceStart
        self.path = path
    }

    mutating func cell(source: CellSource, range: SourceRange, number: Int) -> Cell {
        let attributes = Attributes(fence.words)
        var cell = Cell(id: attributes.value("id") ?? "cell\(number)", title: fence.title, source: source, range: range)
        for flag in attributes.flags {
            switch flag.text {
            case "no-run": cell.expectation = .compilesOnly
            case "should-fail": cell.expectation = .traps
            case "compile-fail": cell.expectation = .failsToCompile
            case "hidden": cell.isHidden = true
            case "line-numbers": break
            default: unknown(flag.text, at: flag.offset)
            }
        }
        for entry in attributes.entries {
            switch entry.key {
            case "id", "include": break
            case "timeout":
                if let timeout = Duration(timeout: entry.value) {
                    cell.timeout = timeout
                } else {
                    report(
                        .error, "cell-timeout-invalid", at: entry.offset,
                        LocalizedText(
                            ja: "timeout=\(entry.value) を時間として読めません", en: "timeout=\(entry.value) is not a time"),
                        LocalizedText(ja: "timeout=10s のように書いてください。", en: "Write it like timeout=10s."))
                }
            default: unknown(entry.key, at: entry.offset)
            }
        }
        return cell
    }

    private mutating func unknown(_ word: String, at offset: Int) {
        let nearest = NearestName.find(word, in: CellOptions.flags + CellOptions.keys)
        report(
            .warning, "cell-option-unknown", at: offset,
            LocalizedText(ja: "知らないセルオプション「\(word)」です", en: "unknown cell option \(word)"),
            nearest.map { LocalizedText(ja: "\($0) でしょうか。", en: "Did you mean \($0)?") })
    }

    private mutating func report(
        _ severity: Diagnostic.Severity, _ code: String, at offset: Int, _ message: LocalizedText,
        _ help: LocalizedText? = nil
    ) {
        // The info string follows the fence's three characters; a longer fence shifts it, which only moves the column.
        let position = SourcePosition(line: fenceStart.line, column: fenceStart.column + 3 + offset)
        diagnostics.append(
            Diagnostic(severity, code: code, path: path, position: position, message: message, help: help))
    }
}

extension Duration {
    /// `10s`, `500ms`, `1.5s`, `2m`; at most an hour.
    init?(timeout text: String) {
        let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60)]
        guard let (unit, scale) = units.first(where: { text.hasSuffix($0.0) }),
            let number = Double(text.dropLast(unit.count)), number > 0, number * scale <= 3600
        else { return nil }
        self = .milliseconds(Int64((number * scale * 1000).rounded(.up)))
    }
}
