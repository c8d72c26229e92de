/// Gives headings their ids, as Zenn does: no two are the same.
struct AnchorNames {
    private var used: Set<Name> = []
    /// The next number for a text that was there before.
    private var next: [Name: Int] = [:]

    mutating func name(for heading: [Inline]) -> String {
        var text = ""
        heading.appendAnchorText(to: &text)
        // A heading that is a formula or an image alone has no text, but can be linked to all the same.
        let base = Self.name(text.isBlank ? heading.plainText : text)
        var name = base
        while !used.insert(Name(text: name)).inserted {
            let number = next[Name(text: base), default: 1]
            next[Name(text: base)] = number + 1
            name = "\(base)-\(number)"
        }
        return name
    }

    /// Compared as browsers compare ids: byte by byte, not by what looks alike.
    private struct Name: Hashable {
        var text: String

        static func == (left: Name, right: Name) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

        func hash(into hasher: inout Hasher) {
            let isHashed: Void? = text.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: .init($0)) }
            if isHashed == nil { for byte in text.utf8 { hasher.combine(byte) } }
        }
    }

    /// In lower case, with one `-` for the spaces between words, and without what a page can't hold.
    private static func name(_ text: String) -> String {
        if let name = plainName(text) { return name }
        let words = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: "-")
        return String(
            String.UnicodeScalarView(
                words.unicodeScalars.filter {
                    $0.properties.generalCategory != .control && !$0.properties.isNoncharacterCodePoint
                }))
    }

    /// What nearly all headings are: ASCII, kana and Han, without case or white space but that of ASCII.
    private static func plainName(_ text: String) -> String? {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        var isBehindSpace = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: " ") {
                isBehindSpace = !result.isEmpty
                continue
            }
            if isBehindSpace { result.append(UInt8(ascii: "-")) }
            isBehindSpace = false
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): result.append(byte | 0x20)
            case UInt8(ascii: "!")..<0x7F, 0xE3...0xE9: result.append(byte)
            // U+3000, the ideographic space, is E3 80 80.
            case 0x80 where result.suffix(2).elementsEqual([0xE3, 0x80]): return nil
            case 0x80...0xBF: result.append(byte)
            default: return nil
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension [Inline] {
    /// The text and code alone.
    fileprivate func appendAnchorText(to result: inout String) {
        for inline in self {
            switch inline {
            case .text(let text), .code(let text): result += text
            case .emphasis(let children), .strong(let children), .strikethrough(let children),
                .link(_, _, let children):
                children.appendAnchorText(to: &result)
            case .math, .image, .lineBreak, .footnoteReference, .value, .html: break
            }
        }
    }
}
