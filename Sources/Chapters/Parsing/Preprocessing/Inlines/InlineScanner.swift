/// Goes once through the bytes of one line of text and replaces what cmark would mangle.
///
/// See `Preprocessor`. What stands between special bytes is copied in one piece, and what has to be looked for ahead
/// (a closing bracket, a run of backticks) is looked for once a line, so that the time grows with the line alone.
struct InlineScanner {
    let bytes: [UInt8]
    let number: Int
    private let firstIndex: Int
    /// The lengths of the backtick runs on the paragraph's next lines.
    private let followingRuns: () -> Set<Int>
    /// Where the scanner is; one less than the column in the line.
    var index = 0
    private var written: [UInt8] = []
    private var protected: [Protected] = []
    private var edits: [SourceMap.Edit] = []
    var footnotes: [InlineFootnote] = []
    /// nil: inline footnotes are text.
    let firstFootnote: Int?
    private var openCodeRun: Int?
    /// The runs of `*` and `~` of which an odd number stands before.
    private var openRuns: Set<Int> = []

    lazy var brackets = BracketPairs(in: bytes)
    private lazy var runs = BacktickRuns(in: bytes)
    private lazy var following = followingRuns()
    var htmlEnds = RawHTML.Ends()

    init(
        line: String, number: Int, openCodeRun: Int?, firstIndex: Int, firstFootnote: Int? = nil,
        followingRuns: @escaping () -> Set<Int> = { [] }
    ) {
        bytes = Array(line.utf8)
        self.number = number
        self.openCodeRun = openCodeRun
        self.firstIndex = firstIndex
        self.firstFootnote = firstFootnote
        self.followingRuns = followingRuns
        written.reserveCapacity(bytes.count + 16)
    }

    /// What a line has become.
    struct Result {
        /// The line for cmark.
        var output: String
        var protected: [Protected]
        var edits: [SourceMap.Edit]
        var footnotes: [InlineFootnote]
        /// The length of the backtick run of a code span that is still open at the line's end.
        var openCodeRun: Int?
    }

    var result: Result {
        Result(
            output: String(decoding: written, as: UTF8.self), protected: protected, edits: edits, footnotes: footnotes,
            openCodeRun: openCodeRun)
    }

    mutating func run() {
        if let length = openCodeRun {
            guard let end = runs.end(ofRun: length, from: 0) else {
                copy(to: bytes.count)
                return
            }
            openCodeRun = nil
            copy(to: end)
        }
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): copy(to: index + 2)
            case UInt8(ascii: "`"): scanCode()
            case UInt8(ascii: "$"): scanMath()
            case UInt8(ascii: "*"), UInt8(ascii: "~"): scanEmphasis()
            case UInt8(ascii: "<"): scanAngleBracket()
            case UInt8(ascii: "^") where byte(at: index + 1) == UInt8(ascii: "["): scanFootnote()
            case UInt8(ascii: "["): skipLink()
            case UInt8(ascii: "!") where byte(at: index + 1) == UInt8(ascii: "["): scanImage()
            case UInt8(ascii: "h") where isURL(at: index): skipURL()
            default: copy(to: endOfText(from: index + 1))
            }
        }
    }

    private func endOfText(from start: Int) -> Int {
        var end = start
        while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "$"), UInt8(ascii: "*"), UInt8(ascii: "~"),
                UInt8(ascii: "<"), UInt8(ascii: "^"), UInt8(ascii: "["), UInt8(ascii: "!"), UInt8(ascii: "h"):
                return end
            default: end += 1
            }
        }
        return end
    }

    // MARK: - Code spans and inline values

    private mutating func scanCode() {
        let length = runLength(from: index)
        guard let end = runs.end(ofRun: length, from: index + length) else {
            if following.contains(length) {
                openCodeRun = length
                copy(to: bytes.count)
            } else {
                copy(to: index + length)
            }
            return
        }
        let content = bytes[(index + length)..<(end - length)]
        let start = content.firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? content.endIndex
        guard content[start...].starts(with: "{swift}".utf8) else {
            copy(to: end)
            return
        }
        let code = content[start...].dropFirst("{swift}".utf8.count)
        let lead = code.prefix { $0 == UInt8(ascii: " ") }.count
        let position = SourcePosition(line: number, column: code.startIndex + lead + 1)
        protect(.value(code: String(String(decoding: code, as: UTF8.self).trimmed), position: position), to: end)
    }

    // MARK: - Math

    private mutating func scanMath() {
        if byte(at: index + 1) == UInt8(ascii: "$") {
            scanDisplayMath()
            return
        }
        // Zenn: no digit right outside, no space right inside, all on one line.
        guard !isDigit(index - 1), index + 1 < bytes.count, !isSpace(at: index + 1) else {
            copy(to: index + 1)
            return
        }
        var end = index + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "$") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
        guard end < bytes.count, !isSpace(before: end), !isDigit(end + 1) else {
            copy(to: index + 1)
            return
        }
        let position = SourcePosition(line: number, column: index + 2)
        protect(.math(tex: text(index + 1, end), display: false, number: nil, position: position), to: end + 1)
    }

    private mutating func scanDisplayMath() {
        var end = index + 2
        while end + 1 < bytes.count, !(bytes[end] == UInt8(ascii: "$") && bytes[end + 1] == UInt8(ascii: "$")) {
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end + 1 < bytes.count, end > index + 2 else {
            copy(to: index + 2)
            return
        }
        let tex = String(text(index + 2, end).trimmed)
        let isAlone = written.allSatisfy { $0 == UInt8(ascii: " ") }
        let number = isAlone ? MathBlock.number(in: String(text(end + 2, bytes.count).trimmed)) : nil
        let position = SourcePosition(line: self.number, column: index + 3)
        protect(
            .math(tex: tex, display: true, number: number, position: position),
            to: number == nil ? end + 2 : bytes.count)
    }

    /// Whether a run of as many of the same characters waits for one that closes it.
    mutating func isSecondOfItsKind(length: Int) -> Bool {
        let kind = length << 8 | Int(bytes[index])
        if openRuns.remove(kind) != nil { return true }
        openRuns.insert(kind)
        return false
    }

    // MARK: - Output

    mutating func copy(to end: Int) {
        let end = min(end, bytes.count)
        written += bytes[index..<end]
        index = end
    }

    private mutating func protect(_ item: Protected, to end: Int) {
        replace(with: "\(Placeholder.open)\(firstIndex + protected.count)\(Placeholder.close)", to: end)
        protected.append(item)
    }

    mutating func replace(with text: String, to end: Int) {
        edits.append(
            SourceMap.Edit(column: written.count + 1, length: text.utf8.count, originalLength: end - index))
        written += text.utf8
        index = end
    }

    func text(_ start: Int, _ end: Int) -> String {
        String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    }
}
