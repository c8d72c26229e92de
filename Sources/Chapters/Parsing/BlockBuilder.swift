/// Turns cmark's nodes into blocks: nests containers, finds cells and their outputs, numbers what is numbered.
struct BlockBuilder {
    let preprocessor: Preprocessor
    let path: String
    private(set) var footnotes: [Footnote] = []
    /// cmark keeps the definitions that something refers to, but not their labels.
    private(set) var usedFootnoteLines: Set<Int> = []
    var cells: [Cell] = []
    var values: [InlineExpression] = []
    var exercises: [Exercise] = []
    var sets: [ExerciseSet] = []
    var diagnostics: [Diagnostic] = []
    private var anchors = AnchorNames()
    private var cellIDs: Set<String> = []
    /// The lines of exercises and sets, by their ids.
    var exerciseLines: [String: Int] = [:]
    var sites: [InlineSite] = []
    var locator: SiteLocator
    var labelCounter = LabelCounter()
    /// The files beside the chapter; nil: nothing is included.
    let files: ChapterFiles?
    var includes: [Include] = []
    /// Set while a link's text is built: an address in it is no link of its own.
    var isInLink = false
    /// Set while a table's cells are built: `\|` is a `|` there, in formulas too.
    private(set) var isInTable = false
    /// A bare URL is a card at the top level and in `details`; in lists, quotes and messages it is a link.
    var allowsCards = true
    /// Inside an exercise or a set a `swift` fence is part of it, not of the chapter's program.
    var isInExercise = false
    /// The parts of the exercise being built, by line: what its blocks alone do not tell.
    var exerciseParts: [Int: ExerciseBuilder.Part] = [:]

    init(preprocessor: Preprocessor, path: String, files: ChapterFiles? = nil) {
        self.files = files
        self.preprocessor = preprocessor
        locator = SiteLocator(lines: preprocessor.original)
        self.path = path
    }

    mutating func build(document: MarkdownNode) -> [Block] {
        let definitions = document.children.filter(\.isFootnoteDefinition)
        usedFootnoteLines = Set(definitions.map(\.position.line))
        let blocks = build(document.children.filter { !$0.isFootnoteDefinition })
        footnotes = definitions.map { Footnote(label: strip($0.literal), blocks: build($0.children)) }
        reportPendingLabel()
        return blocks
    }

    // MARK: - Siblings and containers

    /// Builds the children of one node.
    ///
    /// `:::` lines among them open and close containers.
    mutating func build(_ nodes: [MarkdownNode]) -> [Block] {
        var index = 0
        return build(nodes, from: &index, in: nil)
    }

    private mutating func build(_ nodes: [MarkdownNode], from index: inout Int, in container: ContainerMarker?)
        -> [Block]
    {
        var result: [Block] = []
        // A container's part of the nodes is not known yet; room for all of them in each would be quadratic.
        if container == nil { result.reserveCapacity(nodes.count - index) }
        while index < nodes.count {
            let node = nodes[index]
            guard let marker = containerMarker(node) else {
                index += 1
                if takeLabel(node) { continue }
                let first = result.count
                let pending = labelCounter.pending
                labelCounter.pending = nil
                append(node, to: &result)
                label(&result, from: first, pending)
                continue
            }
            if marker.isClosing {
                guard let container else {
                    // Only a stray line reaches the outermost level.
                    report(
                        .warning, "container-stray-end", marker.position,
                        LocalizedText(ja: "開いていない ::: を閉じています", en: "this ::: closes nothing"),
                        LocalizedText(ja: "この行を消すか、開始の行を書いてください。", en: "Remove it, or write the line that opens."))
                    index += 1
                    continue
                }
                if marker.colons >= container.colons { return result }
                report(
                    .warning, "container-stray-end", marker.position,
                    LocalizedText(
                        ja: "コロンの数（\(marker.colons)）が開始の行（\(container.colons)）より少なく、何も閉じません",
                        en: "this has \(marker.colons) colons, the opening line \(container.colons): it closes nothing"),
                    LocalizedText(
                        ja: "コロンを \(container.colons) 個にしてください。", en: "Write \(container.colons) colons."))
                index += 1
                continue
            }
            index += 1
            let wasInExercise = isInExercise
            if ["exercise", "set"].contains(marker.name) { isInExercise = true }
            let allowedCards = allowsCards
            if marker.name == "message" { allowsCards = false }
            if let container { reportColons(of: marker, in: container) }
            let children = build(nodes, from: &index, in: marker)
            isInExercise = wasInExercise
            allowsCards = allowedCards
            var endLine = marker.position.line
            if index < nodes.count {
                endLine = containerMarker(nodes[index])?.position.line ?? endLine
                index += 1
            } else {
                endLine = nodes.last.map { preprocessor.lastLine($0.endLine, from: marker.position) } ?? endLine
                report(
                    .error, "container-unclosed", marker.position,
                    LocalizedText(ja: ":::\(marker.name) が閉じられていません", en: ":::\(marker.name) is not closed"),
                    LocalizedText(
                        ja: "コロン \(marker.colons) 個だけの行で閉じてください。",
                        en: "Close it with a line of \(marker.colons) colons."))
            }
            let range = SourceRange(start: marker.position, endLine: endLine)
            close(marker, range: range, children, into: &result)
        }
        return result
    }

