import Foundation

/// A long article made of real ones: prose, lists, tables, listings, quotes and containers.
///
/// Formulas become text and listings lose their language, since setting formulas and colouring code are measured
/// apart; exercises are left out, since no article has any.
struct Article {
    private let lines: [Substring]

    init(files: [String]) throws {
        var lines: [Substring] = []
        for file in files {
            let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
            lines += Article.prose(of: text)
        }
        self.lines = lines
    }

    static func chapterFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "chapters").filter { $0.hasSuffix(".md") }.sorted()
            .map { "chapters/" + $0 }
    }

    /// At least so many bytes, to the end of a line.
    func text(of size: Int) -> String {
        var text = ""
        while text.utf8.count < size, !lines.isEmpty {
            for line in lines where text.utf8.count < size {
                text += line
                text += "\n"
            }
        }
        return text
    }

    private static func prose(of text: String) -> [Substring] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        if lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") { lines = lines[(end + 1)...] }
        var result: [Substring] = []
        var closing: Int?
        for line in lines {
            let colons = line.prefix { $0 == ":" }.count
            if let open = closing {
                if colons >= open, colons == line.count { closing = nil }
                continue
            }
            let name = line.dropFirst(colons)
            if colons >= 3, name.hasPrefix("exercise") || name.hasPrefix("set ") {
                closing = colons
            } else if line.hasPrefix("```") {
                result.append("```")
            } else {
                result.append(Substring(line.filter { $0 != "$" }))
            }
        }
        return result
    }
}
