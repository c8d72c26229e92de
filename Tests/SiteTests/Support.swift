@testable import Chapters
import Display
import Grading

@testable import Site

/// A block at some line.
func block(_ kind: Block.Kind, line: Int = 1) -> Block {
    Block(kind, SourceRange(start: SourcePosition(line: line), endLine: line))
}

func paragraph(_ inlines: Inline...) -> Block { block(.paragraph(inlines)) }

/// A report that says nothing of a chapter's cells and exercises.
func emptyReport(for chapter: Chapter) -> ChapterReport {
    ChapterReport(id: chapter.id, title: chapter.title, path: chapter.path, examples: [], values: [], exercises: [])
}

func page(_ chapter: Chapter, report: ChapterReport? = nil, images: [String: String] = [:], language: Language = .ja)
    -> HTMLRenderer.Page
{
    HTMLRenderer(language: language).page(for: chapter, report: report ?? emptyReport(for: chapter), images: images)
}

/// What stands in `<main>`.
func body(_ blocks: Block..., footnotes: [Footnote] = [], images: [String: String] = [:]) -> String {
    var chapter = Chapter(id: "test", path: "test.md", blocks: blocks)
    chapter.footnotes = footnotes
    let html = page(chapter, images: images).html
    let start = html.range(of: "tabindex=\"-1\">\n")?.upperBound ?? html.startIndex
    let end = html.range(of: "</main>")?.lowerBound ?? html.endIndex
    return String(html[start..<end])
}

func exampleReport(
    _ outputs: [CellOutput], status: ExampleReport.Status = .passed, message: LocalizedText? = nil
) -> ExampleReport {
    ExampleReport(
        id: "cell1", line: 1, status: status, outputs: outputs, cached: false, milliseconds: 1, message: message)
}

extension String {
    /// Where a text first stands.
    func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }

    func occurrences(of text: String) -> Int { ranges(of: text).count }
}
