/// What a rule for authors looks at, and where it puts what it finds.
struct RuleContext {
    let chapter: Chapter
    /// The file's lines, without a byte order mark.
    let lines: [String]
    let bytes: [UInt8]
    /// Reads a file by its path, to hold links against it; nil when there is none.
    let read: (String) -> [UInt8]?
    private(set) var diagnostics: [Diagnostic] = []

    init(chapter: Chapter, lines: [String], bytes: [UInt8], read: @escaping (String) -> [UInt8]?) {
        self.chapter = chapter
        self.lines = lines
        self.bytes = bytes
        self.read = read
    }

    mutating func error(
        code: String, at position: SourcePosition, _ message: LocalizedText, why: LocalizedText,
        help: LocalizedText? = nil, fix: SourceFix? = nil
    ) {
        add(.error, code, position, message, why, help, fix)
    }

    mutating func warning(
        code: String, at position: SourcePosition, _ message: LocalizedText, why: LocalizedText,
        help: LocalizedText? = nil, fix: SourceFix? = nil
    ) {
        add(.warning, code, position, message, why, help, fix)
    }

    private mutating func add(
        _ severity: Diagnostic.Severity, _ code: String, _ position: SourcePosition, _ message: LocalizedText,
        _ why: LocalizedText, _ help: LocalizedText?, _ fix: SourceFix?
    ) {
        diagnostics.append(
            Diagnostic(
                severity, code: code, path: chapter.path, position: position, message: message, help: help, why: why,
                fix: fix))
    }
}

/// A rule that a chapter's text is held against: one concept, one file.
protocol AuthorRule {
    static func check(_ context: inout RuleContext)
}

/// All rules about a chapter's text that need nothing but the text (and the files that it links to).
package enum AuthorRules {
    private static var all: [any AuthorRule.Type] {
        [
            EncodingRule.self, FrontMatterRule.self, FrontMatterTopicsRule.self, FrontMatterScheduleRule.self,
            FileNameRule.self, HeadingRule.self, LinkRule.self, ReferenceRule.self, ImageRule.self, EmphasisRule.self,
            FootnoteRule.self, EmbedRule.self, MathRule.self, IncludeRule.self,
        ]
    }

    /// What is wrong with a chapter's text, besides what its parser has said already; by place.
    ///
    /// `read` gives the bytes of a file, or nil.
    package static func findings(
        in chapter: Chapter, bytes: [UInt8], read: @escaping (String) -> [UInt8]?
    ) throws(Diagnostic) -> [Diagnostic] {
        let source = try SourceText(decoding: bytes, path: chapter.path)
        var context = RuleContext(chapter: chapter, lines: source.lines, bytes: bytes, read: read)
        for rule in all { rule.check(&context) }
        return context.diagnostics.sorted { $0.position < $1.position }
    }
}

extension Chapter {
    /// All blocks in the order of the text, those inside quotes, lists and containers too.
    var flatBlocks: [Block] {
        var result: [Block] = []
        func collect(_ blocks: [Block]) {
            for block in blocks {
                result.append(block)
                switch block.kind {
                case .quote(let inner), .message(_, let inner), .details(_, let inner): collect(inner)
                case .list(let list): for item in list.items { collect(item.blocks) }
                default: break
                }
            }
        }
        collect(blocks)
        return result
    }

    /// All headings in the order of the text, those inside containers too.
    var allHeadings: [(heading: Heading, range: SourceRange)] {
        flatBlocks.compactMap { block in
            guard case .heading(let heading) = block.kind else { return nil }
            return (heading, block.range)
        }
    }
}
