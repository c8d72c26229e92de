/// Zenn's rules about an article's title, emoji, type and state, and about keys that it does not know.
enum FrontMatterRule: AuthorRule {
    static let maximumTitleLength = 70
    private static let keys = [
        "title", "emoji", "type", "topics", "published", "published_at", "publication_name", "free", "slug",
    ]
    private static let refused = LocalizedText(
        ja: "Zenn はこの記事を公開できません。", en: "Zenn does not publish an article without it.")

    static func check(_ context: inout RuleContext) {
        let top = SourcePosition(line: 1)
        guard let entries = context.chapter.frontMatter.entries else {
            let hasError = context.chapter.diagnostics.contains { $0.code.hasPrefix("front-matter") }
            guard !hasError else { return }
            context.warning(
                code: "front-matter-missing", at: top,
                LocalizedText(ja: "フロントマターがありません", en: "there is no front matter"),
                why: refused,
                help: LocalizedText(
                    ja: "ファイルの先頭に --- で囲んで title, emoji, type, topics, published を書いてください。",
                    en: "Start the file with title, emoji, type, topics and published between two lines ---."))
            return
        }
        if context.chapter.diagnostics.contains(where: { $0.code == "front-matter-invalid" }) { return }
        for entry in entries where !keys.contains(entry.key) { unknown(entry, among: keys, &context) }
        func entry(_ key: String) -> FrontMatterEntry? { entries.first { $0.key == key } }

        title(entry("title"), &context)
        // A book's chapter has a title alone; the rest is its book's.
        if context.chapter.isInBook {
            free(entry("free"), &context)
            return
        }
        emoji(entry("emoji"), &context)
        type(entry("type"), &context)
        published(entry("published"), &context)
    }

    static func unknown(_ entry: FrontMatterEntry, among keys: [String], _ context: inout RuleContext) {
        let nearest = entry.key == "tags" ? "topics" : NearestName.find(entry.key, in: keys)
        context.warning(
            code: "front-matter-key-unknown", at: entry.keyPosition,
            LocalizedText(ja: "知らないキー「\(entry.key)」です", en: "unknown key \(entry.key)"),
            why: LocalizedText(ja: "Zenn はこの行を読みません。", en: "Zenn ignores this line."),
            help: nearest.map { LocalizedText(ja: "\($0) でしょうか。", en: "Did you mean \($0)?") })
    }

    static func title(_ entry: FrontMatterEntry?, _ context: inout RuleContext) {
        guard let title = context.chapter.frontMatter.title, !title.trimmed.isEmpty, let entry else {
            missing("front-matter-title-missing", "title", entry, &context)
            return
        }
        let length = title.utf16.count
        guard length > maximumTitleLength else { return }
        context.error(
            code: "front-matter-title-length", at: entry.position,
            LocalizedText(
                ja: "title が \(length) 文字です（上限 \(maximumTitleLength)）",
                en: "the title has \(length) characters (at most \(maximumTitleLength))"),
            why: LocalizedText(ja: "Zenn は長いタイトルを拒みます。", en: "Zenn refuses longer titles."),
            help: LocalizedText(ja: "短くしてください。", en: "Shorten it."))
    }

    private static func emoji(_ entry: FrontMatterEntry?, _ context: inout RuleContext) {
        guard let entry, let emoji = context.chapter.frontMatter.emoji, !emoji.isEmpty else {
            missing("front-matter-emoji-missing", "emoji", entry, &context)
            return
        }
        guard emoji.count != 1 || !isEmoji(emoji) else { return }
        context.error(
            code: "front-matter-emoji", at: entry.position,
            LocalizedText(
                ja: "emoji「\(emoji)」は絵文字 1 つではありません", en: "the emoji “\(emoji)” is not exactly one emoji"),
            why: LocalizedText(ja: "Zenn は絵文字をちょうど 1 つ求めます。", en: "Zenn wants exactly one."),
            help: LocalizedText(ja: "絵文字を 1 つだけ書いてください。", en: "Write one emoji."))
    }