    private mutating func close(
        _ marker: ContainerMarker, range: SourceRange, _ children: [Block], into result: inout [Block]
    ) {
        switch marker.name {
        case "message":
            let words = marker.arguments.split(separator: " ").map(String.init)
            let isAlert = words.first == "alert"
            if let word = words.first, !isAlert {
                let nearest = NearestName.find(word, in: ["alert"])
                report(
                    .warning, "container-option-unknown",
                    SourcePosition(line: marker.position.line, column: marker.argumentsColumn),
                    LocalizedText(ja: ":::message の知らないオプション「\(word)」です", en: "unknown option \(word) of :::message"),
                    nearest.map { LocalizedText(ja: "\($0) でしょうか。", en: "Did you mean \($0)?") })
            }
            result.append(Block(.message(isAlert: isAlert, children), range))
        case "details":
            if marker.arguments.isEmpty { reportMissingTitle(marker) }
            result.append(Block(.details(title: inlines(ofTitle: marker), children), range))
        case "exercise":
            var builder = ExerciseBuilder(
                marker: marker, range: range, path: path, parts: takeExerciseParts(in: range))
            let exercise = builder.build(children, allParameters: preprocessor.parameters)
            diagnostics += builder.diagnostics
            guard let exercise else { return }
            if let line = exerciseLines[exercise.id] {
                reportDuplicate(exercise.id, firstLine: line, at: marker.position)
                return
            }
            exerciseLines[exercise.id] = exercise.range.line
            exercises.append(exercise)
            result.append(Block(.exercise(exercises.count - 1), range))
        case "set": closeSet(marker, range: range, children, into: &result)
        case "hint", "explanation":
            if isInExercise {
                exerciseParts[range.line] = marker.name == "hint" ? .hint : .explanation
            } else {
                report(
                    .warning, "container-outside-exercise", marker.position,
                    LocalizedText(ja: ":::\(marker.name) は演習の中に書きます", en: ":::\(marker.name) belongs in an exercise"),
                    LocalizedText(ja: ":::exercise の中に移してください。", en: "Move it into an :::exercise."))
            }
            result.append(Block(.details(title: [.text(marker.name)], children), range))
        default:
            let nearest = NearestName.find(
                marker.name, in: ["message", "details", "exercise", "set", "hint", "explanation"])
            report(
                .warning, "container-unknown", marker.position,
                LocalizedText(ja: "知らないコンテナ :::\(marker.name) です", en: "unknown container :::\(marker.name)"),
                nearest.map { LocalizedText(ja: ":::\($0) でしょうか。", en: "Did you mean :::\($0)?") })
            result += children
        }
    }

    /// The parts found between the lines of an exercise or a set that is being closed.
    mutating func takeExerciseParts(in range: SourceRange) -> [Int: ExerciseBuilder.Part] {
        let inside = exerciseParts.filter { range.line...range.endLine ~= $0.key }
        for line in inside.keys { exerciseParts[line] = nil }
        return inside
    }

    private func containerMarker(_ node: MarkdownNode) -> ContainerMarker? {
        guard case .htmlBlock = node.kind, node.literal.contains(byte: 0xEE),
            let start = node.literal.unicodeScalars.firstIndex(of: Placeholder.container)
        else { return nil }
        let digits = node.literal.unicodeScalars[start...].dropFirst().prefix { ("0"..."9").contains($0) }
        guard let index = Int(String(String.UnicodeScalarView(digits))), preprocessor.containers.indices.contains(index)
        else { return nil }
        return preprocessor.containers[index]
    }

