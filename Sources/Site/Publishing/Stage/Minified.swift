import Foundation

/// Our own scripts and style sheets without indentation and whole-line comments: what a page loads but no browser needs.
enum Minified {
    /// Only for files in which no text runs over several lines, which a test holds ours to.
    static func file(_ data: Data, name: String) -> Data {
        let text = String(decoding: data, as: UTF8.self)
        return Data((name.hasSuffix(".css") ? sheet(text) : script(text)).utf8)
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n").compactMap { line in
            let start = line.firstIndex { $0 != " " } ?? line.endIndex
            return start == line.endIndex ? nil : line[start...]
        }
    }

    private static func script(_ text: String) -> String {
        lines(text).filter { !$0.hasPrefix("//") }.joined(separator: "\n") + "\n"
    }

    static let tight = [
        (" {", "{"), ("{\n", "{"), ("{ ", "{"), (";\n", ";"), ("; ", ";"), (": ", ":"), (",\n", ","), (", ", ","),
        (" }", "}"), (";}", "}"), ("}\n", "}"),
    ].map { (long: $0.0, short: $0.1) }

    private static func sheet(_ text: String) -> String {
        var rest = text[...]
        var bare = ""
        while let start = rest.firstRange(of: "/*") {
            bare += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            rest = rest.firstRange(of: "*/").map { rest[$0.upperBound...] } ?? ""
        }
        // No text in ours has one of these in it, which a test holds them to.
        return Self.tight.reduce(lines(bare + rest).joined(separator: "\n")) { $0.replacing($1.long, with: $1.short) }
            + "\n"
    }
}
