/// Prepares a chapter's text for cmark: what cmark would mangle is replaced by placeholders, line by line.
///
/// Lines keep their numbers; `SourceMap` takes columns back. What is replaced:
/// `:::` lines (HTML comments, which cmark keeps in place as blocks of their own), `$$` blocks (fences), `$…$` and
/// `{swift}` spans and image sizes (placeholders in the text), and beside `*` and `~` a mark is inserted where
/// Japanese text needs it (tats-u/markdown-cjk-friendly). Code is left alone: cmark itself says, in a first parse,
/// which lines are code.
struct Preprocessor {
    var lines: [String]
    /// As the file has them.
    let original: [String]
    var footnoteDefinitions: [FootnoteDefinition] = []
    let path: String
    let mode: MarkdownMode
    var map = SourceMap()
    /// What was changed of lines beyond the bounds on nesting and tables, before anything else.
    var boundsMap = SourceMap()
    /// The marks in lines that cmark would take for HTML.
    var htmlMap = SourceMap()
    /// `{{…}}` are replaced first, in a pass of their own.
    var parameterMap = SourceMap()
    var protected: [Protected] = []
    var containers: [ContainerMarker] = []
    var mathFences: [MathFence] = []
    /// All `{{…}}`, by index; an exercise takes those between its lines.
    var parameters: [InlineExpression] = []
    var diagnostics: [Diagnostic] = []
    var footnotes: [InlineFootnote] = []
    /// Lines behind the file's own, where the texts of inline footnotes are: by line, from 1.
    var footnoteLines: [Int: FootnoteLine] = [:]
    /// Footnotes in footnotes in footnotes; what is deeper is text.
    static let maximumFootnoteDepth = 3
    /// Lines (0-based) that are code: fences with their content, indented code.
    var isCode: [Bool]
    /// What the lines had at first: steps only ever take something out of them, but for our own placeholders.
    var features: [TextFeatures]
    /// Whether the file ends inside a fence: nothing can be put behind it.
    var endsInFence = false
    /// How many containers are open on the line being looked at.
    var openContainers = 0

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

    var text: [UInt8] {
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
        if position.line > original.count, let line = footnoteLines[position.line] {
            return line.original(position)
        }
        return beforeEdits(position)
    }

    /// The place in the file of a place in a line that the inlines' pass has not changed yet.
    func beforeEdits(_ position: SourcePosition) -> SourcePosition {
        boundsMap.original(htmlMap.original(parameterMap.original(position)))
    }

    /// The last line of a block that cmark ends at a line, which may be one of those behind the file's own.
    func lastLine(_ line: Int, from start: SourcePosition) -> Int {
        let end = original(SourcePosition(line: line)).line
        return max(start.line, min(end, original.count))
    }
}

/// A line behind the file's own that holds the text of an inline footnote.
struct FootnoteLine {
    /// Where the text stands in the file.
    var start: SourcePosition
    /// The bytes before the text.
    var prefix: Int
    /// From 1: how many footnotes it stands in.
    var depth: Int

    /// The place in the file of a place in the line.
    func original(_ position: SourcePosition) -> SourcePosition {
        SourcePosition(line: start.line, column: start.column + max(position.column - 1 - prefix, 0))
    }
}