    // MARK: - Single blocks

    private mutating func append(_ node: MarkdownNode, to result: inout [Block]) {
        let start = preprocessor.original(node.position)
        let range = SourceRange(start: start, endLine: preprocessor.lastLine(node.endLine, from: start))
        switch node.kind {
        case .paragraph:
            for kind in paragraph(node, start) { result.append(Block(kind, range)) }
        case .heading(let level):
            let content = inlines(node.children, at: start)
            result.append(
                Block(.heading(Heading(level: level, anchor: anchors.name(for: content), content: content)), range))
        case .thematicBreak:
            result.append(Block(.thematicBreak, range))
        case .blockQuote:
            result.append(Block(.quote(withoutCards { $0.build(node.children) }), range))
        case .list(let first, let isTight):
            let allowedCards = allowsCards
            allowsCards = false
            let items = node.children.map { item in
                let position = preprocessor.original(item.position)
                var isChecked: Bool?
                if case .item(let checked) = item.kind { isChecked = checked }
                var blocks = build(item.children)
                if isChecked == nil { isChecked = takeTaskMark(from: &blocks, at: position) }
                return List.Item(
                    isChecked: isChecked, blocks: blocks,
                    range: SourceRange(start: position, endLine: preprocessor.lastLine(item.endLine, from: position)))
            }
            allowsCards = allowedCards
            result.append(Block(.list(List(start: first, isTight: isTight, items: items)), range))
        case .table(let alignments):
            isInTable = true
            let rows = node.children.map { row in row.children.map { inlines($0.children, at: start) } }
            isInTable = false
            result.append(
                Block(
                    .table(Table(alignments: alignments, header: rows.first ?? [], rows: Array(rows.dropFirst()))),
                    range))
        case .codeBlock(let info, let isFenced):
            code(node, info: info, isFenced: isFenced, start: start, into: &result)
        case .htmlBlock:
            let literal = preprocessor.withoutFootnotes(node.literal)
            let text = literal.trimmed
            if preprocessor.mode == .zenn, text.trimmedNewlines.contains(byte: UInt8(ascii: "\n")) {
                reportComment(at: start)
            }
            if preprocessor.mode != .zenn || !(text.hasPrefix("<!--") && text.trimmedNewlines.hasSuffix("-->")) {
                result.append(Block(.html(strip(literal)), range))
            }
        default:
            // Inlines never stand here; what cmark may add one day is shown by its children.
            result += build(node.children)
        }
    }

    private mutating func withoutCards(_ build: (inout BlockBuilder) -> [Block]) -> [Block] {
        let allowed = allowsCards
        allowsCards = false
        defer { allowsCards = allowed }
        return build(&self)
    }

    /// A paragraph, or what it is on Zenn: an equation, an image, cards between the lines.
    private mutating func paragraph(_ node: MarkdownNode, _ start: SourcePosition) -> [Block.Kind] {
        let (formulas, rest) = leadingFormulas(of: node, start)
        let known = sites.count
        let content = inlines(rest, at: start)
        if content.isEmpty { return formulas }
        guard preprocessor.mode == .zenn else { return [.paragraph(content)] }
        if let image = ImageParagraph.image(for: content) { return formulas + [image] }
        let result = LinkCards.split(content, nodes: rest, bareURLs: allowsCards)
        // What `@[…](…)` embeds is no link of the text.
        for case .linkCard(let url, .some) in result {
            let index = sites[known...].firstIndex { if case .link(url, _) = $0.kind { true } else { false } }
            if let index { sites.remove(at: index) }
        }
        return formulas + result
    }

