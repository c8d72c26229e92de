/// Where a line of Japanese or Latin text may end (the common subset of JIS X 4051 and UAX #14).
enum LineBreaking {
    /// 行頭禁則: never at the start of a line.
    private static let forbiddenAtStart = scalars(
        "、。，．,.・：；:;？！?!‼⁇⁈⁉」』）)〕］]｝}〉》】〗〙〛’”»›ー～〜…‥％%‰°′″℃"
            + "ゝゞ々〻ヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
            + "｡､･｣ｧｨｩｪｫｬｭｮｯｰﾞﾟ⟩⌋⌉")
    /// 行末禁則: never at the end of a line.
    private static let forbiddenAtEnd = scalars("「『（(〔［[｛{〈《【〖〘〚‘“«‹｢￥＄£＃№⟨⌊⌈")
    /// Pairs that stay together: `……`, `──`.
    private static let inseparable = scalars("…‥―─")

    /// Sets of scalars, not of characters: hashing a character normalises it first.
    private static func scalars(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }

    /// What matters about a character for breaking.
    struct Kind: OptionSet {
        let rawValue: UInt8
        static let space = Kind(rawValue: 1)
        static let ideographic = Kind(rawValue: 2)
        static let notAtStart = Kind(rawValue: 4)
        static let notAtEnd = Kind(rawValue: 8)
        static let inseparable = Kind(rawValue: 16)
        static let hyphen = Kind(rawValue: 32)
        static let alphanumeric = Kind(rawValue: 64)
        static let zeroWidthSpace = Kind(rawValue: 128)
    }

    static func kind(of character: Character, width: Int) -> Kind {
        if let byte = character.asciiValue {
            switch byte {
            case 0x20: return .space
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return .alphanumeric
            case 0x2D: return .hyphen
            case 0x28, 0x5B, 0x7B: return .notAtEnd
            case 0x21, 0x25, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x5D, 0x7D: return .notAtStart
            default: return []
            }
        }
        guard let value = character.unicodeScalars.first?.value else { return [] }
        if value == 0x200B { return .zeroWidthSpace }
        if value == 0x3000 { return [.space, .ideographic] }
        var kind: Kind = width == 2 ? .ideographic : []
        // Plain ideographs and syllables need no look into the sets below; kana and marks do.
        if value >= 0x3400, value <= 0xD7FF { return kind }
        if forbiddenAtStart.contains(value) { kind.insert(.notAtStart) }
        if forbiddenAtEnd.contains(value) { kind.insert(.notAtEnd) }
        if inseparable.contains(value) { kind.insert(.inseparable) }
        return kind
    }

    /// Whether a line may end between two neighbours.
    static func isAllowed(between before: Kind, and after: Kind, beforeThat: Kind) -> Bool {
        if before.contains(.zeroWidthSpace) { return true }
        if after.contains(.space) { return false }
        if before.contains(.space) { return true }
        if before.contains(.notAtEnd) || after.contains(.notAtStart) { return false }
        if before.contains(.inseparable) && after.contains(.inseparable) { return false }
        if before.contains(.ideographic) || after.contains(.ideographic) { return true }
        // `padding-free` may break after its hyphen; `-1` and `a - b` may not.
        return before.contains(.hyphen) && after.contains(.alphanumeric) && beforeThat.contains(.alphanumeric)
    }
}

extension StyledText {
    /// The text in lines of at most `width` columns, broken where Japanese and Latin text may be.
    ///
    /// A word longer than a line is cut. A line always takes at least one character, so any width ends.
    ///
    /// - Complexity: O(*n*)
    func wrapped(to width: Int) -> [StyledText] {
        var lines: [StyledText] = []
        var line = TextLine()
        for (index, run) in runs.enumerated() {
            let isGlued = run.staysTogether(in: width)
            for character in run.text {
                if character == "\n" {
                    line.wrap(to: width, of: self, into: &lines)
                    line = TextLine()
                } else {
                    line.append(character, run: index, isGlued: isGlued)
                }
            }
        }
        line.wrap(to: width, of: self, into: &lines)
        return lines
    }

    /// The text cut every `width` columns, wherever that is.
    func chopped(to width: Int) -> [StyledText] {
        guard self.width > width else { return [self] }
        return flattened().chopped(first: width, rest: width, softly: false).map { $0.styled(self) }
    }

