// Links, images, footnotes and addresses: `$` in a link's text or destination is not math.
extension InlineScanner {
    /// Comments and `<https://…>` stay as they are, other HTML becomes text.
    mutating func scanAngleBracket() {
        switch RawHTML.opening(in: bytes, at: index, &htmlEnds) {
        case .lineBreak(let end), .autolink(let end), .comment(let end): copy(to: end)
        case .tag, .openComment:
            copy(to: index + 1)
            insertMark()
        case .text: copy(to: index + 1)
        }
    }

    /// A link is copied, but for emphasis and images in its text.
    mutating func skipLink() {
        guard let textEnd = brackets.end(from: index), byte(at: textEnd) == UInt8(ascii: "("),
            let end = brackets.end(from: textEnd)
        else {
            copy(to: index + 1)
            return
        }
        copy(to: index + 1)
        while index < textEnd - 1 {
            switch bytes[index] {
            case UInt8(ascii: "\\"): copy(to: index + 2)
            case UInt8(ascii: "`"): skipCode(before: textEnd)
            case UInt8(ascii: "*"), UInt8(ascii: "~"): scanEmphasis()
            case UInt8(ascii: "!") where byte(at: index + 1) == UInt8(ascii: "["): scanImage()
            default: copy(to: index + 1)
            }
        }
        // Round brackets of the text may be closed behind the link's own.
        copy(to: max(index, end))
    }

    /// A code span in a link's text, or its first run of backticks when it does not end there.
    private mutating func skipCode(before limit: Int) {
        let length = runLength(from: index)
        var place = index + length
        while place < limit {
            guard bytes[place] == UInt8(ascii: "`") else {
                place += 1
                continue
            }
            let closing = runLength(from: place)
            place += closing
            if closing == length { return copy(to: place) }
        }
        copy(to: index + length)
    }

    /// `![alt](url "title" =250x)`: cmark has no sizes, so the size goes into the title.
    mutating func scanImage() {
        guard let altEnd = brackets.end(from: index + 1), byte(at: altEnd) == UInt8(ascii: "("),
            let end = brackets.end(from: altEnd)
        else {
            copy(to: index + 1)
            return
        }
        var last = end - 1
        while last > altEnd + 1, bytes[last - 1] == UInt8(ascii: " ") { last -= 1 }
        guard let space = bytes[(altEnd + 1)..<last].lastIndex(of: UInt8(ascii: " ")), last - space > 2,
            bytes[space + 1] == UInt8(ascii: "="), Self.isSize(bytes[(space + 2)..<last])
        else {
            copy(to: end)
            return
        }
        let size = text(space + 2, last)
        let target = text(altEnd + 1, space).trimmed
        copy(to: altEnd + 1)
        // A title ends in the quotation mark that it begins with.
        let quote = target.utf8.last.flatMap { [UInt8(ascii: "\""), UInt8(ascii: "'")].contains($0) ? $0 : nil }
        let hasTitle = quote.map { Array(target.utf8).firstRange(of: [UInt8(ascii: " "), $0]) != nil } ?? false
        let replacement =
            hasTitle
            ? "\(target.dropLast())\(Placeholder.imageSize)\(size)\(target.suffix(1))"
            : "\(target) \"\(Placeholder.imageSize)\(size)\""
        replace(with: replacement, to: end - 1)
        copy(to: end)
    }

    /// `250x`, `x100`, `50%x`, `250x100`.
    private static func isSize(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "x"), omittingEmptySubsequences: false)
        guard parts.count == 2, bytes.count > 1, parts[0].first != UInt8(ascii: "%") else { return false }
        return parts.joined().allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "%")
        }
    }

    /// `^[…]` becomes a reference; its text is read as a definition at the document's end.
    mutating func scanFootnote() {
        guard let firstFootnote, let end = brackets.end(from: index + 1), end > index + 3 else {
            copy(to: index + 1)
            return
        }
        footnotes.append(
            InlineFootnote(
                text: text(index + 2, end - 1), position: SourcePosition(line: number, column: index + 3)))
        replace(with: "[^\(Placeholder.footnote)\(firstFootnote + footnotes.count - 1)]", to: end)
        // Before these a reference would be a link's text or a definition.
        if let next = byte(at: end), "([:".utf8.contains(next) { insertMark() }
    }

    func isURL(at start: Int) -> Bool {
        guard byte(at: start + 1) == UInt8(ascii: "t") else { return false }
        return bytes[start...].starts(with: "http://".utf8) || bytes[start...].starts(with: "https://".utf8)
    }

    mutating func skipURL() {
        var end = index
        while let scalar = bytes.scalar(at: end), scalar != "*", !isSpace(at: end), !ScalarClass.isCJK(scalar) {
            end += UTF8.width(scalar)
        }
        copy(to: end)
    }
}
