/// Text as HTML text or attribute value, without what a page can't show.
func escaped(_ text: some StringProtocol) -> String {
    let text = String(text)
    return withEscapes(text) ?? text
}

extension String {
    /// Appends text as HTML text or attribute value, without what a page can't show.
    mutating func appendEscaped(_ text: String) {
        self += withEscapes(text) ?? text
    }
}

/// The escaped text, nil when it is the text itself.
private func withEscapes(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
        // What needs nothing, nearly all text, is looked at once and copied by nobody.
        guard var special = nextSpecial(in: bytes, from: 0) else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 32)
        var start = 0
        while true {
            // What stands between is copied in one piece.
            result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<special.offset]))
            special.replacement.withUTF8Buffer { result.append(contentsOf: $0) }
            start = special.offset + special.length
            guard let next = nextSpecial(in: bytes, from: start) else { break }
            special = next
        }
        result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
        // Valid text without some of its characters, and ASCII.
        return String(copying: UTF8Span(unchecked: result.span))
    }
}

/// The first bytes from a place on that a page can't hold as they are, and what it holds instead.
private func nextSpecial(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int
) -> (offset: Int, length: Int, replacement: StaticString)? {
    specialBytes.withUnsafeBufferPointer { isSpecial in
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            guard isSpecial[Int(byte)] else {
                index += 1
                continue
            }
            switch byte {
            case UInt8(ascii: "&"): return (index, 1, "&amp;")
            case UInt8(ascii: "<"): return (index, 1, "&lt;")
            case UInt8(ascii: ">"): return (index, 1, "&gt;")
            case UInt8(ascii: "\""): return (index, 1, "&quot;")
            case UInt8(ascii: "'"): return (index, 1, "&#39;")
            // Full-width punctuation, U+FF00 to U+FF7F; the noncharacters that begin with EF are elsewhere.
            case 0xEF where index + 2 < bytes.count && (0xBC...0xBD).contains(bytes[index + 1]): index += 3
            default:
                var decoder = UTF8()
                var iterator = bytes[index..<min(index + 4, bytes.count)].makeIterator()
                guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return (index, 1, "") }
                let length = UTF8.width(scalar)
                guard isDisplayable(scalar) else { return (index, length, "") }
                index += length
            }
        }
        return nil
    }
}

/// By byte: whether it is markup, or starts a character that a page may not be allowed to hold.
private let specialBytes: [Bool] = (0...UInt8.max).map { byte in
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
    case UInt8(ascii: "\n"), UInt8(ascii: "\t"): false
    case 0x00..<0x20, 0x7F, 0xC2, 0xEE, 0xEF, 0xF0...: true
    default: false
    }
}

/// Whether a page may hold the character.
///
/// HTML forbids control characters and noncharacters; the private-use characters in which parameters travel mean
/// nothing to a reader.
func isDisplayable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\t": true
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{E004}", "\u{E005}": false
    default: !scalar.properties.isNoncharacterCodePoint
    }
}

/// The text without the characters that `escaped` would drop, for what goes through KaTeX or highlight.js instead.
func displayable(_ text: String) -> String {
    guard !text.unicodeScalars.allSatisfy(isDisplayable) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter(isDisplayable)))
}

/// ` name="value"`, or nothing for nil.
func attribute(_ name: StaticString, _ value: String?) -> String {
    guard let value else { return "" }
    return " \(name)=\"\(escaped(value))\""
}

/// A string that can be an `id`: without white space, never empty, none of the page's own (which begin with `sk-`).
func identifier(_ text: String) -> String {
    var id = text
    // Nearly all names show by their bytes that they have none: U+0085 and U+00A0 start with C2, the others with E1 to E3.
    if text.utf8.contains(where: { $0 <= 0x20 || (0xE1...0xE2).contains($0) || $0 == 0xC2 || $0 == 0x80 }),
        text.unicodeScalars.contains(where: \.properties.isWhitespace)
    {
        id = String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.isWhitespace ? "-" : $0 }))
    }
    return id.isEmpty ? "section" : id.utf8.starts(with: "sk-".utf8) ? "section-" + id : id
}
