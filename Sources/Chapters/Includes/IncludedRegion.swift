/// A piece of a file: all of it, or what stands between `#region name` and `#endregion`, as editors fold it.
struct IncludedRegion: Hashable {
    /// Ends in a newline unless empty.
    var text: String
    /// The file's line that holds the first line of `text`.
    var firstLine: Int
    /// The indentation that all lines had in common, which is taken off.
    var indentation: Int

    /// nil when there is no such region.
    init?(_ lines: [String], region: String?) {
        var range = lines.startIndex..<lines.endIndex
        if let region {
            guard let start = lines.firstIndex(where: { Self.opening($0) == region }) else { return nil }
            var depth = 1
            let end = lines[(start + 1)...].firstIndex { line in
                if Self.opening(line) != nil { depth += 1 }
                if Self.isClosing(line) { depth -= 1 }
                return depth == 0
            }
            range = (start + 1)..<(end ?? lines.endIndex)
        }
        let piece = lines[range]
        let indents = piece.filter { !$0.allSatisfy(\.isWhitespace) }.map { line in
            line.prefix { $0 == " " || $0 == "\t" }
        }
        let shortest = indents.min { $0.utf8.count < $1.utf8.count } ?? ""
        // Tabs in one line and spaces in another have nothing in common.
        indentation = indents.allSatisfy { $0.hasPrefix(shortest) } ? shortest.utf8.count : 0
        let indentation = indentation
        text = piece.map { ($0.allSatisfy(\.isWhitespace) ? "" : String($0.dropFirst(indentation))) + "\n" }.joined()
        firstLine = range.lowerBound + 1
    }

    static func names(in lines: [String]) -> [String] { lines.compactMap(opening) }

    /// `// #region forward`, `# region forward`, `<!-- #region forward -->`.
    private static func opening(_ line: String) -> String? {
        guard line.contains("region") else { return nil }
        return line.prefixMatch(of: /\s*(?:\/\/|\/\*|<!--|--|#|;|%)\s*#?region\s+([^\s]+)/).map { String($0.1) }
    }

    private static func isClosing(_ line: String) -> Bool {
        line.contains("endregion") && line.prefixMatch(of: /\s*(?:\/\/|\/\*|<!--|--|#|;|%)\s*#?endregion/) != nil
    }
}

/// Where included code came from.
package struct IncludeOrigin: Hashable, Sendable {
    /// As messages name it: the chapter's folder and the name.
    package var path: String
    package var firstLine: Int
    package var columnOffset: Int
}

/// A fence that shows, or runs, a piece of a file: `include=conv.swift#forward`.
package struct Include: Hashable, Sendable {
    package var origin: IncludeOrigin
    /// As the chapter names the file.
    package var name: String
    package var text: String
    /// What stands in the fence, which Zenn and GitHub show.
    package var written: String
    /// The fence's own lines.
    package var range: SourceRange
    /// Whether something (a list, a quote) stands in front of the fence's lines.
    package var isIndented: Bool
    /// Where the chapter names the file.
    package var position: SourcePosition
}
