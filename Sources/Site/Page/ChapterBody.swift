import Chapters
import Grading

/// Everything one page needs while it is being written, and what is counted on the way.
struct ChapterBody {
    let chapter: Chapter
    let report: ChapterReport
    let images: [String: String]
    let language: Language
    let typesetter: Typesetter

    /// The highest heading level of the chapter's own headings: some start at `#`, many Zenn articles at `##`.
    let topLevel: Int

    var diagnostics: [Diagnostic] = []
    /// Level of the last heading written, so that an exercise's own heading fits below it.
    var headingLevel = 1
    /// How often each footnote was referred to, by its number.
    var footnoteUses: [Int: Int] = [:]
    var cellsWritten: Set<String> = []
    var exercisesWritten = 0
    var steppedFiguresWritten = 0
    /// Set for a page of a published site: its exercises are answered in the page, and their keys are not in its text.
    var live: LiveExercises?
    /// While a template is written: how many parameters there are, and which were seen in a formula.
    var parametersInMath: (count: Int, found: Set<Int>)?
    /// Where a problem in running text is reported: the block that holds it.
    var position = SourcePosition(line: 1)
    /// Set while a link's text is written: links can't stand inside links.
    var isInsideLink = false
    /// Set while the contents are written: no notes, no pictures.
    var isInsideContents = false
    private var hasReportedMissingMath = false

    init(
        chapter: Chapter, report: ChapterReport, images: [String: String], language: Language, typesetter: Typesetter
    ) {
        self.chapter = chapter
        self.report = report
        self.images = images
        self.language = language
        self.typesetter = typesetter
        topLevel =
            chapter.blocks.compactMap { block -> Int? in
                guard case .heading(let heading) = block.kind else { return nil }
                return heading.level
            }.min() ?? 1
    }

    /// One of the page's own words, marked with its language when the page is in another one.
    func label(_ text: LocalizedText) -> String {
        guard language == .en else { return escaped(text.ja) }
        return text.ja == text.en ? escaped(text.en) : "<span lang=\"en\">\(escaped(text.en))</span>"
    }

    mutating func warn(
        _ code: String, at position: SourcePosition? = nil, _ message: LocalizedText, help: LocalizedText? = nil
    ) {
        // Headings are written twice; what is wrong in one is said where it stands.
        guard !isInsideContents else { return }
        diagnostics.append(
            Diagnostic(
                .warning, code: code, path: chapter.path, position: position ?? self.position, message: message,
                help: help))
    }

    mutating func reportMissingHighlighter() {
        guard let missing = typesetter.missingHighlighter else { return }
        warn("highlighter-missing", at: SourcePosition(line: 1), missing.message, help: missing.help)
    }

    // MARK: Formulas

    /// A formula, or its source with what is wrong about it.
    ///
    /// `start` is where the TeX starts in the chapter, when that is known.
    mutating func math(_ tex: String, display: Bool, start: SourcePosition? = nil) -> String {
        if let known = parametersInMath {
            parametersInMath?.found.formUnion(StandIn.indices(in: tex, count: known.count))
        }
        do throws(Typesetter.MathFailure) {
            return try typesetter.math(tex, display: display)
        } catch {
            if error.kind == .unavailable {
                if !hasReportedMissingMath {
                    hasReportedMissingMath = true
                    warn("katex-missing", error.message, help: error.help)
                }
                return "<code class=\"tex\">\(escaped(tex))</code>"
            }
            let place = start.map { Self.position(in: tex, offset: error.offset, from: $0) }
            let text = error.message(language)
            warn(
                "math-error", at: place,
                LocalizedText(
                    ja: "数式 \(Self.excerpt(tex)) を組めません: \(error.message.ja)",
                    en: "can't typeset \(Self.excerpt(tex)): \(error.message.en)"),
                help: error.help)
            return "<span class=\"math-error\"><strong>\(label(Labels.badFormula)): </strong>"
                + "<code>\(escaped(tex))</code> <span class=\"reason\">\(escaped(text))</span></span>"
        }
    }

    /// The chapter's line and column for a UTF-16 offset into a formula that starts at `start`.
    static func position(in tex: String, offset: Int?, from start: SourcePosition) -> SourcePosition {
        guard let offset else { return start }
        let head = String(decoding: Array(tex.utf16.prefix(offset)), as: UTF16.self)
        let lines = head.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let lastLength = lines.last?.count ?? 0
        return lines.count == 1
            ? SourcePosition(line: start.line, column: start.column + lastLength)
            : SourcePosition(line: start.line + lines.count - 1, column: lastLength + 1)
    }

    private static func excerpt(_ tex: String) -> String {
        let line = tex.split(whereSeparator: \.isNewline).joined(separator: " ")
        return "“" + (line.count > 40 ? line.prefix(40) + "…" : Substring(line)) + "”"
    }
}
