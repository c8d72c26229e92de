/// Goes through one line of text and replaces what cmark would mangle.
///
/// See `Preprocessor`.
struct InlineScanner {
    private let scalars: [Unicode.Scalar]
    private let number: Int
    private let firstIndex: Int
    private let following: [String]
    private var index = 0
    /// The column in the original line, 1-based, in bytes.
    private var column = 1
    private(set) var output = ""
    private(set) var protected: [Protected] = []
    private(set) var edits: [SourceMap.Edit] = []
    private(set) var footnotes: [InlineFootnote] = []
    /// nil: inline footnotes are text.
    private let firstFootnote: Int?
    /// The length of the backtick run of a code span that is still open at the line's end.
    private(set) var openCodeRun: Int?

    init(
        line: String, number: Int, openCodeRun: Int?, firstIndex: Int, following: [String], firstFootnote: Int? = nil
    ) {
        scalars = Array(line.unicodeScalars)
        self.number = number
        self.openCodeRun = openCodeRun
        self.firstIndex = firstIndex
        self.following = following
        self.firstFootnote = firstFootnote
    }

    /// Whether a line with this byte needs a look at all.
    static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "`"), UInt8(ascii: "$"), UInt8(ascii: "*"), UInt8(ascii: "~"), UInt8(ascii: "!"),
            UInt8(ascii: "^"):
            true
        default: false
        }
    }

    private static func hasRun(of length: Int, in line: String) -> Bool {
        var run = 0
        for byte in line.utf8 {
            if byte == UInt8(ascii: "`") {
                run += 1
            } else {
                if run == length { return true }
                run = 0
            }
        }
        return run == length
    }

    mutating func run() {
        if let length = openCodeRun {
            guard let end = endOfRun(length, from: 0) else {
                copy(to: scalars.count)
                return
            }
            openCodeRun = nil
            copy(to: end)
        }
        while index < scalars.count {
            switch scalars[index] {
            case "\\": copy(to: min(index + 2, scalars.count))
            case "`": scanCode()
            case "$": scanMath()
            case "*", "~": scanEmphasis()
            case "<": skipAngleBrackets()
            case "^" where peek(1) == "[": scanFootnote()
            case "[": skipLink()
            case "!" where peek(1) == "[": scanImage()
            case "h" where isURL(at: index): skipURL()
            default: copy(to: index + 1)
            }
        }
    }

    // MARK: - Code spans and inline values

    private mutating func scanCode() {
        let length = scalars[index...].prefix { $0 == "`" }.count
        guard let end = endOfRun(length, from: index + length) else {
            if following.contains(where: { InlineScanner.hasRun(of: length, in: $0) }) {
                openCodeRun = length
                copy(to: scalars.count)
            } else {
                copy(to: index + length)
            }
            return
        }
        let content = text(index + length, end - length)
        let lead = content.prefix { $0 == " " }.utf8.count
        let body = content.trimmed
        guard body.hasPrefix("{swift}") else {
            copy(to: end)
            return
        }
        let code = body.dropFirst("{swift}".count)
        let position = SourcePosition(
            line: number,
            column: column + length + lead + "{swift}".utf8.count + code.prefix { $0 == " " }.utf8.count)
        protect(.value(code: String(code.trimmed), position: position), to: end)
    }

    /// The index after the next run of exactly `length` backticks.
    private func endOfRun(_ length: Int, from start: Int) -> Int? {
        var position = start
        while position < scalars.count {
            guard scalars[position] == "`" else {
                position += 1
                continue
            }
            let run = scalars[position...].prefix { $0 == "`" }.count
            position += run
            if run == length { return position }
        }
        return nil
    }

    // MARK: - Math

    private mutating func scanMath() {
        if peek(1) == "$" {
            scanDisplayMath()
            return
        }
        // Zenn: no digit right outside, no space right inside, all on one line.
        guard !isDigit(index - 1), let first = scalar(at: index + 1), !isSpace(first), first != "$" else {
            copy(to: index + 1)
            return
        }
        var end = index + 1
        while end < scalars.count, scalars[end] != "$" { end += scalars[end] == "\\" ? 2 : 1 }
        guard end < scalars.count, !isSpace(scalars[end - 1]), !isDigit(end + 1) else {
            copy(to: index + 1)
            return
        }
        let position = SourcePosition(line: number, column: column + 1)
        protect(.math(tex: text(index + 1, end), display: false, number: nil, position: position), to: end + 1)
    }

    private mutating func scanDisplayMath() {
        var end = index + 2
        while end + 1 < scalars.count, !(scalars[end] == "$" && scalars[end + 1] == "$") {
            end += scalars[end] == "\\" ? 2 : 1
        }
        guard end + 1 < scalars.count, end > index + 2 else {
            copy(to: index + 2)
            return
        }
        let tex = String(text(index + 2, end).trimmed)
        let isAlone = output.allSatisfy { $0 == " " }
        let number = isAlone ? MathBlock.number(in: String(text(end + 2, scalars.count).trimmed)) : nil
        let position = SourcePosition(line: self.number, column: column + 2)
        protect(
            .math(tex: tex, display: true, number: number, position: position),
            to: number == nil ? end + 2 : scalars.count)
    }

    // MARK: - Emphasis

    /// Inserts a mark where Japanese text beside the delimiter run would keep the emphasis from taking effect.
    private mutating func scanEmphasis() {
        let delimiter = scalars[index]
        let length = scalars[index...].prefix { $0 == delimiter }.count
        let end = index + length
        let before = scalar(at: index - 1).map(ScalarClass.init) ?? .space
        let after = scalar(at: end).map(ScalarClass.init) ?? .space
        // CommonMark's rules, and what differs when CJK is taken into account.
        let opens = after != .space && (!after.isPunctuation || before == .space || before.isPunctuation)
        let closes = before != .space && (!before.isPunctuation || after == .space || after.isPunctuation)
        if !closes, before != .space, before == .cjkPunctuation || after.isCJKOfAnyKind { insertMark() }
        copy(to: end)
        if !opens, after != .space, after == .cjkPunctuation || before.isCJKOfAnyKind { insertMark() }
    }

    private mutating func insertMark() {
        edits.append(SourceMap.Edit(column: output.utf8.count + 1, length: 3, originalLength: 0))
        output.unicodeScalars.append(Placeholder.emphasisMark)
    }

    // MARK: - Links, images, URLs

    private mutating func skipAngleBrackets() {
        guard let end = scalars[index...].prefix(2000).firstIndex(of: ">"),
            let first = scalar(at: index + 1), first.properties.isAlphabetic || first == "/" || first == "!"
        else {
            copy(to: index + 1)
            return
        }
        copy(to: end + 1)
    }

    /// `$` in a link's text or destination is not math.
    private mutating func skipLink() {
        guard let textEnd = matching("[", "]", from: index), scalar(at: textEnd) == "(",
            let end = matching("(", ")", from: textEnd)
        else {
            copy(to: index + 1)
            return
        }
        copy(to: end)
    }

    /// `![alt](url "title" =250x)`: cmark has no sizes, so the size goes into the title.
    private mutating func scanImage() {
        guard let altEnd = matching("[", "]", from: index + 1), scalar(at: altEnd) == "(",
            let end = matching("(", ")", from: altEnd)
        else {
            copy(to: index + 1)
            return
        }
        let inside = text(altEnd + 1, end - 1)
        guard let space = inside.lastIndex(of: " "), inside[space...].hasPrefix(" ="),
            inside[space...].dropFirst(2).allSatisfy({ $0.isNumber || $0 == "x" || $0 == "%" }),
            inside[space...].count > 2
        else {
            copy(to: end)
            return
        }
        let size = inside[space...].dropFirst(2)
        let target = inside[..<space].trimmed
        copy(to: altEnd + 1)
        let hasTitle = target.hasSuffix("\"") && target.contains(" \"")
        let replacement =
            hasTitle
            ? "\(target.dropLast())\(Placeholder.imageSize)\(size)\"" : "\(target) \"\(Placeholder.imageSize)\(size)\""
        replace(with: replacement, to: end - 1)
        copy(to: end)
    }

    /// `^[…]` becomes a reference; its text is read as a definition at the document's end.
    private mutating func scanFootnote() {
        guard let firstFootnote, let end = matching("[", "]", from: index + 1), end > index + 3 else {
            copy(to: index + 1)
            return
        }
        footnotes.append(
            InlineFootnote(
                text: text(index + 2, end - 1), position: SourcePosition(line: number, column: column + 2)))
        replace(with: "[^\(Placeholder.footnote)\(firstFootnote + footnotes.count - 1)]", to: end)
    }

    private func isURL(at start: Int) -> Bool {
        let scheme = scalars[start...].prefix(8)
        return scheme.starts(with: "http://".unicodeScalars) || scheme.starts(with: "https://".unicodeScalars)
    }

    private mutating func skipURL() {
        copy(to: scalars[index...].firstIndex { isSpace($0) || ScalarClass.isCJK($0) || $0 == "*" } ?? scalars.count)
    }

    /// The index after the bracket that closes the one at `start`.
    private func matching(_ open: Unicode.Scalar, _ close: Unicode.Scalar, from start: Int) -> Int? {
        var depth = 0
        var position = start
        // A bound keeps a line of nothing but brackets from costing quadratic time.
        let limit = min(scalars.count, start + 4000)
        while position < limit {
            switch scalars[position] {
            case "\\": position += 1
            case open: depth += 1
            case close:
                depth -= 1
                if depth == 0 { return position + 1 }
            default: break
            }
            position += 1
        }
        return nil
    }

    // MARK: - Output

    private mutating func copy(to end: Int) {
        for position in index..<min(end, scalars.count) {
            output.unicodeScalars.append(scalars[position])
            column += UTF8.width(scalars[position])
        }
        index = min(end, scalars.count)
    }

    private mutating func protect(_ item: Protected, to end: Int) {
        replace(with: "\(Placeholder.open)\(firstIndex + protected.count)\(Placeholder.close)", to: end)
        protected.append(item)
    }

    private mutating func replace(with text: String, to end: Int) {
        let originalLength = scalars[index..<end].reduce(0) { $0 + UTF8.width($1) }
        edits.append(
            SourceMap.Edit(
                column: output.utf8.count + 1, length: text.utf8.count, originalLength: originalLength))
        output += text
        column += originalLength
        index = end
    }

    private func text(_ start: Int, _ end: Int) -> String {
        String(String.UnicodeScalarView(scalars[start..<max(start, end)]))
    }

    private func scalar(at position: Int) -> Unicode.Scalar? {
        scalars.indices.contains(position) ? scalars[position] : nil
    }

    private func peek(_ offset: Int) -> Unicode.Scalar? { scalar(at: index + offset) }
    private func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" || scalar == "\u{3000}" }

    private func isDigit(_ position: Int) -> Bool {
        scalar(at: position).map { ("0"..."9").contains($0) } ?? false
    }
}
