/// Where a line of Japanese or Latin text may end (the common subset of JIS X 4051 and UAX #14).
enum LineBreaking {
    /// 行頭禁則: never at the start of a line.
    private static let forbiddenAtStart = scalars(
        "、。，．,.・：；:;？！?!‼⁇⁈⁉」』）)〕］]｝}〉》】〗〙〛’”»›ー～〜…‥％%‰°′″℃"
            + "ゝゞ々〻ヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
            + "｡､･｣ｧｨｩｪｫｬｭｮｯｰﾞﾟ⟩⌋⌉")
    /// 行末禁則: never at the end of a line.
    private static let forbiddenAtEnd = scalars("「『（(〔［[｛{〈《【〖〘〚‘“«‹｢￥＄£＃№⟨⌊⌈")
    /// Pairs that stay together: `……`, `──`.
    private static let inseparable = scalars("…‥―─")

    /// Sets of scalars, not of characters: hashing a character normalises it first.
    private static func scalars(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }

    /// What matters about a character for breaking.
    struct Kind: OptionSet {
        let rawValue: UInt16
        static let space = Kind(rawValue: 1)
        static let ideographic = Kind(rawValue: 2)
        static let notAtStart = Kind(rawValue: 4)
        static let notAtEnd = Kind(rawValue: 8)
        static let inseparable = Kind(rawValue: 16)
        static let hyphen = Kind(rawValue: 32)
        static let alphanumeric = Kind(rawValue: 64)
        static let zeroWidthSpace = Kind(rawValue: 128)
        static let digit = Kind(rawValue: 256)
    }

    static func kind(of character: Character, width: Int) -> Kind {
        if let byte = character.asciiValue {
            switch byte {
            case 0x20: return .space
            case 0x30...0x39: return [.alphanumeric, .digit]
            case 0x41...0x5A, 0x61...0x7A: return .alphanumeric
            // Where a path or an id that is longer than a line comes apart.
            case 0x2D, 0x2F: return .hyphen
            case 0x28, 0x5B, 0x7B: return .notAtEnd
            case 0x21, 0x25, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x5D, 0x7D: return .notAtStart
            default: return []
            }
        }
        guard let value = character.unicodeScalars.first?.value else { return [] }
        if value == 0x200B { return .zeroWidthSpace }
        if value == 0x3000 { return [.space, .ideographic] }
        var kind: Kind = width == 2 ? .ideographic : []
        // Plain ideographs and syllables need no look into the sets below; kana and marks do.
        if value >= 0x3400, value <= 0xD7FF { return kind }
        if forbiddenAtStart.contains(value) { kind.insert(.notAtStart) }
        if forbiddenAtEnd.contains(value) { kind.insert(.notAtEnd) }
        if inseparable.contains(value) { kind.insert(.inseparable) }
        return kind
    }

    /// Whether a line may end between two neighbours.
    static func isAllowed(between before: Kind, and after: Kind) -> Bool {
        if before.contains(.zeroWidthSpace) { return true }
        if after.contains(.space) { return false }
        if before.contains(.space) { return true }
        if before.contains(.notAtEnd) || after.contains(.notAtStart) { return false }
        if before.contains(.inseparable) && after.contains(.inseparable) { return false }
        return before.contains(.ideographic) || after.contains(.ideographic)
    }

    /// Whether a word too long for a line may end a line here: `im2col-` but not `-1`.
    ///
    /// Ids, commands and paths are copied from the screen, so a hyphen is no place to break in any shorter word.
    static func isAllowedInLongWord(between before: Kind, and after: Kind, beforeThat: Kind) -> Bool {
        before.contains(.hyphen) && after.contains(.alphanumeric) && beforeThat.contains(.alphanumeric)
    }
}
