import Chapters
import Display
import Grading

/// A chapter and its report as one HTML page: the last step of the pipeline, a pure function of its inputs.
///
/// The page is read without any script. What is not ours (the author's text, a program's output, an answer) goes
/// through `escaped`, `LinkPolicy` or the typesetter, never straight into the markup.
package struct HTMLRenderer: Sendable {
    package struct Page: Sendable {
        package var html: String
        /// What could not be shown as meant: bad formulas, missing pictures, libraries that are not installed.
        package var diagnostics: [Diagnostic]
    }

    /// The language of the page's own words; nil: the chapter's, so that a page is the same wherever it was made.
    package var language: Language?
    package var typesetter: Typesetter

    package init(language: Language? = nil, typesetter: Typesetter = .shared) {
        self.language = language
        self.typesetter = typesetter
    }

    /// The whole document.
    ///
    /// `images` maps a picture's source, as the chapter has it, to its address from the page.
    package func page(for chapter: Chapter, report: ChapterReport, images: [String: String] = [:]) -> Page {
        let chapterLanguage = ChapterLanguage.code(for: chapter)
        var body = ChapterBody(
            chapter: chapter, report: report, images: images,
            language: language ?? Language(rawValue: chapterLanguage) ?? .ja, typesetter: typesetter)
        // Contents first: the notes in the text are numbered in the order in which it refers to them.
        let contents = body.tableOfContents()
        let header = body.pageHeader()
        let text = body.render(chapter.blocks)
        let notes = body.footnotes()
        body.reportMissingHighlighter()
        let head = PageHead(
            language: chapterLanguage, title: chapter.title,
            rest: PageHead.sheets([MathStyle.fileName, "assets/style.css"]))
        let html = """
            \(head.html)<body>
            <a class="skip" href="#sk-main">\(body.label(Labels.skip))</a>
            \(header)<div class="layout\(contents.isEmpty ? "" : " has-toc")">
            \(contents)<main id="sk-main" tabindex="-1">
            \(text)\(notes)</main>
            </div>
            </body>
            </html>

            """
        return Page(html: html, diagnostics: body.diagnostics)
    }
}

/// The language a chapter is written in, for `lang`: fonts, line breaking and screen readers depend on it.
enum ChapterLanguage {
    static func code(for chapter: Chapter) -> String {
        chapter.isJapanese ? "ja" : "en"
    }
}