    /// A line of code in pieces, cut after a space or a comma where one is near the end.
    ///
    /// The second and later pieces have their own width.
    func choppedSoftly(first: Int, rest: Int) -> [StyledText] {
        guard width > first else { return [self] }
        return flattened().chopped(first: first, rest: rest, softly: true).map { $0.styled(self) }
    }

    /// All characters on one line.
    private func flattened() -> TextLine {
        var line = TextLine()
        for (index, run) in runs.enumerated() {
            for character in run.text { line.append(character, run: index) }
        }
        return line
    }
}

extension StyledText.Run {
    /// A short formula or piece of code is not broken at its spaces.
    fileprivate func staysTogether(in width: Int) -> Bool {
        guard attributes.tone == .math || attributes.tone == .code else { return false }
        return DisplayWidth.of(text) <= min(24, width / 2)
    }
}

/// The characters of one paragraph line, flattened out of their runs.
private struct TextLine {
    var characters: [Character] = []
    var runs: [Int32] = []
    /// Columns before each character, and at the end.
    var columns: [Int] = [0]
    var kinds: [LineBreaking.Kind] = []

    /// A part of the line.
    struct Piece {
        let line: TextLine
        let range: Range<Int>

        func styled(_ text: StyledText) -> StyledText { line.slice(range, of: text, trimmed: false) }
    }

    /// In a glued run spaces hold their neighbours together.
    mutating func append(_ character: Character, run: Int, isGlued: Bool = false) {
        let width = DisplayWidth.of(character)
        characters.append(character)
        runs.append(Int32(truncatingIfNeeded: run))
        columns.append(columns[columns.count - 1] + width)
        let kind = LineBreaking.kind(of: character, width: width)
        kinds.append(isGlued && kind.contains(.space) ? [] : kind)
    }

    func chopped(first: Int, rest: Int, softly: Bool) -> [Piece] {
        var pieces: [Piece] = []
        var start = 0
        var index = 1
        while index < characters.count {
            let width = pieces.isEmpty ? first : rest
            if columns[index + 1] - columns[start] <= width {
                index += 1
                continue
            }
            var end = index
            if softly {
                let nearest = columns[start] + width * 3 / 5
                while columns[end] > nearest, !" ,(".contains(characters[end - 1]) { end -= 1 }
                if columns[end] <= nearest { end = index }
                // One space may hang over the edge: it is not printed at the end of a line.
                if characters[end] == " ", characters[end - 1] != " " { end += 1 }
            }
            pieces.append(Piece(line: self, range: start..<end))
            start = end
            index = start + 1
        }
        if start < characters.count { pieces.append(Piece(line: self, range: start..<characters.count)) }
        return pieces
    }

    func wrap(to width: Int, of text: StyledText, into lines: inout [StyledText]) {
        var start = 0
        var lastBreak = 0
        var index = 0
        while index < characters.count {
            if index > start, isBreakAllowed(before: index) { lastBreak = index }
            let overflows = columns[index + 1] - columns[start] > width && !kinds[index].contains(.space)
            if overflows && index > start {
                let end = lastBreak > start ? lastBreak : index
                lines.append(slice(start..<end, of: text, trimmed: true))
                start = end
                while start < characters.count && kinds[start].contains(.space) { start += 1 }
                lastBreak = start
                index = max(index, start)
            } else {
                index += 1
            }
        }
        lines.append(slice(start..<max(start, characters.count), of: text, trimmed: true))
    }

    private func isBreakAllowed(before index: Int) -> Bool {
        LineBreaking.isAllowed(
            between: kinds[index - 1], and: kinds[index], beforeThat: index > 1 ? kinds[index - 2] : [])
    }

    /// Trimmed: without the spaces at its end.
    private func slice(_ range: Range<Int>, of text: StyledText, trimmed: Bool) -> StyledText {
        var end = range.upperBound
        while trimmed && end > range.lowerBound && kinds[end - 1].contains(.space) { end -= 1 }
        var result = StyledText()
        var index = range.lowerBound
        while index < end {
            let run = runs[index]
            var piece = ""
            while index < end && runs[index] == run {
                piece.append(characters[index])
                index += 1
            }
            result.append(visible: piece, text.runs[Int(run)].attributes)
        }
        return result
    }
}
