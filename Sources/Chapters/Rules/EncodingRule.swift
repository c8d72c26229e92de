/// Bytes that tools read differently: a byte order mark, line ends of old systems.
enum EncodingRule: AuthorRule {
    static func check(_ context: inout RuleContext) {
        if context.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            context.warning(
                code: "byte-order-mark", at: SourcePosition(line: 1),
                LocalizedText(ja: "ファイルの先頭に BOM があります", en: "the file starts with a byte order mark"),
                why: LocalizedText(
                    ja: "BOM の後の --- をフロントマターと認めないツールがあります。", en: "Some tools see no front matter behind it."),
                help: LocalizedText(ja: "BOM なしの UTF-8 で保存してください。", en: "Save it as UTF-8 without it."),
                // The mark stands before the first column.
                fix: SourceFix(.init(at: SourcePosition(line: 1, column: -2), length: 3, replacement: "")))
        }
        var line = 1
        for (index, byte) in context.bytes.enumerated() {
            let next = index + 1 < context.bytes.count ? context.bytes[index + 1] : 0
            if byte == UInt8(ascii: "\r"), next != UInt8(ascii: "\n") {
                context.warning(
                    code: "carriage-return", at: SourcePosition(line: line),
                    LocalizedText(ja: "行が CR だけで終わっています", en: "this line ends in a carriage return alone"),
                    why: LocalizedText(
                        ja: "Git や Zenn はそこで改行しません。", en: "Git and Zenn see no line end there."),
                    help: LocalizedText(ja: "改行を LF にして保存してください。", en: "Save it with LF line ends."))
                return
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
        }
    }
}
