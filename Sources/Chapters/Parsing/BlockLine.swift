/// A line split into what belongs to the containers around it (quotes, list markers, indentation) and the rest.
struct BlockLine {
    /// Quote markers, list markers and indentation.
    let prefix: Substring
    /// The same without list markers: what a later line of the same block starts with.
    let quotePrefix: String
    let content: Substring
    /// Spaces right before the content.
    let indent: Int

    init(_ line: String) {
        var rest = Substring(line)
        var indent = 0
        scan: while let character = rest.first {
            switch character {
            case " ":
                indent += 1
                rest = rest.dropFirst()
            case "\t":
                indent += 4
                rest = rest.dropFirst()
            case ">":
                indent = 0
                rest = rest.dropFirst()
            case "-", "*", "+":
                guard let next = rest.dropFirst().first, next == " " || next == "\t" else { break scan }
                indent = 0
                rest = rest.dropFirst()
            case "0"..."9":
                let digits = rest.prefix { $0.isASCII && $0.isNumber }
                let after = rest.dropFirst(digits.count)
                guard digits.count <= 9, after.first == "." || after.first == ")", after.dropFirst().first == " " else {
                    break scan
                }
                indent = 0
                rest = after.dropFirst()
            default: break scan
            }
        }
        // The spaces between a list marker and its content belong to the item, not to the content.
        content = rest
        prefix = line[..<rest.startIndex]
        quotePrefix = String(prefix.map { $0 == ">" || $0 == "\t" ? $0 : " " })
        let isIndentedByContainer = prefix.contains { $0 != " " && $0 != "\t" }
        self.indent = isIndentedByContainer ? min(indent, 3) : 0
    }

    var isFence: Bool { content.hasPrefix("```") || content.hasPrefix("~~~") }
}
