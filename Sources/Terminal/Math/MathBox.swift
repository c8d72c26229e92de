/// Lines of equal width that are set as one, with the line that neighbours align with.
struct MathBox {
    private(set) var lines: [String]
    private(set) var width: Int
    private(set) var baseline: Int

    init(_ text: String = "") {
        lines = [text]
        width = DisplayWidth.of(text)
        baseline = 0
    }

    init(lines: [String], baseline: Int) {
        let lines = lines.isEmpty ? [""] : lines
        let width = lines.map { DisplayWidth.of($0) }.max() ?? 0
        self.lines = lines.map { $0 + String(repeating: " ", count: width - DisplayWidth.of($0)) }
        self.width = width
        self.baseline = min(max(baseline, 0), lines.count - 1)
    }

    var height: Int { lines.count }
    var isEmpty: Bool { width == 0 }
    /// The text of a box of one line.
    var text: String { lines[baseline] }

    /// Sets another box to the right.
    mutating func append(_ other: MathBox) {
        if other.isEmpty { return }
        let above = max(0, other.baseline - baseline)
        let below = max(0, other.height - other.baseline - (height - baseline))
        if above + below > 0 {
            let blank = String(repeating: " ", count: width)
            lines = Array(repeating: blank, count: above) + lines + Array(repeating: blank, count: below)
            baseline += above
        }
        let top = baseline - other.baseline
        for index in lines.indices {
            let row = index - top
            lines[index] +=
                other.lines.indices.contains(row) ? other.lines[row] : String(repeating: " ", count: other.width)
        }
        width += other.width
    }

    mutating func append(_ text: String) { append(MathBox(text)) }

    /// Boxes above one another; `baseline` counts from the first line of all.
    static func stack(_ boxes: [MathBox], _ alignment: HorizontalAlignment = .center, baseline: Int) -> MathBox {
        let width = boxes.map(\.width).max() ?? 0
        let lines = boxes.flatMap { box in box.lines.map { pad($0, from: box.width, to: width, alignment) } }
        return MathBox(lines: lines, baseline: baseline)
    }

    func padded(to wanted: Int, _ alignment: HorizontalAlignment) -> MathBox {
        MathBox(lines: lines.map { Self.pad($0, from: width, to: wanted, alignment) }, baseline: baseline)
    }

    private static func pad(_ text: String, from: Int, to: Int, _ alignment: HorizontalAlignment) -> String {
        let missing = max(0, to - from)
        let before =
            switch alignment {
            case .left: 0
            case .center: missing / 2
            case .right: missing
            }
        return String(repeating: " ", count: before) + text + String(repeating: " ", count: missing - before)
    }

    /// A bracket as tall as this box, on its baseline.
    func bracket(_ symbol: String) -> MathBox {
        guard height > 1 else { return MathBox(symbol) }
        let pieces: (top: String, middle: String, bottom: String)
        switch symbol {
        case "(": pieces = ("⎛", "⎜", "⎝")
        case ")": pieces = ("⎞", "⎟", "⎠")
        case "[": pieces = ("⎡", "⎢", "⎣")
        case "]": pieces = ("⎤", "⎥", "⎦")
        case "{": pieces = ("⎧", "⎪", "⎩")
        case "}": pieces = ("⎫", "⎪", "⎭")
        case "⌊": pieces = ("⎢", "⎢", "⎣")
        case "⌋": pieces = ("⎥", "⎥", "⎦")
        case "⌈": pieces = ("⎡", "⎢", "⎢")
        case "⌉": pieces = ("⎤", "⎥", "⎥")
        case "|": pieces = ("│", "│", "│")
        case "‖": pieces = ("║", "║", "║")
        default: return MathBox(symbol)
        }
        var rows = [pieces.top] + Array(repeating: pieces.middle, count: height - 2) + [pieces.bottom]
        if height > 2 && symbol == "{" { rows[height / 2] = "⎨" }
        if height > 2 && symbol == "}" { rows[height / 2] = "⎬" }
        return MathBox(lines: rows, baseline: baseline)
    }
}
