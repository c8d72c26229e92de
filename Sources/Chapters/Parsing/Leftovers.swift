/// What stands in a finished text and was meant as markup: `**` that opened or closed nothing, `[^1]` without a definition.
struct Leftover {
    var kind: InlineSite.Kind
    /// The leftover with a few characters around it, to find it in the source.
    var context: String
    /// Bytes of the context before the leftover itself.
    var lead: Int
    var text: String
}

enum Leftovers {
    static func find(in literal: String) -> [Leftover] {
        guard
            literal.utf8.contains(where: {
                $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "_")
            })
        else { return [] }
        // Marks of ours separate the text from the delimiters beside it, in the source they are not there.
        let scalars = literal.unicodeScalars.filter { $0 != Placeholder.emphasisMark }
        let text = Array(String.UnicodeScalarView(scalars))
        var result: [Leftover] = []
        var index = 0
        while index < text.count {
            let scalar = text[index]
            if scalar == "*" || scalar == "~" {
                let end = text[index...].firstIndex { $0 != scalar } ?? text.count
                // `2 ** 3` and `***` alone mark nothing; `a**b` in Latin text is an operator as often as not.
                let before = index > 0 ? text[index - 1] : " "
                let after = end < text.count ? text[end] : " "
                let isLoose = (isSpace(before) && isSpace(after)) || (isASCIIWord(before) && isASCIIWord(after))
                if end - index == 2, !isLoose {
                    let mark = String(repeating: Character(scalar), count: 2)
                    result.append(leftover(.strayDelimiter(mark), index..<end, in: text))
                }
                index = end
            } else if scalar == "_" {
                let end = text[index...].firstIndex { $0 != "_" } ?? text.count
                if let closing = closing(of: index..<end, in: text) {
                    let mark = String(repeating: "_", count: end - index)
                    result.append(leftover(.strayDelimiter(mark), index..<end, in: text))
                    index = closing
                } else {
                    index = end
                }
            } else if scalar == "[", index + 2 < text.count, text[index + 1] == "^",
                let close = text[index...].prefix(100).firstIndex(of: "]"), close > index + 2,
                !text[index...close].contains(where: isSpace)
            {
                let label = String(String.UnicodeScalarView(text[(index + 2)..<close]))
                result.append(leftover(.undefinedFootnote(label), index..<close + 1, in: text))
                index = close + 1
            } else {
                index += 1
            }
        }
        return result
    }

    /// The end of `_…_` that would mark something if no Japanese stood beside it; nil for `snake_case` and the like.
    private static func closing(of opening: Range<Int>, in text: [Unicode.Scalar]) -> Int? {
        guard opening.count <= 2, opening.upperBound < text.count, !isSpace(text[opening.upperBound]) else {
            return nil
        }
        let before = opening.lowerBound > 0 ? ScalarClass(text[opening.lowerBound - 1]) : .space
        guard let start = text[opening.upperBound...].prefix(60).firstIndex(of: "_"), !isSpace(text[start - 1]) else {
            return nil
        }
        let end = text[start...].firstIndex { $0 != "_" } ?? text.count
        let after = end < text.count ? ScalarClass(text[end]) : .space
        guard end - start == opening.count, before != .other, after != .other, before == .cjk || after == .cjk else {
            return nil
        }
        return end
    }

    private static func isASCIIWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

    private static func leftover(
        _ kind: InlineSite.Kind, _ range: Range<Int>, in text: [Unicode.Scalar]
    ) -> Leftover {
        func isPlain(_ scalar: Unicode.Scalar) -> Bool {
            !Placeholder.reserved.contains(scalar.value) && !"&\\".unicodeScalars.contains(scalar)
        }
        let before = text[max(0, range.lowerBound - 6)..<range.lowerBound].reversed().prefix(while: isPlain).reversed()
        let after = text[range.upperBound..<min(text.count, range.upperBound + 6)].prefix(while: isPlain)
        let lead = String(String.UnicodeScalarView(before))
        let own = String(String.UnicodeScalarView(text[range]))
        return Leftover(
            kind: kind, context: lead + own + String(String.UnicodeScalarView(after)), lead: lead.utf8.count, text: own)
    }
}
