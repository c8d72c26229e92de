// Links, images, footnotes and addresses: `$` in a link's text or destination is not math.
extension InlineScanner {
    /// HTML and `<https://…>`; a bound keeps an angle bracket that is only one from hiding the rest of the line.
    mutating func skipAngleBrackets() {
        if nextAngle < index { nextAngle = bytes[index...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count }
        guard nextAngle < min(bytes.count, index + 2000), let first = scalar(at: index + 1),
            first.properties.isAlphabetic || first == "/" || first == "!"
        else {
            copy(to: index + 1)
            return
        }
        copy(to: nextAngle + 1)
    }

    mutating func skipLink() {
        guard let textEnd = brackets.end(from: index), byte(at: textEnd) == UInt8(ascii: "("),
            let end = brackets.end(from: textEnd)
        else {
            copy(to: index + 1)
            return
        }
        copy(to: end)
    }

    /// `![alt](url "title" =250x)`: cmark has no sizes, so the size goes into the title.
    mutating func scanImage() {
        guard let altEnd = brackets.end(from: index + 1), byte(at: altEnd) == UInt8(ascii: "("),
            let end = brackets.end(from: altEnd)
        else {
            copy(to: index + 1)
            return
        }
        guard let space = bytes[(altEnd + 1)..<(end - 1)].lastIndex(of: UInt8(ascii: " ")), end - 1 - space > 2,
            bytes[space + 1] == UInt8(ascii: "="), bytes[(space + 2)..<(end - 1)].allSatisfy(Self.isSize)
        else {
            copy(to: end)
            return
        }
        let size = text(space + 2, end - 1)
        let target = text(altEnd + 1, space).trimmed
        copy(to: altEnd + 1)
        let hasTitle =
            target.utf8.last == UInt8(ascii: "\"") && Array(target.utf8).firstRange(of: Array(" \"".utf8)) != nil
        let replacement =
            hasTitle
            ? "\(target.dropLast())\(Placeholder.imageSize)\(size)\"" : "\(target) \"\(Placeholder.imageSize)\(size)\""
        replace(with: replacement, to: end - 1)
        copy(to: end)
    }

    private static func isSize(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "x") || byte == UInt8(ascii: "%")
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
    }

    func isURL(at start: Int) -> Bool {
        guard byte(at: start + 1) == UInt8(ascii: "t") else { return false }
        return bytes[start...].starts(with: "http://".utf8) || bytes[start...].starts(with: "https://".utf8)
    }

    mutating func skipURL() {
        var end = index
        while let scalar = scalar(at: end), scalar != "*", !isSpace(at: end), !ScalarClass.isCJK(scalar) {
            end += UTF8.width(scalar)
        }
        copy(to: end)
    }
}
