extension StyledText {
    /// The text in lines of at most `width` columns, broken where Japanese and Latin text may be.
    ///
    /// A word longer than a line is cut, at a hyphen or slash where it has one. A line always takes at least one
    /// character, so any width ends.
    ///
    /// - Complexity: O(*n*)
    func wrapped(to width: Int) -> [StyledText] {
        var lines: [StyledText] = []
        var line = TextLine()
        for (index, run) in runs.enumerated() {
            let isGlued = run.staysTogether(in: width)
            line.startRun(isFormula: run.isFormula && !isGlued)
            for character in run.text {
                if character == "\n" {
                    line.wrap(to: width, of: self, into: &lines)
                    line = TextLine()
                    line.startRun(isFormula: run.isFormula && !isGlued)
                } else {
                    line.append(character, run: index, isGlued: isGlued)
                }
            }
        }
        line.wrap(to: width, of: self, into: &lines)
        return lines
    }

    /// Columns of the longest piece that no line may end in.
    ///
    /// - Complexity: O(*n*)
    var longestWord: Int { flattened().longestWord }

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
    fileprivate var isFormula: Bool { attributes.tone == .math || attributes.tone == .code }

    /// A short formula or piece of code is not broken at its spaces.
    fileprivate func staysTogether(in width: Int) -> Bool {
        isFormula && DisplayWidth.of(text) <= min(24, width / 2)
    }
}

/// The characters of one paragraph line, flattened out of their runs.
private struct TextLine {
    var characters: [Character] = []
    var runs: [Int32] = []
    /// Columns before each character, and at the end.
    var columns: [Int] = [0]
    var kinds: [LineBreaking.Kind] = []
    /// Brackets open before each character of a formula that may break; −1 in running text.
    var depths: [Int] = []
    private var depth = -1

    /// A part of the line.
    struct Piece {
        let line: TextLine
        let range: Range<Int>

        func styled(_ text: StyledText) -> StyledText { line.slice(range, of: text, trimmed: false) }
    }

    mutating func startRun(isFormula: Bool) { depth = isFormula ? 0 : -1 }

    /// In a glued run spaces hold their neighbours together.
    mutating func append(_ character: Character, run: Int, isGlued: Bool = false) {
        let width = DisplayWidth.of(character)
        characters.append(character)
        runs.append(Int32(truncatingIfNeeded: run))
        columns.append(columns[columns.count - 1] + width)
        let kind = LineBreaking.kind(of: character, width: width)
        kinds.append(isGlued && kind.contains(.space) ? [] : kind)
        depths.append(depth)
        guard depth >= 0 else { return }
        if kind.contains(.notAtEnd) { depth += 1 }
        if depth > 0, Self.closing.contains(character) { depth -= 1 }
    }

    private static let closing: Set<Character> = [")", "]", "}", "⌋", "⌉", "⟩"]

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

    /// Breaks each line where that is cheapest: where most fits, unless a little less reads better.
    func wrap(to width: Int, of text: StyledText, into lines: inout [StyledText]) {
        let shortest = max(width / 3, min(width / 2, 10))
        var start = 0
        var best: (index: Int, cost: Int)?
        var index = 0
        while index < characters.count {
            if index > start, let cost = costOfBreak(before: index) {
                let taken = columns[index] - columns[start]
                let total = cost - columns[index] + (taken < shortest ? BreakCost.emptyLine : 0)
                if best.map({ total <= $0.cost }) ?? true { best = (index, total) }
            }
            let overflows = columns[index + 1] - columns[start] > width && !kinds[index].contains(.space)
            if overflows && index > start {
                let end = best?.index ?? index
                lines.append(slice(start..<end, of: text, trimmed: true))
                start = end
                while start < characters.count && kinds[start].contains(.space) { start += 1 }
                best = nil
                // What stands between the break and here has its own breaks on the new line.
                index = start
            } else {
                index += 1
            }
        }
        lines.append(slice(start..<max(start, characters.count), of: text, trimmed: true))
    }

    var longestWord: Int {
        var longest = 0
        var start = 0
        for index in characters.indices {
            if index > 0, " \n".contains(characters[index - 1]) || costOfBreak(before: index) == 0 { start = index }
            if !kinds[index].contains(.space) { longest = max(longest, columns[index + 1] - columns[start]) }
        }
        return longest
    }

    /// Nil where no line may end.
    private func costOfBreak(before index: Int) -> Int? {
        let (before, after) = (kinds[index - 1], kinds[index])
        let beforeThat = index > 1 ? kinds[index - 2] : []
        let isInFormula = depths[index] >= 0 && depths[index - 1] >= 0 && runs[index] == runs[index - 1]
        guard LineBreaking.isAllowed(between: before, and: after) else {
            if isInFormula, characters[index] == "/", Self.closing.contains(characters[index - 1]) {
                return BreakCost.beforeSlash(depth: depths[index])
            }
            guard LineBreaking.isAllowedInLongWord(between: before, and: after, beforeThat: beforeThat) else {
                return nil
            }
            return characters[index - 1] == "/" ? BreakCost.insidePath : BreakCost.insideWord
        }
        let isAfterSpace = before.contains(.space)
        if isInFormula {
            return isAfterSpace ? costInFormula(before: index) : BreakCost.insideFormulaText(depth: depths[index])
        }
        guard isAfterSpace, index > 1 else { return 0 }
        let standsAlone = index < 3 || kinds[index - 3].contains(.space)
        if standsAlone, BreakCost.isMark(characters[index - 2]) { return BreakCost.afterMark }
        return isCounter(before: index) ? BreakCost.counterAndNumber : 0
    }

    /// At the space of `2 つ` or `行 1`; not of `は 2`, whose particle ends a phrase, nor of `誤差 0.1`: that is a word
    /// which would come apart instead.
    private func isCounter(before index: Int) -> Bool {
        if kinds[index - 2].contains(.digit) { return kinds[index] == .ideographic }
        return kinds[index].contains(.digit) && Self.isKanji(characters[index - 2])
            && (index < 3 || !Self.isKanji(characters[index - 3]))
    }

    private static func isKanji(_ character: Character) -> Bool { ("\u{3400}"..."\u{9FFF}").contains(character) }

    private func costInFormula(before index: Int) -> Int {
        var end = index
        while end > 0, kinds[end - 1].contains(.space) { end -= 1 }
        var start = end
        while start > 0, !kinds[start - 1].contains(.space), runs[start - 1] == runs[index] { start -= 1 }
        // No operator is longer than three characters.
        let after = characters[index...].prefix(4).prefix { $0 != " " }
        return BreakCost.inFormula(
            after: String(characters[start..<end]), isFirst: start == 0 || runs[start - 1] != runs[index],
            before: String(after), spaces: index - end, depth: depths[index])
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
