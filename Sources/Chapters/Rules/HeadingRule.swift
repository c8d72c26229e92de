/// Headings that skip a level, repeat another, are too deep, empty, or no headings at all.
enum HeadingRule: AuthorRule {
    static let deepest = 4

    static func check(_ context: inout RuleContext) {
        var previous: Int?
        var lines: [String: Int] = [:]
        for (heading, range) in context.chapter.allHeadings {
            let level = heading.level
            let limit = previous.map { $0 + 1 } ?? 2
            if level > deepest {
                context.warning(
                    code: "heading-too-deep", at: range.start,
                    LocalizedText(ja: "見出しのレベルが \(level) です", en: "a heading of level \(level)"),
                    why: LocalizedText(ja: "Zenn の見出しは #### までです。", en: "Headings on Zenn go down to ####."),
                    help: LocalizedText(ja: "章を分けるか、太字にしてください。", en: "Split the section, or use bold text."))
            } else if level > limit {
                context.warning(
                    code: "heading-level-skipped", at: range.start,
                    LocalizedText(
                        ja: previous.map { "見出しがレベル \($0) から \(level) に飛んでいます" } ?? "最初の見出しがレベル \(level) です",
                        en: previous.map { "this heading skips from level \($0) to \(level)" }
                            ?? "the first heading is of level \(level)"),
                    why: LocalizedText(
                        ja: "目次と読み上げが、ない節を示します。",
                        en: "The contents and screen readers announce a section that is not there."),
                    help: LocalizedText(
                        ja: "\(String(repeating: "#", count: limit)) にしてください。",
                        en: "Make it \(String(repeating: "#", count: limit))."))
            }
            previous = level
            let text = heading.content.plainText
            if text.trimmed.isEmpty {
                context.warning(
                    code: "heading-empty", at: range.start, LocalizedText(ja: "見出しが空です", en: "this heading is empty"),
                    why: LocalizedText(ja: "目次に名前のない項目ができます。", en: "The contents get an entry without a name."),
                    help: LocalizedText(ja: "見出しを書くか、行を消してください。", en: "Write it, or remove the line."))
            } else if let first = lines[text] {
                context.warning(
                    code: "heading-repeated", at: range.start,
                    LocalizedText(
                        ja: "\(first) 行目と同じ見出しで、id が「\(heading.anchor)」になります",
                        en: "the same heading as in line \(first); its id becomes “\(heading.anchor)”"),
                    why: LocalizedText(
                        ja: "見出しを並べ替えると、この節へのリンクが別の節を指します。",
                        en: "Links to it lead elsewhere once the sections change places."),
                    help: LocalizedText(ja: "見出しを区別できるようにしてください。", en: "Tell them apart."))
            } else {
                lines[text] = range.line
            }
        }
        unspaced(&context)
    }

    /// `##見出し` and `##　見出し`: CommonMark wants a space of its own kind.
    private static func unspaced(_ context: inout RuleContext) {
        let paragraphs = Set(context.chapter.paragraphLines)
        for number in paragraphs.sorted()
        where context.lines.indices.contains(number - 1) && context.lines[number - 1].contains(ascii: "##") {
            let line = BlockLine(context.lines[number - 1])
            let hashes = line.content.prefix { $0 == "#" }.count
            let rest = line.content.dropFirst(hashes)
            guard (2...6).contains(hashes), let next = rest.first, next != " ", next != "\t" else { continue }
            let column = line.prefix.utf8.count + hashes + 1
            context.warning(
                code: "heading-without-space", at: SourcePosition(line: number, column: line.prefix.utf8.count + 1),
                LocalizedText(ja: "# の後に半角の空白がないので、見出しになりません", en: "without a space after #, this is no heading"),
                why: LocalizedText(ja: "この行はそのままの文字で表示されます。", en: "The line is shown as it stands."),
                help: LocalizedText(ja: "半角の空白を 1 つ入れてください。", en: "Put one space there."),
                fix: SourceFix(
                    .init(
                        at: SourcePosition(line: number, column: column),
                        length: next == "\u{3000}" ? 3 : 0, replacement: " ")))
        }
    }
}

extension Chapter {
    /// The lines on which paragraphs start, those inside containers too.
    var paragraphLines: [Int] {
        flatBlocks.compactMap { block in
            guard case .paragraph = block.kind else { return nil }
            return block.range.line
        }
    }
}
