/// Prepares a chapter's text for cmark: what cmark would mangle is replaced by placeholders, line by line.
///
/// Lines keep their numbers; `SourceMap` takes columns back. What is replaced:
/// `:::` lines (HTML comments, which cmark keeps in place as blocks of their own), `$$` blocks (fences), `$…$` and
/// `{swift}` spans and image sizes (placeholders in the text), and beside `*` and `~` a mark is inserted where
/// Japanese text needs it (tats-u/markdown-cjk-friendly). Code is left alone: cmark itself says, in a first parse,
/// which lines are code.
struct Preprocessor {
    private(set) var lines: [String]
    /// As the file has them.
    let original: [String]
    private(set) var footnoteDefinitions: [FootnoteDefinition] = []
    let path: String
    let mode: MarkdownMode
    private(set) var map = SourceMap()
    /// What was changed of lines beyond the bounds on nesting and tables, before anything else.
    private var boundsMap = SourceMap()
    /// The marks in lines that cmark would take for HTML.
    private var htmlMap = SourceMap()
    /// `{{…}}` are replaced first, in a pass of their own.
    private(set) var parameterMap = SourceMap()
    private(set) var protected: [Protected] = []
    private(set) var containers: [ContainerMarker] = []
    private(set) var mathFences: [MathFence] = []
    /// All `{{…}}`, by index; an exercise takes those between its lines.
    private(set) var parameters: [InlineExpression] = []
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var footnotes: [InlineFootnote] = []
    /// Lines behind the file's own, where the texts of inline footnotes are: by line, from 1.
    private var footnoteLines: [Int: (start: SourcePosition, prefix: Int)] = [:]
    /// Lines (0-based) that are code: fences with their content, indented code.
    private var isCode: [Bool]
    /// What the lines had at first: steps only ever take something out of them, but for our own placeholders.
    private var features: [TextFeatures]
    /// Whether the file ends inside a fence: nothing can be put behind it.
    private var endsInFence = false
    /// How many containers are open on the line being looked at.
    private var openContainers = 0

    /// `lines` without the front matter (blank lines stand for it).
    init(lines: [String], path: String, mode: MarkdownMode = .zenn) {
        self.lines = lines
        original = lines
        self.path = path
        self.mode = mode
        isCode = Array(repeating: false, count: lines.count)
        features = lines.map(TextFeatures.init(of:))
    }

    /// The text for cmark.
    mutating func run() -> [UInt8] {
        guard mode == .zenn else { return text }
        replaceReservedCharacters()
        cutNesting()
        markCode(besides: HTMLLines(lines))
        boundTables()
        findFootnoteDefinitions()
        replaceParameters()
        replaceBlocks()
        replaceInlines()
        return text
    }

    private var text: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(lines.reduce(0) { $0 + $1.utf8.count + 1 })
        for line in lines {
            let isCopied: Void? = line.utf8.withContiguousStorageIfAvailable { text.append(contentsOf: $0) }
            if isCopied == nil { text += line.utf8 }
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }

    /// The place in the file of a place in the text given to cmark.
    func original(_ position: SourcePosition) -> SourcePosition {
        let position = map.original(position)
        if position.line > original.count, let (start, prefix) = footnoteLines[position.line] {
            return SourcePosition(line: start.line, column: start.column + max(position.column - 1 - prefix, 0))
        }
        return beforeEdits(position)
    }

    /// The place in the file of a place in a line that the inlines' pass has not changed yet.
    private func beforeEdits(_ position: SourcePosition) -> SourcePosition {
        boundsMap.original(htmlMap.original(parameterMap.original(position)))
    }

    /// The last line of a block that cmark ends at a line, which may be one of those behind the file's own.
    func lastLine(_ line: Int, from start: SourcePosition) -> Int {
        let end = original(SourcePosition(line: line)).line
        return max(start.line, min(end, original.count))
    }

