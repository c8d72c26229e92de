/// Text as HTML text or attribute value.
///
/// Control characters that HTML forbids, and the private-use characters in which parameters travel, are dropped: they
/// mean nothing to a reader.
func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        case "\n", "\t": result.unicodeScalars.append(scalar)
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{E004}", "\u{E005}": break
        default:
            if !scalar.properties.isNoncharacterCodePoint { result.unicodeScalars.append(scalar) }
        }
    }
    return result
}

/// ` name="value"`, or nothing for nil.
func attribute(_ name: StaticString, _ value: String?) -> String {
    guard let value else { return "" }
    return " \(name)=\"\(escaped(value))\""
}

/// A string that can be an `id`: without white space, never empty.
func identifier(_ text: String) -> String {
    let id = text.map { $0.isWhitespace ? "-" : String($0) }.joined()
    return id.isEmpty ? "section" : id
}