    static func isEmoji(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.isEmojiPresentation || $0.value == 0xFE0F || $0.value == 0x20E3 }
            || text.unicodeScalars.first.map { $0.properties.isEmoji && $0.value > 0xFF } == true
    }

    private static func type(_ entry: FrontMatterEntry?, _ context: inout RuleContext) {
        guard let entry, let type = context.chapter.frontMatter.type, !type.isEmpty else {
            missing("front-matter-article-type-missing", "type", entry, &context)
            return
        }
        guard type != "tech", type != "idea" else { return }
        let lower = type.lowercased()
        let isCase = lower == "tech" || lower == "idea"
        context.error(
            code: "front-matter-article-type", at: entry.position,
            LocalizedText(ja: "type「\(type)」は tech でも idea でもありません", en: "the type \(type) is neither tech nor idea"),
            why: LocalizedText(ja: "Zenn の記事は tech か idea です。", en: "Articles on Zenn are one of the two."),
            help: NearestName.find(type, in: ["tech", "idea"]).map {
                LocalizedText(ja: "\($0) でしょうか。", en: "Did you mean \($0)?")
            } ?? LocalizedText(ja: "type: \"tech\" と書いてください。", en: "Write type: \"tech\"."),
            fix: isCase ? replacement(of: type, with: lower, entry, context.lines) : nil)
    }

    static func published(_ entry: FrontMatterEntry?, _ context: inout RuleContext) {
        guard let entry else {
            missing("front-matter-published-missing", "published", entry, &context)
            return
        }
        // The parser has said that it is no boolean; a quoted one can be cured.
        guard case .text(let text, true) = entry.value, text == "true" || text == "false" else { return }
        context.warning(
            code: "front-matter-published-quoted", at: entry.position,
            LocalizedText(
                ja: "published が文字列の \"\(text)\" になっています", en: "published is the text \"\(text)\", not a boolean"),
            why: LocalizedText(ja: "Zenn は真偽値だけを受け付けます。", en: "Zenn takes a boolean only."),
            help: LocalizedText(ja: "引用符を消してください。", en: "Remove the quotation marks."),
            fix: SourceFix(.init(at: entry.position, length: text.utf8.count + 2, replacement: text)))
    }

    private static func free(_ entry: FrontMatterEntry?, _ context: inout RuleContext) {
        guard let entry else { return }
        if case .flag = entry.value { return }
        context.error(
            code: "front-matter-free", at: entry.position,
            LocalizedText(ja: "free が true でも false でもありません", en: "free is neither true nor false"),
            why: LocalizedText(ja: "Zenn はこの章を受け付けません。", en: "Zenn refuses the chapter."),
            help: LocalizedText(ja: "free: true か free: false と書いてください。", en: "Write free: true or free: false."))
    }

    private static func missing(
        _ code: String, _ key: String, _ entry: FrontMatterEntry?, _ context: inout RuleContext
    ) {
        context.error(
            code: code, at: entry?.keyPosition ?? SourcePosition(line: 1),
            LocalizedText(ja: "\(key) がありません", en: "there is no \(key)"), why: refused,
            help: LocalizedText(ja: "\(key) を書いてください。", en: "Write \(key)."))
    }

    /// A fix inside a value, quoted or not; nil when the text is not written as it reads.
    static func replacement(
        of text: String, with new: String, _ entry: FrontMatterEntry, _ lines: [String]
    ) -> SourceFix? {
        guard lines.indices.contains(entry.position.line - 1) else { return nil }
        let line = Array(lines[entry.position.line - 1].utf8)
        for skip in [0, 1] {
            let start = entry.position.column - 1 + skip
            if line.dropFirst(start).starts(with: text.utf8) {
                return SourceFix(
                    .init(
                        at: SourcePosition(line: entry.position.line, column: start + 1), length: text.utf8.count,
                        replacement: new))
            }
        }
        return nil
    }
}