    /// The text of a block that swallowed everything to the end, without the footnotes that were put there.
    func withoutFootnotes(_ text: String) -> String {
        guard !footnotes.isEmpty, let match = text.firstMatch(of: #/\n+\[\^\x{E00A}\d+\]: /#) else { return text }
        return text[..<match.range.lowerBound] + "\n"
    }

    // MARK: - Steps

    private mutating func replaceReservedCharacters() {
        for index in lines.indices where features[index].contains(.privateUse) {
            var column = 1
            for scalar in lines[index].unicodeScalars {
                if Placeholder.reserved.contains(scalar.value) {
                    diagnostics.append(
                        Diagnostic(
                            .warning, code: "private-use-character", path: path,
                            position: SourcePosition(line: index + 1, column: column),
                            message: LocalizedText(
                                ja: "私用領域の文字 U+\(String(scalar.value, radix: 16, uppercase: true)) は使えません",
                                en: "U+\(String(scalar.value, radix: 16, uppercase: true)) is a private-use character"),
                            help: LocalizedText(ja: "この文字を消してください。", en: "Remove it.")))
                }
                column += UTF8.width(scalar)
            }
            lines[index] = String(
                String.UnicodeScalarView(
                    lines[index].unicodeScalars.map { Placeholder.reserved.contains($0.value) ? "\u{FFFD}" : $0 }))
        }
    }

    /// Cuts what a line nests deeper than anybody does: cmark would take seconds for a megabyte of `>`.
    private mutating func cutNesting() {
        var isReported = false
        for index in lines.indices where lines[index].utf8.count > CmarkDocument.maximumMarkers {
            guard lines[index].utf8.first.map(BlockLine.canStartMarker) ?? false else { continue }
            let line = BlockLine(lines[index], maximumDepth: CmarkDocument.maximumMarkers)
            guard line.depth == CmarkDocument.maximumMarkers else { continue }
            let rest = BlockLine(String(line.content))
            guard rest.depth > 0 else { continue }
            if !isReported {
                isReported = true
                diagnostics.append(
                    CmarkDocument.depthDiagnostic(path: path, line: index + 1, bound: CmarkDocument.maximumMarkers))
            }
            let column = line.prefix.utf8.count + 1
            boundsMap.record(
                [SourceMap.Edit(column: column, length: 0, originalLength: rest.prefix.utf8.count)], line: index + 1)
            lines[index] = String(line.prefix + rest.content)
        }
    }

    private mutating func boundTables() {
        var isReported = false
        for excess in TableBounds.excesses(in: lines, isCode: isCode, features: features) {
            let (line, edits) = TableBounds.hidingPipes(of: lines[excess.line], from: excess.firstPipe)
            lines[excess.line] = line
            boundsMap.record(edits, line: excess.line + 1)
            guard !isReported else { continue }
            isReported = true
            diagnostics.append(
                Diagnostic(
                    .warning, code: "table-too-large", path: path, position: SourcePosition(line: excess.line + 1),
                    message: LocalizedText(
                        ja: "表が大きすぎます（上限 \(TableBounds.maximumColumns) 列、\(TableBounds.maximumCells) セル）",
                        en:
                            "the table is too large (at most \(TableBounds.maximumColumns) columns and \(TableBounds.maximumCells) cells)"
                    ), help: LocalizedText(ja: "表を分けてください。", en: "Split the table.")))
        }
    }

    private mutating func findFootnoteDefinitions() {
        for index in lines.indices
        where features[index].contains([.bracket, .scanned]) && !isCode[index] && lines[index].contains(ascii: "[^") {
            let line = BlockLine(lines[index])
            guard let label = Self.footnoteLabel(line.content) else { continue }
            footnoteDefinitions.append(
                FootnoteDefinition(
                    label: label, position: SourcePosition(line: index + 1, column: line.prefix.utf8.count + 1)))
        }
    }

    /// The label of `[^label]: …`.
    private static func footnoteLabel(_ content: Substring) -> String? {
        guard content.utf8.starts(with: "[^".utf8) else { return nil }
        let label = content.utf8.dropFirst(2).prefix { $0 != UInt8(ascii: "]") }
        guard !label.isEmpty, content.utf8[label.endIndex...].starts(with: "]:".utf8) else { return nil }
        let text = String(Substring(label))
        return text.contains(where: \.isWhitespace) ? nil : text
    }

    /// Finds the code of a text in which no HTML begins a block; code itself stays as it was.
    private mutating func markCode(besides html: HTMLLines) {
        let unmarked = lines
        for (index, marked) in html.marked { lines[index] = marked.line }
        for code in CmarkDocument.codeLines(in: text, lineCount: lines.count, mode: mode) {
            endsInFence = endsInFence || code.isOpenFence
            for line in code.lines { isCode[line] = true }
        }
        for (index, marked) in html.marked {
            if isCode[index] { lines[index] = unmarked[index] } else { htmlMap.record([marked.edit], line: index + 1) }
        }
        // A comment of several lines is a block that nothing in it is to end early.
        for comment in html.comments where !isCode[comment.lowerBound] {
            for index in comment { isCode[index] = true }
        }
    }

    private mutating func replaceParameters() {
        guard lines.indices.contains(where: { features[$0].contains(.brace) && lines[$0].contains(ascii: "{{") })
        else { return }
        for range in ParametricRanges.find(in: lines, isCode: isCode) {
            for index in range.lines where !range.swiftLines.contains(index) && lines[index].contains(ascii: "{{") {
                var scanner = ParameterScanner(line: lines[index], number: index + 1, firstIndex: parameters.count)
                scanner.run()
                parameters += scanner.parameters
                parameterMap.record(scanner.edits, line: index + 1)
                lines[index] = scanner.output
            }
        }
    }

    private mutating func replaceBlocks() {
        var index = 0
        while index < lines.count {
            defer { index += 1 }
            guard !isCode[index], !features[index].isDisjoint(with: [.colon, .dollar]) else { continue }
            guard lines[index].contains(ascii: ":::") || lines[index].contains(ascii: "$$") else { continue }
            let line = BlockLine(lines[index])
            if line.content.utf8.starts(with: ":::".utf8), line.indent <= 3 {
                replaceContainer(line, at: index)
            } else if line.content.utf8.starts(with: "$$".utf8), let last = endOfMath(from: index, line) {
                replaceMath(line, first: index, last: last)
                index = last
            }
        }
    }

    private mutating func replaceContainer(_ line: BlockLine, at index: Int) {
        let colons = line.content.prefix { $0 == ":" }.count
        let rest = line.content.dropFirst(colons)
        // An ideographic space is one, too.
        let lead = rest.prefix(while: \.isWhitespace)
        let text = rest[lead.endIndex...].trimmedEnd
        let name = text.prefix { !$0.isWhitespace }
        let gap = text[name.endIndex...].prefix(while: \.isWhitespace)
        let column = line.prefix.utf8.count + colons + lead.utf8.count + 1
        openContainers = max(0, openContainers + (name.isEmpty ? -1 : 1))
        guard openContainers <= CmarkDocument.maximumDepth else {
            if openContainers == CmarkDocument.maximumDepth + 1 { reportDepth(line: index + 1) }
            return
        }
        containers.append(
            ContainerMarker(
                colons: colons, name: String(name), arguments: String(text[gap.endIndex...]),
                position: original(SourcePosition(line: index + 1, column: line.prefix.utf8.count + 1)),
                argumentsColumn: column + name.utf8.count + gap.utf8.count))
        lines[index] = "\(line.prefix)<!--\(Placeholder.container)\(containers.count - 1)-->"
        isCode[index] = true
    }

    private mutating func reportDepth(line: Int) {
        diagnostics.append(
            Diagnostic(
                .error, code: "nesting-too-deep", path: path, position: SourcePosition(line: line),
                message: LocalizedText(
                    ja: "コンテナの入れ子が \(CmarkDocument.maximumDepth) 段を超えています",
                    en: "containers are nested more than \(CmarkDocument.maximumDepth) deep"),
                help: LocalizedText(ja: "閉じ忘れた ::: がないか確かめてください。", en: "Look for a ::: that was never closed.")))
    }

    /// The line on which a `$$` block of several lines ends; nil for one that is closed on its own line or never.
    private mutating func endOfMath(from first: Int, _ opening: BlockLine) -> Int? {
        guard !opening.content.dropFirst(2).contains(ascii: "$$") else { return nil }
        for index in lines.indices.dropFirst(first + 1) {
            guard !isCode[index] || !BlockLine(lines[index]).isFence else { break }
            if features[index].contains(.dollar), lines[index].contains(ascii: "$$") { return index }
        }
        diagnostics.append(
            Diagnostic(
                .warning, code: "math-unclosed", path: path,
                position: original(SourcePosition(line: first + 1, column: opening.prefix.utf8.count + 1)),
                message: LocalizedText(ja: "$$ で始まる数式が閉じられていません", en: "the formula that starts with $$ is not closed"),
                help: LocalizedText(ja: "$$ だけの行で閉じてください。", en: "Close it with a line that is only $$.")))
        return nil
    }

    private mutating func replaceMath(_ opening: BlockLine, first: Int, last: Int) {
        let closing = BlockLine(lines[last])
        let split = closing.content.firstRange(of: "$$")
        let before = split.map { String(closing.content[..<$0.lowerBound]) } ?? ""
        let after = split.map { String(closing.content[$0.upperBound...].trimmed) } ?? ""
        mathFences.append(
            MathFence(
                firstLine: String(opening.content.dropFirst(2)), lastLine: before, number: MathBlock.number(in: after),
                position: original(SourcePosition(line: first + 1, column: opening.prefix.utf8.count + 3))))
        lines[first] = "\(opening.prefix)~~~~~\(Placeholder.mathFence)\(mathFences.count - 1)"
        lines[last] = "\(closing.quotePrefix)~~~~~"
        for index in first...last { isCode[index] = true }
    }

    private mutating func replaceInlines() {
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
            firstFootnote: endsInFence ? nil : footnotes.count
        ) { followingRuns(after: index) }
        scanner.run()
        return scanner.result
    }

