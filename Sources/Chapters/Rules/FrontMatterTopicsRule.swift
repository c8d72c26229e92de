/// Zenn's rules about topics: at most five, each of at most 18 letters and digits.
enum FrontMatterTopicsRule: AuthorRule {
    static let maximumCount = 5
    static let maximumLength = 18

    static func check(_ context: inout RuleContext) {
        guard let entries = context.chapter.frontMatter.entries, !entries.isEmpty, !context.chapter.isInBook else {
            return
        }
        guard let entry = entries.first(where: { $0.key == "topics" }), entry.value != .null, entry.value != .list([])
        else {
            context.warning(
                code: "front-matter-topics-missing",
                at: entries.first { $0.key == "topics" }?.keyPosition ?? SourcePosition(line: 1),
                LocalizedText(ja: "topics がありません", en: "there are no topics"),
                why: LocalizedText(ja: "トピックのない記事は見つけてもらえません。", en: "Nobody finds an article without topics."),
                help: LocalizedText(ja: "topics: [\"Swift\"] のように書いてください。", en: "Write them like topics: [\"Swift\"]."))
            return
        }
        // The parser has reported what is no list.
        guard case .list(let items) = entry.value else { return }
        if items.count > maximumCount {
            context.error(
                code: "front-matter-topics-count", at: items[maximumCount].position,
                LocalizedText(
                    ja: "topics が \(items.count) 個あります（上限 \(maximumCount)）",
                    en: "there are \(items.count) topics (at most \(maximumCount))"),
                why: LocalizedText(ja: "Zenn は 5 個までしか受け付けません。", en: "Zenn takes no more than five."),
                help: LocalizedText(ja: "ここから後を消してください。", en: "Remove those from here on."))
        }
        var seen: Set<String> = []
        for item in items { check(item, &seen, &context) }
    }

    private static func check(
        _ item: FrontMatterEntry.Item, _ seen: inout Set<String>, _ context: inout RuleContext
    ) {
        guard let text = item.text else {
            context.error(
                code: "front-matter-topic-type", at: item.position,
                LocalizedText(ja: "トピックが文字列ではありません", en: "this topic is no text"),
                why: LocalizedText(ja: "Zenn のトピックは文字列です。", en: "A topic is a text."),
                help: LocalizedText(ja: "文字列だけを並べてください。", en: "List texts only."))
            return
        }
        if text.trimmed.isEmpty {
            context.error(
                code: "front-matter-topic-empty", at: item.position,
                LocalizedText(ja: "空のトピックがあります", en: "this topic is empty"),
                why: LocalizedText(ja: "Zenn は空のトピックを拒みます。", en: "Zenn refuses empty topics."),
                help: LocalizedText(ja: "消してください。", en: "Remove it."))
            return
        }
        // Zenn counts UTF-16 units, here and in titles.
        if text.utf16.count > maximumLength {
            context.error(
                code: "front-matter-topic-length", at: item.position,
                LocalizedText(
                    ja: "トピック「\(text)」は \(text.utf16.count) 文字です（上限 \(maximumLength)）",
                    en: "the topic “\(text)” has \(text.utf16.count) characters (at most \(maximumLength))"),
                why: LocalizedText(ja: "Zenn は長いトピックを拒みます。", en: "Zenn refuses longer topics."),
                help: LocalizedText(ja: "短い名前にしてください。", en: "Use a shorter name."))
        }
        if let bad = text.unicodeScalars.first(where: { !isAllowed($0) }) {
            context.error(
                code: "front-matter-topic-characters", at: item.position,
                LocalizedText(
                    ja: "トピック「\(text)」の「\(bad)」は使えません", en: "the topic “\(text)” contains “\(bad)”"),
                why: LocalizedText(ja: "Zenn のトピックに記号と空白は使えません。", en: "Topics on Zenn have no symbols or spaces."),
                help: LocalizedText(
                    ja: "文字と数字だけにしてください（C++ は cpp、Node.js は nodejs）。",
                    en: "Keep letters and digits (cpp for C++, nodejs for Node.js)."))
        }
        if !seen.insert(text.lowercased()).inserted {
            context.warning(
                code: "front-matter-topic-duplicate", at: item.position,
                LocalizedText(ja: "トピック「\(text)」が重複しています", en: "the topic “\(text)” is there twice"),
                why: LocalizedText(ja: "Zenn は大文字と小文字を区別しません。", en: "Zenn does not tell upper from lower case."),
                help: LocalizedText(ja: "一方を消してください。", en: "Remove one."))
        }
    }

    /// Letters, their marks and digits of any script; the long vowel mark is a letter.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isAlphabetic || properties.numericType != nil
            || [.nonspacingMark, .spacingMark].contains(properties.generalCategory) || scalar == "ー"
    }
}