    private mutating func code(
        _ node: MarkdownNode, info: String, isFenced: Bool, start: SourcePosition, into result: inout [Block]
    ) {
        let contentLines = node.literal.lineEndCount
        let range = SourceRange(
            start: start,
            // A fence that is never closed ends with the file.
            endLine: isFenced
                ? min(start.line + contentLines + 1, max(preprocessor.original.count, start.line))
                : start.line + max(contentLines - 1, 0))
        guard preprocessor.mode == .zenn else {
            let language = info.split(separator: " ", omittingEmptySubsequences: true).first.map(String.init) ?? ""
            result.append(Block(.code(CodeBlock(language: language, text: node.literal)), range))
            return
        }
        if info.unicodeScalars.first == Placeholder.mathFence, let index = Int(info.dropFirst()),
            preprocessor.mathFences.indices.contains(index)
        {
            let fence = preprocessor.mathFences[index]
            let inner = strip(node.literal)
            let tex = fence.firstLine + "\n" + inner + fence.lastLine
            sites.append(
                InlineSite(.formula(tex: tex.trimmedNewlines, display: true), at: firstTeX(tex, fence.position)))
            result.append(
                Block(.math(MathBlock(tex: tex.trimmedNewlines, number: fence.number, position: fence.position)), range)
            )
            return
        }
        let fence = FenceInfo(strip(info))
        if fence.language == "math" {
            let position = SourcePosition(line: start.line + 1, column: start.column)
            if !node.literal.trimmedNewlines.isEmpty {
                sites.append(
                    InlineSite(.formula(tex: strip(node.literal).trimmedNewlines, display: true), at: position))
            }
            result.append(
                Block(
                    .math(MathBlock(tex: strip(node.literal).trimmedNewlines, number: nil, position: position)), range))
            return
        }
        var source = CellSource(
            code: strip(node.literal), firstLine: isFenced ? start.line + 1 : start.line,
            columnOffset: max(start.column - 1, 0))
        let included = include(fence, source, range: range)
        if let included {
            source.code = included.text
            source.origin = included.origin
        }
        let title = fence.title ?? included?.name
        if fence.language == "output", !isInExercise, attachOutput(source.code, range, to: result.last) { return }
        if fence.language == "swift", !fence.isDiff, !isInExercise {
            var parser = CellOptions(fence: fence, fenceStart: start, path: path)
            var cell = parser.cell(source: source, range: range, number: cells.count + 1)
            cell.title = title
            cell.hasLineNumbers = fence.hasLineNumbers
            diagnostics += parser.diagnostics
            if !cellIDs.insert(cell.id).inserted {
                report(
                    .error, "cell-duplicate-id", start,
                    LocalizedText(ja: "セル id「\(cell.id)」が重複しています", en: "the cell id \(cell.id) is used twice"),
                    LocalizedText(ja: "別の id にしてください。", en: "Give one of them another id."))
            }
            cells.append(cell)
            result.append(Block(.cell(cells.count - 1), range))
            return
        }
        let block = CodeBlock(
            language: fence.language, title: title, isDiff: fence.isDiff, text: source.code,
            firstNumber: fence.hasLineNumbers ? source.origin?.firstLine ?? 1 : nil)
        result.append(Block(.code(block), range))
        if isInExercise { exerciseParts[range.line] = .fence(fence, source) }
    }

    /// Where the TeX starts whose leading empty lines are dropped.
    private func firstTeX(_ tex: String, _ position: SourcePosition) -> SourcePosition {
        let skipped = tex.prefix { $0.isNewline }.count
        return skipped == 0 ? position : SourcePosition(line: position.line + skipped, column: 1)
    }

    /// An `output` fence right below a cell belongs to it.
    private mutating func attachOutput(_ text: String, _ range: SourceRange, to last: Block?) -> Bool {
        guard case .cell(let index) = last?.kind, cells[index].expectedOutput == nil else {
            report(
                .warning, "output-without-cell", range.start,
                LocalizedText(
                    ja: "output フェンスの直前に swift セルがありません", en: "there is no swift cell right above this output"),
                LocalizedText(ja: "セルのすぐ下に置いてください。", en: "Put it right below its cell."))
            return false
        }
        cells[index].expectedOutput = ExpectedOutput(text: text, range: range)
        return true
    }

    mutating func report(
        _ severity: Diagnostic.Severity, _ code: String, _ position: SourcePosition, _ message: LocalizedText,
        _ help: LocalizedText? = nil
    ) {
        diagnostics.append(
            Diagnostic(severity, code: code, path: path, position: position, message: message, help: help))
    }
}

extension MarkdownNode {
    var isFootnoteDefinition: Bool {
        if case .footnoteDefinition = kind { true } else { false }
    }
}

extension StringProtocol {
    /// Without line ends at both ends.
    package var trimmedNewlines: String {
        var text = self[...]
        while text.first?.isNewline == true { text = text.dropFirst() }
        while text.last?.isNewline == true { text = text.dropLast() }
        return String(text)
    }
}
