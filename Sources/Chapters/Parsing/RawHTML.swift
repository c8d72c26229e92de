/// What a `<` begins.
///
/// On Zenn all HTML is text, but for `<br>` and comments of one line.
///
/// cmark takes `<div>` for a block that swallows everything down to the next blank line, Markdown and `:::` with it. A
/// mark behind the `<` makes it the text that it is.
enum RawHTML {
    enum Opening: Equatable {
        /// One of `lineBreaks`, ending before an index.
        case lineBreak(end: Int)
        /// `<https://…>` or `<a@example.com>`.
        case autolink(end: Int)
        /// `<!-- … -->` on one line.
        case comment(end: Int)
        /// `<!--` that the line does not close.
        case openComment
        /// A tag, a declaration, an instruction.
        case tag
        /// An angle bracket.
        case text
    }

    /// As Zenn reads them: in lower case, with one space at most.
    static let lineBreaks = ["<br>", "<br/>", "<br >", "<br />"]

    /// Where the next `>` and the next `-->` are: looked for once, however many `<` stand before them.
    struct Ends {
        private var angle = -1
        private var comment = -1

        mutating func angle(in bytes: [UInt8], from start: Int) -> Int {
            if angle < start { angle = bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count }
            return angle
        }

        /// The index behind the first `-->` that begins at an index or later, nil when there is none.
        mutating func comment(in bytes: [UInt8], from start: Int) -> Int? {
            if comment - 3 < start {
                var end = start + 3
                while end <= bytes.count, !bytes[(end - 3)..<end].elementsEqual("-->".utf8) { end += 1 }
                comment = end <= bytes.count ? end : .max
            }
            return comment == .max ? nil : comment
        }
    }

    /// What begins at a `<`.
    static func opening(in bytes: [UInt8], at start: Int, _ ends: inout Ends) -> Opening {
        let rest = bytes[start...]
        for tag in lineBreaks where rest.starts(with: tag.utf8) {
            return .lineBreak(end: start + tag.utf8.count)
        }
        if rest.starts(with: "<!--".utf8) {
            if rest.starts(with: "<!-->".utf8) || rest.starts(with: "<!--->".utf8) { return .tag }
            return ends.comment(in: bytes, from: start + 4).map { .comment(end: $0) } ?? .openComment
        }
        guard let next = rest.dropFirst().first else { return .text }
        switch next {
        case UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?"): return .tag
        case _ where isLetterOrDigit(next): break
        default: return .text
        }
        let end = ends.angle(in: bytes, from: start)
        return end < bytes.count && isAddress(bytes[(start + 1)..<end]) ? .autolink(end: end + 1) : .tag
    }

    /// A scheme with its colon, or a name with `@`, and no space.
    private static func isAddress(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count < 2000, !bytes.contains(where: { $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "<") }) else {
            return false
        }
        let scheme = bytes.prefix { isLetterOrDigit($0) || "+-.".utf8.contains($0) }
        if bytes[scheme.endIndex...].first == UInt8(ascii: ":") { return (2...32).contains(scheme.count) }
        return bytes.contains(UInt8(ascii: "@")) && !bytes.contains(UInt8(ascii: "\""))
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

/// Lines that cmark would take for the beginning of a block of HTML.
struct HTMLLines {
    /// A line with its mark, and where the mark stands.
    struct Marked {
        var line: String
        var edit: SourceMap.Edit
    }

    /// By line, from 0; which of them are code is not known yet.
    private(set) var marked: [Int: Marked] = [:]
    /// Comments of several lines, from that with `<!--` to that with `-->`.
    private(set) var comments: [ClosedRange<Int>] = []

    init(_ lines: [String]) {
        // Looked for when a comment is not closed on its line, and then once.
        lazy var lastEnd = lines.lastIndex { $0.contains(ascii: "-->") } ?? -1
        var hiddenUntil = -1
        for (index, text) in lines.enumerated() where index > hiddenUntil && text.contains(byte: UInt8(ascii: "<")) {
            let line = BlockLine(text)
            guard line.content.utf8.first == UInt8(ascii: "<") else { continue }
            let bytes = Array(line.content.utf8)
            var ends = RawHTML.Ends()
            switch RawHTML.opening(in: bytes, at: 0, &ends) {
            case .tag: mark(line, index, behindBracket: true)
            case .lineBreak: mark(line, index, behindBracket: false)
            // With something behind it, a comment is part of a paragraph.
            case .comment(let end) where !line.content.utf8.dropFirst(end).allSatisfy(" \t".utf8.contains):
                mark(line, index, behindBracket: false)
            case .openComment where index >= lastEnd: mark(line, index, behindBracket: true)
            case .openComment:
                let end = lines[(index + 1)...].firstIndex { $0.contains(ascii: "-->") } ?? index
                comments.append(index...end)
                hiddenUntil = end
            case .autolink, .comment, .text: break
            }
        }
    }

    private mutating func mark(_ line: BlockLine, _ index: Int, behindBracket: Bool) {
        let head = line.prefix + (behindBracket ? "<" : "")
        let rest = line.content.dropFirst(behindBracket ? 1 : 0)
        let mark = String(Placeholder.emphasisMark)
        marked[index] = Marked(
            line: head + mark + rest,
            edit: SourceMap.Edit(column: head.utf8.count + 1, length: mark.utf8.count, originalLength: 0))
    }
}
