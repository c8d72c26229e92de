import Chapters

/// The pictures that a chapter shows, each source once, in reading order.
struct ImageCollector {
    private(set) var images: [(source: String, position: SourcePosition)] = []
    private var known: Set<String> = []

    static func images(in chapter: Chapter) -> [(source: String, position: SourcePosition)] {
        var collector = ImageCollector()
        collector.visit(chapter.blocks)
        for set in chapter.sets { collector.visit(set.prompt) }
        for exercise in chapter.exercises {
            collector.visit(exercise.prompt)
            if case .choice(let choice) = exercise.kind {
                for option in choice.options {
                    collector.visit(option.content)
                    collector.visit(option.feedback)
                }
            }
            for hint in exercise.hints { collector.visit(hint) }
            collector.visit(exercise.explanation)
        }
        for note in chapter.footnotes { collector.visit(note.blocks) }
        return collector.images
    }

    private mutating func visit(_ blocks: [Block]) {
        for block in blocks {
            let start = block.range.start
            switch block.kind {
            case .heading(let heading): visit(heading.content, start)
            case .paragraph(let content): visit(content, start)
            case .list(let list): for item in list.items { visit(item.blocks) }
            case .quote(let blocks), .message(_, let blocks): visit(blocks)
            case .details(let title, let blocks):
                visit(title, start)
                visit(blocks)
            case .table(let table):
                for cell in table.header + table.rows.flatMap({ $0 }) { visit(cell, start) }
            case .image(let image, let caption):
                add(image, start)
                visit(caption, start)
            case .code, .cell, .math, .thematicBreak, .linkCard, .exercise, .exerciseSet, .html: break
            }
        }
    }

    private mutating func visit(_ inlines: [Inline], _ position: SourcePosition) {
        for inline in inlines {
            switch inline {
            case .image(let image): add(image, position)
            case .emphasis(let children), .strong(let children), .strikethrough(let children),
                .link(_, _, let children):
                visit(children, position)
            case .text, .code, .math, .lineBreak, .footnoteReference, .value, .html: break
            }
        }
    }

    private mutating func add(_ image: Image, _ position: SourcePosition) {
        if known.insert(image.source).inserted { images.append((image.source, position)) }
    }
}
