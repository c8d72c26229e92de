/// Text as HTML text or attribute value, without what a page can't show.
func escaped(_ text: some StringProtocol) -> String {
    var text = String(text)
    let isSpecial = specialBytes
    let result: [UInt8]? = text.withUTF8 { bytes in
        // What needs nothing, nearly all text, is looked at once and copied by nobody.
        guard let first = bytes.firstIndex(where: { isSpecial[Int($0)] }) else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 32)
        result += bytes[..<first]
        var index = first
        while index < bytes.count {
            // What stands between is copied in one piece.
            let next = bytes[index...].firstIndex(where: { isSpecial[Int($0)] }) ?? bytes.count
            result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<next]))
            index = next
            guard index < bytes.count else { break }
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "&"): result += "&amp;".utf8
            case UInt8(ascii: "<"): result += "&lt;".utf8
            case UInt8(ascii: ">"): result += "&gt;".utf8
            case UInt8(ascii: "\""): result += "&quot;".utf8
            case UInt8(ascii: "'"): result += "&#39;".utf8
            default:
                var decoder = UTF8()
                var iterator = bytes[index..<min(index + 4, bytes.count)].makeIterator()
                guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { break }
                let end = index + UTF8.width(scalar)
                if isDisplayable(scalar) { result += bytes[index..<end] }
                index = end
                continue
            }
            index += 1
        }
        return result
    }
    return result.map { String(decoding: $0, as: UTF8.self) } ?? text
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
