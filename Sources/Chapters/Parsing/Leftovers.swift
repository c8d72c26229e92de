/// What stands in a finished text and was meant as markup: `**` that opened or closed nothing, `[^1]` without a definition.
struct Leftover {
    var kind: InlineSite.Kind
    /// The leftover with a few characters around it, to find it in the source.
    var context: String
    /// Bytes of the context before the leftover itself.
    var lead: Int
    var text: String
}

/// Goes once through the bytes of a text: what is looked for ahead is looked for within a bound.
struct Leftovers {
    private let bytes: [UInt8]
    private var found: [Leftover] = []

    /// A footnote's label, and what `_…_` may mark.
    private static let longestLabel = 100
    private static let longestMarked = 60
    /// Characters of the context on each side.
    private static let reach = 6

    static func find(in literal: String) -> [Leftover] {
        var leftovers = Leftovers(literal)
        leftovers.run()
        return leftovers.found
    }

    /// Marks of ours separate the text from the delimiters beside it, in the source they are not there.
    private init(_ literal: String) {
        let bytes = Array(literal.utf8)
        let mark = Array(String(Placeholder.emphasisMark).utf8)
        guard bytes.contains(mark[0]) else {
            self.bytes = bytes
            return
        }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == mark[0], bytes[index...].starts(with: mark) {
                index += mark.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        self.bytes = result
    }

    private mutating func run() {
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "*"), UInt8(ascii: "~"):
                let end = index + bytes.runLength(from: index)
                if end - index == 2, !isLoose(index..<end) { addDelimiter(index..<end) }
                index = end
            case UInt8(ascii: "_"):
                let end = index + bytes.runLength(from: index)
                let closing = closing(of: index..<end)
                if closing != nil { addDelimiter(index..<end) }
                index = closing ?? end
            case UInt8(ascii: "["):
                let end = endOfFootnote(at: index)
                if let end {
                    let label = String(decoding: bytes[(index + 2)..<(end - 1)], as: UTF8.self)
                    add(.undefinedFootnote(label), index..<end)
                }
                index = end ?? index + 1
            default: index += 1
            }
        }
    }

    /// `2 ** 3` and `***` alone mark nothing; `a**b` in Latin text is an operator as often as not.
    private func isLoose(_ run: Range<Int>) -> Bool {
        let before = bytes.scalar(before: run.lowerBound) ?? " "
        let after = bytes.scalar(at: run.upperBound) ?? " "
        return (Self.isSpace(before) && Self.isSpace(after)) || (Self.isASCIIWord(before) && Self.isASCIIWord(after))
    }

    /// The end of `_…_` that would mark something if no Japanese stood beside it; nil for `snake_case` and the like.
    private func closing(of opening: Range<Int>) -> Int? {
        guard opening.count <= 2, let first = bytes.scalar(at: opening.upperBound), !Self.isSpace(first),
            let start = place(of: UInt8(ascii: "_"), from: opening.upperBound, within: Self.longestMarked),
            let last = bytes.scalar(before: start), !Self.isSpace(last)
        else { return nil }
        let before = bytes.scalar(before: opening.lowerBound).map(ScalarClass.init) ?? .space
        let end = start + bytes.runLength(from: start)
        let after = bytes.scalar(at: end).map(ScalarClass.init) ?? .space
        guard end - start == opening.count, before != .other, after != .other, before == .cjk || after == .cjk else {
            return nil
        }
        return end
    }

    /// Behind `[^label]`, when one begins at a place.
    private func endOfFootnote(at start: Int) -> Int? {
        guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "^"),
            let close = place(of: UInt8(ascii: "]"), from: start, within: Self.longestLabel), close > start + 2
        else { return nil }
        let label = String(decoding: bytes[start..<close], as: UTF8.self)
        return label.unicodeScalars.contains(where: Self.isSpace) ? nil : close + 1
    }

    /// The first place of a byte among so many characters.
    private func place(of byte: UInt8, from start: Int, within limit: Int) -> Int? {
        var characters = 0
        var index = start
        while index < bytes.count {
            if !UTF8.isContinuation(bytes[index]) { characters += 1 }
            guard characters <= limit else { return nil }
            if bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }

    private mutating func addDelimiter(_ run: Range<Int>) {
        add(.strayDelimiter(String(decoding: bytes[run], as: UTF8.self)), run)
    }

    private mutating func add(_ kind: InlineSite.Kind, _ range: Range<Int>) {
        var start = range.lowerBound
        var count = 0
        while count < Self.reach, let before = bytes.start(before: start), isPlain(at: before) {
            start = before
            count += 1
        }
        var end = range.upperBound
        count = 0
        while count < Self.reach, end < bytes.count, isPlain(at: end) {
            end += 1
            while end < bytes.count, UTF8.isContinuation(bytes[end]) { end += 1 }
            count += 1
        }
        found.append(
            Leftover(
                kind: kind, context: String(decoding: bytes[start..<end], as: UTF8.self),
                lead: range.lowerBound - start, text: String(decoding: bytes[range], as: UTF8.self)))
    }

    /// Whether a character stands in the source as it does here.
    private func isPlain(at index: Int) -> Bool {
        switch bytes[index] {
        case UInt8(ascii: "&"), UInt8(ascii: "\\"): false
        case 0xEE: bytes.scalar(at: index).map { !Placeholder.reserved.contains($0.value) } ?? true
        default: true
        }
    }

    private static func isASCIIWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }
}
