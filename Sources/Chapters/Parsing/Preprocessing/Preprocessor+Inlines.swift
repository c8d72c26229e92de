// What stands inside lines: formulas, values, footnotes, and marks beside `*` and `~`.
extension Preprocessor {
    mutating func replaceInlines() {
        var openRun: Int?
        var index = -1
        while index + 1 < lines.count {
            index += 1
            guard !isCode[index], !lines[index].isEmpty else {
                openRun = nil
                continue
            }
            guard openRun != nil || !features[index].isDisjoint(with: .inline) else { continue }
            let scanned = scan(index, openRun: openRun)
            openRun = scanned.openCodeRun
            for item in scanned.protected { protected.append(located(item)) }
            map.record(scanned.edits, line: index + 1)
            lines[index] = scanned.output
            for footnote in scanned.footnotes { append(footnote, from: index + 1) }
        }
    }

    /// The scanner is gone when this returns: as long as it lives it looks at the lines, and a change would copy them all.
    private func scan(_ index: Int, openRun: Int?) -> InlineScanner.Result {
        var scanner = InlineScanner(
            line: lines[index], number: index + 1, openCodeRun: openRun, firstIndex: protected.count,
            firstFootnote: mayHoldFootnotes(index + 1) ? footnotes.count : nil
        ) { followingRuns(after: index) }
        scanner.run()
        return scanner.result
    }

    /// Nothing can be put behind a file that ends in a fence; and texts nested without a bound would be copied as often as
    /// they are deep.
    private func mayHoldFootnotes(_ line: Int) -> Bool {
        !endsInFence && (footnoteLines[line]?.depth ?? 0) < Self.maximumFootnoteDepth
    }

    /// Puts an inline footnote's text behind the file's last line, as the definition that its reference wants.
    private mutating func append(_ footnote: InlineFootnote, from line: Int) {
        let prefix = "[^\(Placeholder.footnote)\(footnotes.count)]: "
        // What would start a list, a quote or a heading is text here.
        let startsBlock = footnote.text.utf8.first.map { "-+*>#|:~`=_<0123456789".utf8.contains($0) } ?? false
        let mark = startsBlock ? String(Placeholder.emphasisMark) : ""
        var start = footnote.position
        var depth = 1
        if let outer = footnoteLines[line] {
            start = outer.original(start)
            depth += outer.depth
        } else {
            start = beforeEdits(start)
        }
        footnotes.append(InlineFootnote(text: footnote.text, position: start))
        lines += ["", prefix + mark + footnote.text]
        isCode += [false, false]
        features += [[], TextFeatures(of: footnote.text)]
        footnoteLines[lines.count] = FootnoteLine(
            start: start, prefix: (prefix + mark).utf8.count, depth: depth)
    }

    /// The backtick runs of the paragraph's next lines, where a code span opened on this line may end.
    private func followingRuns(after index: Int) -> Set<Int> {
        // A paragraph longer than this is not prose; without a bound, many unclosed runs would cost quadratic time.
        let candidates = (index + 1)..<min(index + 21, lines.count)
        let end = candidates.first { isCode[$0] || lines[$0].isBlank } ?? candidates.upperBound
        return lines[(index + 1)..<end].reduce(into: []) { $0.formUnion(BacktickRuns.lengths(in: $1)) }
    }

    /// The scanner's place is one in its line before this pass's edits.
    private func located(_ position: SourcePosition) -> SourcePosition {
        footnoteLines[position.line]?.original(position) ?? beforeEdits(position)
    }

    private func located(_ item: Protected) -> Protected {
        switch item {
        case .math(let tex, let display, let number, let position):
            .math(tex: tex, display: display, number: number, position: located(position))
        case .value(let code, let position): .value(code: code, position: located(position))
        }
    }
}
