/// Text as HTML text or attribute value, without what a page can't show.
func escaped(_ text: some StringProtocol) -> String {
    var text = String(text)
    let result: [UInt8]? = text.withUTF8 { bytes in
        // What needs nothing, nearly all text, is looked at once and copied by nobody.
        guard let first = bytes.firstIndex(where: needsALook) else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 32)
        result += bytes[..<first]
        var index = first
        while index < bytes.count {
            let byte = bytes[index]
            if !needsALook(byte) {
                result.append(byte)
                index += 1
                continue
            }
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

/// Whether a byte is markup, or starts a character that a page may not be allowed to hold.
private func needsALook(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
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
    let id = text.map { $0.isWhitespace ? "-" : String($0) }.joined()
    return id.isEmpty ? "section" : id.hasPrefix("sk-") ? "section-" + id : id
}
