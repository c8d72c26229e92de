import Chapters
import Grading

/// Turns the blocks of one chapter into styled lines.
///
/// What each kind of block looks like is in the extensions.
struct BlockRenderer {
    /// Deeper nesting than this is left out: no reader follows it, and the stack is finite.
    static let maximumDepth = 48
    /// Indentation stops where this few columns would be left for text.
    static let minimumTextWidth = 10

    let chapter: Chapter
    let report: ChapterReport
    let style: TerminalStyle
    var depth = 0
    /// A question that is being put: "unanswered" and how many belong to its set are beside the point.
    var isBeingPut = false

    init(chapter: Chapter, report: ChapterReport, style: TerminalStyle) {
        self.chapter = chapter
        self.report = report
        self.style = style
    }

    var isColored: Bool { style.color > .none }

    func word(_ text: LocalizedText) -> String { text(style.language) }

    func wholeChapter() -> [StyledText] {
        let width = style.textWidth
        let emoji = chapter.frontMatter.emoji.map { $0 + " " } ?? ""
        var result = StyledText(emoji + chapter.title, Attributes(.heading, .bold)).wrapped(to: width)
        result.append(rule("━", width: width, Attributes(.heading)))
        result += StyledText(chapter.path, .dim).chopped(to: width)
        let body = lines(of: chapter.blocks, width: width)
        if !body.isEmpty { result += [StyledText()] + body }
        let notes = footnoteLines(width: width)
        if !notes.isEmpty { result += [StyledText()] + notes }
        return result
    }

    /// The lines of blocks, with an empty line between two of them.
    func lines(of blocks: [Block], width: Int, isTight: Bool = false) -> [StyledText] {
        guard depth < Self.maximumDepth else { return [StyledText(word(Words.tooDeep), .dim)] }
        var inner = self
        inner.depth += 1
        var result: [StyledText] = []
        for block in blocks {
            let lines = inner.labelled(block, inner.lines(of: block.captioned(in: chapter), width: width), width: width)
            if lines.isEmpty { continue }
            if !result.isEmpty && !isTight { result.append(StyledText()) }
            result += lines
        }
        return result
    }

    /// What has a number says which it is; an equation and an image do so themselves.
    private func labelled(_ block: Block, _ lines: [StyledText], width: Int) -> [StyledText] {
        guard let label = block.label else { return lines }
        let caption = StyledText(label.text(in: chapter), .dim).wrapped(to: width)
        return switch block.kind {
        case .math, .image: lines
        case .table: caption + lines
        default: lines + caption
        }
    }

    private func lines(of block: Block, width: Int) -> [StyledText] {
        switch block.kind {
        case .heading(let heading): headingLines(heading, width: width)
        case .paragraph(let content): styled(content).wrapped(to: width)
        case .list(let list): listLines(list, width: width)
        case .quote(let blocks): barred(Attributes.dim, width: width) { lines(of: blocks, width: $0) }
        case .code(let code): codeLines(code, width: width)
        case .cell(let index): cellLines(index, width: width)
        case .table(let table): tableLines(table, width: width)
        case .math(let math): mathLines(math, width: width)
        case .thematicBreak: [rule("─", width: min(width, 40), .dim)]
        case .image(let image, let caption): imageLines(image, caption: caption, width: width)
        case .message(let isAlert, let blocks): messageLines(blocks, isAlert: isAlert, width: width)
        case .details(let title, let blocks): detailsLines(title, blocks, width: width)
        case .linkCard(let url, let service): linkCardLines(url, service: service, width: width)
        case .exercise(let index): exerciseLines(index, width: width)
        case .exerciseSet(let index): setLines(index, width: width)
        case .html(let text): htmlLines(text, width: width)
        }
    }

    // MARK: Prefixes

    func rule(_ character: Character, width: Int, _ attributes: Attributes) -> StyledText {
        StyledText(visible: String(repeating: character, count: max(1, width)), attributes)
    }

    /// Content behind a prefix; without the prefix where the terminal is too narrow for it.
    func prefixed(
        first: StyledText, rest: StyledText, width: Int, _ content: (_ width: Int) -> [StyledText]
    ) -> [StyledText] {
        let inner = width - max(first.width, rest.width)
        guard inner >= Self.minimumTextWidth || inner >= width - 2 && inner > 0 else { return content(width) }
        return content(inner).prefixed(first: first, rest: rest)
    }

    func barred(
        _ attributes: Attributes, width: Int, _ content: (_ width: Int) -> [StyledText]
    ) -> [StyledText] {
        let bar = StyledText(visible: "│ ", attributes)
        return prefixed(first: bar, rest: bar, width: width, content)
    }

    func indented(_ columns: Int, width: Int, _ content: (_ width: Int) -> [StyledText]) -> [StyledText] {
        let space = StyledText(visible: String(repeating: " ", count: columns))
        return prefixed(first: space, rest: space, width: width, content)
    }
}
