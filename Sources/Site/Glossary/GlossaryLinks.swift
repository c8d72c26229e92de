import Chapters
import Curriculum

/// Links the terms of the glossary where a chapter's text first uses them.
///
/// Running text only: headings, code, links and exercises stay as they are (an exercise's words may be what it asks for).
struct GlossaryLinks {
    private let finder: TermFinder
    private var linked: Set<Int> = []

    init(_ finder: TermFinder) { self.finder = finder }

    mutating func link(_ blocks: [Block]) -> [Block] {
        blocks.map { block in
            var result = block
            switch block.kind {
            case .paragraph(let content): result.kind = .paragraph(link(content))
            case .list(var list):
                for index in list.items.indices { list.items[index].blocks = link(list.items[index].blocks) }
                result.kind = .list(list)
            case .quote(let inner): result.kind = .quote(link(inner))
            case .message(let isAlert, let inner): result.kind = .message(isAlert: isAlert, link(inner))
            case .details(let title, let inner): result.kind = .details(title: title, link(inner))
            case .table(var table):
                table.rows = table.rows.map { row in row.map { link($0) } }
                result.kind = .table(table)
            default: break
            }
            return result
        }
    }

    private mutating func link(_ inlines: [Inline]) -> [Inline] {
        inlines.flatMap { inline -> [Inline] in
            switch inline {
            case .text(let text): return link(text)
            case .emphasis(let children): return [.emphasis(link(children))]
            case .strong(let children): return [.strong(link(children))]
            default: return [inline]
            }
        }
    }

    private mutating func link(_ text: String) -> [Inline] {
        let matches = finder.matches(in: text).filter(\.isWhole)
        guard !matches.isEmpty else { return [.text(text)] }
        let scalars = Array(text.unicodeScalars)
        func piece(_ range: Range<Int>) -> Inline { .text(String(String.UnicodeScalarView(scalars[range]))) }
        var result: [Inline] = []
        var start = 0
        for match in matches where linked.insert(match.term).inserted {
            let term = finder.terms[match.term]
            if start < match.range.lowerBound { result.append(piece(start..<match.range.lowerBound)) }
            result.append(
                .link(
                    destination: "glossary.html#" + term.anchor, title: "\(term.reading) · \(term.english)",
                    [piece(match.range)]))
            start = match.range.upperBound
        }
        if start < scalars.count { result.append(piece(start..<scalars.count)) }
        return result
    }
}
