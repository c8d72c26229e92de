extension InlineScanner {
    /// Inserts a mark where Japanese text beside the delimiter run would keep the emphasis from taking effect.
    mutating func scanEmphasis() {
        let end = index + runLength(from: index)
        let before = bytes.scalar(before: index).map(ScalarClass.init) ?? .space
        let after = bytes.scalar(at: end).map(ScalarClass.init) ?? .space
        // CommonMark's rules, and what differs when CJK is taken into account.
        let opens = after != .space && (!after.isPunctuation || before == .space || before.isPunctuation)
        let closes = before != .space && (!before.isPunctuation || after == .space || after.isPunctuation)
        if !closes, before != .space, before == .cjkPunctuation || after.isCJKOfAnyKind { insertMark() }
        // A run that closes another is one whatever follows; a mark would keep `_` from opening.
        let isSecond = isSecondOfItsKind(length: end - index)
        copy(to: end)
        if isSecond, byte(at: end) == UInt8(ascii: "_") { return }
        if !opens, after != .space, after == .cjkPunctuation || before.isCJKOfAnyKind { insertMark() }
    }

    mutating func insertMark() { replace(with: String(Placeholder.emphasisMark), to: index) }
}

// Characters of the line at hand.
extension InlineScanner {
    func byte(at position: Int) -> UInt8? { bytes.indices.contains(position) ? bytes[position] : nil }

    /// How often the byte at a place stands there in a row.
    func runLength(from start: Int) -> Int { bytes.runLength(from: start) }

    func isSpace(at position: Int) -> Bool {
        switch bytes[position] {
        case UInt8(ascii: " "), UInt8(ascii: "\t"): true
        // U+3000, the ideographic space.
        case 0xE3: bytes[position...].starts(with: [0xE3, 0x80, 0x80])
        default: false
        }
    }

    func isSpace(before position: Int) -> Bool {
        switch bytes[position - 1] {
        case UInt8(ascii: " "), UInt8(ascii: "\t"): true
        case 0x80: position >= 3 && isSpace(at: position - 3)
        default: false
        }
    }

    func isDigit(_ position: Int) -> Bool {
        byte(at: position).map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
    }
}
