/// UTF-8 that was once read as a Windows code page and saved again: `畳み込み` has become `ç•³ã¿è¾¼ã¿`.
///
/// Japanese in UTF-8 starts with the bytes E3 to E9; read as Windows-1252 or 1254 they become ã ä å æ ç è é,
/// each followed by a character that stands for a byte from 80 to BF. No real text is full of such pairs.
struct EncodingDamage {
    var position: SourcePosition
    var message: LocalizedText
    let help = LocalizedText(
        ja: "元のファイルを UTF-8 のまま取り直してください。失われたバイトは元に戻せないことがあります。",
        en: "Fetch the original again, as UTF-8. Bytes that were lost on the way can't be restored.")

    /// Fewer pairs than this may be French or Portuguese words.
    private static let suspiciousPairs = 8

    /// Looks at the bytes first: nearly no text has enough of ã to é for its characters to be worth a look.
    static func find(in lines: [String], bytes: ArraySlice<UInt8>) -> EncodingDamage? {
        guard hasLeads(bytes, atLeast: suspiciousPairs) else { return nil }
        var pairs = 0
        var japanese = 0
        var first: SourcePosition?
        var isTurkish = false
        for (index, line) in lines.enumerated() {
            var column = 1
            var previousIsLead = false
            for scalar in line.unicodeScalars {
                if previousIsLead, standsForContinuationByte(scalar) {
                    pairs += 1
                    if first == nil { first = SourcePosition(line: index + 1, column: column - 2) }
                }
                previousIsLead = (0xE3...0xE9).contains(scalar.value)
                if (0x3040...0x9FFF).contains(scalar.value) { japanese += 1 }
                if "ğışĞİŞ".unicodeScalars.contains(scalar) { isTurkish = true }
                column += UTF8.width(scalar)
            }
        }
        guard let first, pairs >= suspiciousPairs, pairs > japanese else { return nil }
        let codePage = isTurkish ? "Windows-1254 (cp1254)" : "Windows-1252/1254 (cp1252/cp1254)"
        return EncodingDamage(
            position: first,
            message: LocalizedText(
                ja: "文字が壊れています。UTF-8 を \(codePage) として読み、保存し直したものと思われます（\(pairs) か所）",
                en: "the text is damaged: UTF-8 was probably read as \(codePage) and saved again (\(pairs) places)"))
    }

    private static func hasLeads(_ bytes: ArraySlice<UInt8>, atLeast bound: Int) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var count = 0
            var start = 0
            while count < bound, let lead = bytes.offset(of: 0xC3, from: start, to: bytes.count) {
                start = lead + 1
                if start < bytes.count, (0xA3...0xA9).contains(bytes[start]) { count += 1 }
            }
            return count == bound
        }
    }

    /// What the bytes 80 to BF look like in Windows-1252 and 1254.
    private static func standsForContinuationByte(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x80...0xBF: true
        case 0x0152, 0x0153, 0x0160, 0x0161, 0x0178, 0x017D, 0x017E, 0x0192, 0x02C6, 0x02DC: true
        case 0x2013, 0x2014, 0x2018...0x201E, 0x2020...0x2022, 0x2026, 0x2030, 0x2039, 0x203A, 0x20AC, 0x2122: true
        default: false
        }
    }
}
