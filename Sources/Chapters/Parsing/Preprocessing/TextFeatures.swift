/// Which of the bytes that mean something a text has, found in one look: most texts have none, and each step skips those.
struct TextFeatures: OptionSet {
    let rawValue: UInt16

    /// Starts a private-use character: a placeholder, or what may be taken for one.
    static let privateUse = TextFeatures(rawValue: 1 << 0)
    static let pipe = TextFeatures(rawValue: 1 << 1)
    static let colon = TextFeatures(rawValue: 1 << 2)
    static let dollar = TextFeatures(rawValue: 1 << 3)
    static let brace = TextFeatures(rawValue: 1 << 4)
    static let bracket = TextFeatures(rawValue: 1 << 5)
    /// `*` and `~`.
    static let emphasis = TextFeatures(rawValue: 1 << 6)
    /// `` ` ``, `!`, `^` and `<`: with `$`, `*` and `~` what `InlineScanner` may replace or has to skip.
    static let scanned = TextFeatures(rawValue: 1 << 7)

    static let underscore = TextFeatures(rawValue: 1 << 9)
    /// Anything but ASCII's white space.
    static let ink = TextFeatures(rawValue: 1 << 8)

    static let inline: TextFeatures = [.dollar, .emphasis, .scanned]

    init(rawValue: UInt16) { self.rawValue = rawValue }

    init(of text: String) {
        // A text that is stored elsewhere than in one piece is copied first.
        let found: UInt16? = text.utf8.withContiguousStorageIfAvailable(TextFeatures.scan)
        rawValue = found ?? Array(text.utf8).withUnsafeBufferPointer(TextFeatures.scan)
    }

    private static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt16 {
        table.withUnsafeBufferPointer { table in
            var found: UInt16 = 0
            for byte in bytes { found |= table[Int(byte)] }
            return found
        }
    }

    private static let table: [UInt16] = {
        var table = [UInt16](repeating: ink.rawValue, count: 256)
        for byte in [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D] { table[byte] = 0 }
        table[0xEE] |= privateUse.rawValue
        for (characters, feature) in [
            ("|", pipe), (":", colon), ("$", dollar), ("{", brace), ("[", bracket), ("_", underscore),
            ("*~", emphasis), ("`!^<", scanned),
        ] {
            for byte in characters.utf8 { table[Int(byte)] |= feature.rawValue }
        }
        return table
    }()
}
