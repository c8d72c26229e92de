import Chapters
import Grading

/// Renders chapters and what a run found as text for a terminal.
///
/// The last stage of the pipeline, as a pure function: the same chapter, report and style always give the same text.
///
///     let style = TerminalEnvironment.current().style(language: .ja)
///     print(TerminalRenderer(style: style).render(chapter, report: report), terminator: "")
///
/// Every text ends in a line break. Nothing that comes from a chapter or a program reaches the terminal as a control
/// character (see `VisibleText`).
package struct TerminalRenderer: Sendable {
    package var style: TerminalStyle

    package init(style: TerminalStyle) {
        self.style = style
    }

    /// The whole chapter: title, blocks with results and answers, footnotes.
    ///
    /// - Complexity: O(*n*) in the length of chapter and report.
    package func render(_ chapter: Chapter, report: ChapterReport) -> String {
        let renderer = BlockRenderer(chapter: chapter, report: report, style: style)
        return encode(renderer.wholeChapter())
    }

    /// Some blocks of a chapter: a hint, a solution's text, a prompt.
    ///
    /// The report is for the inline values and results; nil when there was no run.
    package func render(_ blocks: [Block], in chapter: Chapter, report: ChapterReport? = nil) -> String {
        let report = report ?? ChapterReport.empty(for: chapter)
        let renderer = BlockRenderer(chapter: chapter, report: report, style: style)
        return encode(renderer.lines(of: blocks.showing(parameters: []), width: style.textWidth))
    }

    /// One exercise with its frame, as it stands in the chapter: `chapter.exercises[index]`.
    package func exercise(_ index: Int, in chapter: Chapter, report: ChapterReport) -> String {
        let renderer = BlockRenderer(chapter: chapter, report: report, style: style)
        return encode(renderer.exerciseLines(index, width: style.textWidth))
    }

    /// `path:line:column: error: …`, each with its help below.
    package func diagnostics(_ diagnostics: [Diagnostic]) -> String {
        encode(DiagnosticLines(style: style).lines(of: diagnostics))
    }

    /// The score, the counts by status, and what to do next.
    package func summary(_ report: RunReport) -> String {
        encode(SummaryLines(style: style).lines(of: report))
    }

    private func encode(_ lines: [StyledText]) -> String { Palette(level: style.color).encode(lines) }
}

extension ChapterReport {
    static func empty(for chapter: Chapter) -> ChapterReport {
        ChapterReport(
            id: chapter.id, title: chapter.title, path: chapter.path, examples: [], values: [], exercises: [])
    }
}