    /// Puts an inline footnote's text behind the file's last line, as the definition that its reference wants.
    private mutating func append(_ footnote: InlineFootnote, from line: Int) {
        let prefix = "[^\(Placeholder.footnote)\(footnotes.count)]: "
        // What would start a list, a quote or a heading is text here.
        let startsBlock = footnote.text.utf8.first.map { "-+*>#|:~`=_<0123456789".utf8.contains($0) } ?? false
        let mark = startsBlock ? String(Placeholder.emphasisMark) : ""
        var start = footnote.position
        if let (outer, prefix) = footnoteLines[line] {
            start = SourcePosition(line: outer.line, column: outer.column + max(start.column - 1 - prefix, 0))
        } else {
            start = beforeEdits(start)
        }
        footnotes.append(InlineFootnote(text: footnote.text, position: start))
        lines += ["", prefix + mark + footnote.text]
        isCode += [false, false]
        features += [[], TextFeatures(of: footnote.text)]
        footnoteLines[lines.count] = (start, (prefix + mark).utf8.count)
    }

    /// What a text of cmark's was in the file: where cmark saw code or HTML and we did not, our placeholders stand in it.
    func restored(_ text: String) -> String {
        guard text.contains(byte: 0xEE) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        /// The number behind a place, and where it ends.
        func number(at start: Int) -> (value: Int, end: Int)? {
            let end =
                bytes[start...].firstIndex { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? bytes.count
            return Int(String(decoding: bytes[start..<end], as: UTF8.self)).map { ($0, end) }
        }
        func dropLast(_ prefix: String) {
            if result.reversed().starts(with: prefix.utf8.reversed()) { result.removeLast(prefix.utf8.count) }
        }
        while index < bytes.count {
            let next = bytes[index...].firstIndex(of: 0xEE) ?? bytes.count
            result += bytes[index..<next]
            index = next
            guard index < bytes.count else { break }
            guard index + 2 < bytes.count, bytes[index + 1] == 0x80 else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let scalar = Unicode.Scalar(0xE000 + UInt32(bytes[index + 2] & 0x3F)) ?? Placeholder.emphasisMark
            index += 3
            switch scalar {
            case Placeholder.emphasisMark, Placeholder.close: continue
            case Placeholder.pipe: result.append(UInt8(ascii: "|"))
            case Placeholder.open:
                guard let (value, end) = number(at: index), protected.indices.contains(value) else { continue }
                result += protected[value].source.utf8
                index = end
            case Placeholder.container:
                guard let (value, end) = number(at: index), containers.indices.contains(value) else { continue }
                dropLast("<!--")
                result += containers[value].source.utf8
                index = bytes[end...].starts(with: "-->".utf8) ? end + 3 : end
            case Placeholder.mathFence:
                guard let (value, end) = number(at: index), mathFences.indices.contains(value) else { continue }
                dropLast("~~~~~")
                result += "$$".utf8
                result += mathFences[value].firstLine.utf8
                index = end
            case Placeholder.footnote:
                guard let (value, end) = number(at: index), footnotes.indices.contains(value) else { continue }
                dropLast("[^")
                result += "^[".utf8
                result += footnotes[value].text.utf8
                index = end
            default: result += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        return String(decoding: result, as: UTF8.self)
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
        guard let (start, prefix) = footnoteLines[position.line] else { return beforeEdits(position) }
        return SourcePosition(line: start.line, column: start.column + max(position.column - 1 - prefix, 0))
    }

    private func located(_ item: Protected) -> Protected {
        switch item {
        case .math(let tex, let display, let number, let position):
            .math(tex: tex, display: display, number: number, position: located(position))
        case .value(let code, let position): .value(code: code, position: located(position))
        }
    }
}

extension MathBlock {
    /// `(1)` gives `1`; anything else is no equation number.
    static func number(in text: String) -> String? {
        guard text.hasPrefix("("), text.hasSuffix(")"), text.count > 2 else { return nil }
        return String(text.dropFirst().dropLast())
    }
}
