/// A line split into what belongs to the containers around it (quotes, list markers, indentation) and the rest.
struct BlockLine {
    /// Quote markers, list markers and indentation.
    let prefix: Substring
    let content: Substring
    /// Spaces right before the content.
    let indent: Int
    /// How many quotes and list items the line opens or goes on with.
    let depth: Int

    /// Stops behind so many markers, when given.
    init(_ line: String, maximumDepth: Int = .max) {
        let bytes = line.utf8
        var index = bytes.startIndex
        var indent = 0
        var depth = 0
        scan: while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: " "): indent += 1
            case UInt8(ascii: "\t"): indent += 4
            case _ where depth == maximumDepth: break scan
            case UInt8(ascii: ">"):
                indent = 0
                depth += 1
            case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
                let next = bytes.index(after: index)
                guard next < bytes.endIndex, bytes[next] == UInt8(ascii: " ") || bytes[next] == UInt8(ascii: "\t")
                else {
                    break scan
                }
                indent = 0
                depth += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard let end = BlockLine.endOfNumber(in: bytes, from: index) else { break scan }
                indent = 0
                depth += 1
                index = end
                continue
            default: break scan
            }
            index = bytes.index(after: index)
        }
        // The spaces between a list marker and its content belong to the item, not to the content.
        content = line[index...]
        prefix = line[..<index]
        self.indent = depth > 0 ? min(indent, 3) : 0
        self.depth = depth
    }

    /// Whether a byte starts a marker, or stands before one.
    static func canStartMarker(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "*"),
            UInt8(ascii: "+"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    /// Behind `1.` or `1)`, when a space follows.
    private static func endOfNumber(in bytes: String.UTF8View, from start: String.Index) -> String.Index? {
        var index = start
        var digits = 0
        while index < bytes.endIndex, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]), digits < 10 {
            digits += 1
            index = bytes.index(after: index)
        }
        guard digits <= 9, index < bytes.endIndex,
            bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ")")
        else { return nil }
        let next = bytes.index(after: index)
        return next < bytes.endIndex && bytes[next] == UInt8(ascii: " ") ? next : nil
    }

    /// The prefix without list markers: what a later line of the same block starts with.
    var quotePrefix: String {
        String(decoding: prefix.utf8.map { ">\t".utf8.contains($0) ? $0 : UInt8(ascii: " ") }, as: UTF8.self)
    }

    var isFence: Bool { content.utf8.starts(with: "```".utf8) || content.utf8.starts(with: "~~~".utf8) }
}
