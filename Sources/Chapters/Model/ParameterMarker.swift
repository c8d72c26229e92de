/// How `{{h}}` stands in a parsed prompt until a question has been drawn.
///
/// A parameter may stand in text, in code and inside a formula, so it is kept *in* the strings, between two
/// private-use characters that no source file may contain (the parser refuses them).
package enum ParameterMarker {
    package static let open: Character = "\u{E004}"
    package static let close: Character = "\u{E005}"

    package static func marker(for index: Int) -> String { "\(open)\(index)\(close)" }

    /// Replaces each marker in `text` by what `value` gives for its index.
    package static func replace(in text: String, with value: (Int) -> String) -> String {
        guard text.contains(open) else { return text }
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstIndex(of: open), let end = rest[start...].firstIndex(of: close) {
            result += rest[..<start]
            let digits = rest[rest.index(after: start)..<end]
            result += Int(digits).map(value) ?? String(digits)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
