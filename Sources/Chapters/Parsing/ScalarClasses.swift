/// The classes of characters that decide where emphasis may open and close.
enum ScalarClass {
    case space, punctuation, cjkPunctuation, cjk, other

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0xA0: self = .space
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: self = .punctuation
        case 0...0x7F: self = .other
        default:
            let properties = scalar.properties
            if properties.isWhitespace {
                self = .space
                return
            }
            let isCJK = ScalarClass.isCJK(scalar)
            switch properties.generalCategory {
            case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
                .finalPunctuation, .otherPunctuation:
                self = isCJK ? .cjkPunctuation : .punctuation
            default: self = isCJK ? .cjk : .other
            }
        }
    }

    var isPunctuation: Bool { self == .punctuation || self == .cjkPunctuation }
    var isCJKOfAnyKind: Bool { self == .cjk || self == .cjkPunctuation }

    /// Wide and full-width blocks: Hangul, Han, kana, full-width forms and their punctuation; emoji are not CJK.
    static func isCJK(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x11FF, 0x2E80...0x303F, 0x3040...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
            0xFE10...0xFE1F, 0xFE30...0xFE6F, 0xFF00...0xFFEF, 0x1B000...0x1B16F, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
