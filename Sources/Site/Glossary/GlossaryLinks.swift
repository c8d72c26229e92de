import Chapters
import Curriculum

/// Links the terms of the glossary where a chapter's text first uses them.
///
/// Running text only: headings, code, links and exercises stay as they are (an exercise's words may be what it asks for).
struct GlossaryLinks {
    /// A spelling, and where its row is.
    private struct Spelling {
        var text: [Character]
        var term: Int
    }

    private let glossary: Glossary
    /// By their first character, the longest first.
    private var spellings: [Character: [Spelling]] = [:]
    private var linked: Set<Int> = []

    init(_ glossary: Glossary) {
        self.glossary = glossary
        for (index, term) in glossary.terms.enumerated() {
            for text in [term.term] + term.also {
                guard let first = text.first else { continue }
                spellings[first, default: []].append(Spelling(text: Array(text), term: index))
            }
        }
        for key in spellings.keys { spellings[key]?.sort { $0.text.count > $1.text.count } }
    }

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
        let characters = Array(text)
        var result: [Inline] = []
        var start = 0
        var index = 0
        while index < characters.count {
            guard let found = spelling(at: index, in: characters) else {
                index += 1
                continue
            }
            let end = index + found.text.count
            // A later use is passed over as a whole, so that no shorter term is found inside it.
            if linked.insert(found.term).inserted {
                let term = glossary.terms[found.term]
                if start < index { result.append(.text(String(characters[start..<index]))) }
                result.append(
                    .link(
                        destination: "glossary.html#" + term.anchor, title: "\(term.reading) · \(term.english)",
                        [.text(String(found.text))]))
                start = end
            }
            index = end
        }
        if start < characters.count { result.append(.text(String(characters[start...]))) }
        return result
    }

    /// The longest term here that is a word of its own: not a part of a longer one in the same script.
    private func spelling(at index: Int, in text: [Character]) -> Spelling? {
        guard let candidates = spellings[text[index]] else { return nil }
        return candidates.first { candidate in
            let end = index + candidate.text.count
            guard end <= text.count, text[index..<end].elementsEqual(candidate.text),
                let first = candidate.text.first, let last = candidate.text.last
            else { return false }
            return !Script.joins(index > 0 ? text[index - 1] : nil, first)
                && !Script.joins(last, end < text.count ? text[end] : nil)
        }
    }
}

/// The scripts in which neighbouring letters are one word.
private enum Script: Hashable {
    case latin, katakana, kanji

    init?(_ character: Character) {
        guard let scalar = character.unicodeScalars.first else { return nil }
        switch scalar.value {
        case 0x30A1...0x30FA, 0x30FC...0x30FE: self = .katakana
        case 0x3005, 0x3400...0x9FFF, 0xF900...0xFAFF: self = .kanji
        default:
            guard scalar.properties.isAlphabetic && scalar.value < 0x250 || scalar.properties.numericType != nil else {
                return nil
            }
            self = .latin
        }
    }

    static func joins(_ left: Character?, _ right: Character?) -> Bool {
        guard let left, let right, let script = Script(left) else { return false }
        return script == Script(right)
    }
}
