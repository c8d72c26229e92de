import Chapters
import Grading

/// A chapter that was executed and drawn: what its page is made from.
package struct SiteChapter: Sendable {
    package var chapter: Chapter
    package var report: ChapterReport
    /// One for each of `seeds`; the page shows the first.
    package var draws: [QuestionBank.Draw]
    package var seeds: [UInt64]
    /// The compiler and the engine, for the “last executed” line.
    package var executedWith: String
    /// `2026-11-21T05:00:00Z`.
    package var date: String

    package init(
        chapter: Chapter, report: ChapterReport, draws: [QuestionBank.Draw], seeds: [UInt64], executedWith: String,
        date: String
    ) {
        self.chapter = chapter
        self.report = report
        self.draws = draws
        self.seeds = seeds
        self.executedWith = executedWith
        self.date = date
    }
}

/// What can be read off a chapter's text.
package struct ChapterText {
    /// Running text only: no code, no output, no exercise's explanation.
    package private(set) var sections: [(title: String, anchor: String, text: String)] = []

    package init(_ chapter: Chapter) {
        sections = [(chapter.title, "", "")]
        add(chapter.blocks, chapter)
    }

    /// At 500 signs a minute, which is what people read of Japanese technical prose.
    package var minutes: Int { max(1, (sections.reduce(0) { $0 + $1.text.count } + 250) / 500) }

    private mutating func add(_ blocks: [Block], _ chapter: Chapter) {
        for block in blocks {
            switch block.kind {
            case .heading(let heading):
                sections.append((heading.content.plainText, identifier(heading.anchor), ""))
            case .message(_, let blocks), .quote(let blocks): add(blocks, chapter)
            case .details(let title, let blocks):
                add(title.plainText)
                add(blocks, chapter)
            case .list(let list): for item in list.items { add(item.blocks, chapter) }
            case .paragraph(let content): add(content.plainText)
            case .table(let table):
                add((table.header + table.rows.flatMap { $0 }).map(\.plainText).joined(separator: " "))
            case .exercise(let index) where chapter.exercises.indices.contains(index):
                add([Block](chapter.exercises[index].prompt).markedText)
            case .image(let image, let caption): add(image.alt + " " + caption.plainText)
            case .code, .cell, .math, .thematicBreak, .linkCard, .exercise, .exerciseSet, .html: break
            }
        }
    }

    private mutating func add(_ text: String) {
        let shown = ParameterMarker.replace(in: text) { _ in "…" }
        sections[sections.count - 1].text += (sections[sections.count - 1].text.isEmpty ? "" : " ") + shown
    }
}
