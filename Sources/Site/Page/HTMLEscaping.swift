/// Text as HTML text or attribute value, without what a page can't show.
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
        default:
            if isDisplayable(scalar) { result.unicodeScalars.append(scalar) }
        }
    }
    return result
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
