/// A book's title, summary, price and state, and keys that Zenn does not know.
enum BookConfigRule: AuthorRule {
    private static let keys = [
        "title", "summary", "topics", "published", "price", "chapters", "toc_depth",
    ]
    private static let prices = 200.0...5000.0

    static func check(_ context: inout RuleContext) {
        let entries = context.chapter.frontMatter.entries ?? []
        func entry(_ key: String) -> FrontMatterEntry? { entries.first { $0.key == key } }
        for entry in entries where !keys.contains(entry.key) {
            FrontMatterRule.unknown(entry, among: keys, &context)
        }
        FrontMatterRule.title(entry("title"), &context)
        FrontMatterRule.published(entry("published"), &context)
        summary(entry("summary"), &context)
        price(entry("price"), &context)
    }

    private static func summary(_ entry: FrontMatterEntry?, _ context: inout RuleContext) {
        if case .text(let text, _)? = entry?.value, !text.trimmed.isEmpty { return }
        context.error(
            code: "book-summary", at: entry?.position ?? SourcePosition(line: 1),
            LocalizedText(ja: "summary（本の説明）がありません", en: "there is no summary of the book"),
            why: LocalizedText(
                ja: "Zenn は説明のない本を公開しません。", en: "Zenn does not publish a book without it."),
            help: LocalizedText(ja: "summary: \"…\" と書いてください。", en: "Write summary: \"…\"."))
    }

    private static func price(_ entry: FrontMatterEntry?, _ context: inout RuleContext) {
        let position = entry?.position ?? SourcePosition(line: 1)
        let help = LocalizedText(
            ja: "price: 0 か、price: 500 のように 200〜5000 の 100 円単位で書いてください。",
            en: "Write price: 0, or 200 to 5000 in steps of 100, like price: 500.")
        guard case .text(let text, isQuoted: false)? = entry?.value, let price = Double(text),
            price.isFinite
        else {
            context.error(
                code: "book-price", at: position,
                LocalizedText(ja: "price（本の価格）が数ではありません", en: "the book's price is no number"),
                why: LocalizedText(
                    ja: "Zenn は引用符のない数だけを受け付けます。", en: "Zenn takes a number without quotation marks."),
                help: help)
            return
        }
        if price != 0, !prices.contains(price) {
            context.error(
                code: "book-price-range", at: position,
                LocalizedText(ja: "price が \(text) 円です", en: "the price is \(text) yen"),
                why: LocalizedText(
                    ja: "有料の本は 200〜5000 円です。", en: "A book that is not free costs 200 to 5000 yen."),
                help: help)
        }
        if price.truncatingRemainder(dividingBy: 100) != 0 {
            context.error(
                code: "book-price-step", at: position,
                LocalizedText(ja: "price が 100 円単位ではありません", en: "the price is no multiple of 100"),
                why: LocalizedText(
                    ja: "Zenn の本の価格は 100 円単位です。", en: "Prices on Zenn go in steps of 100 yen."), help: help)
        }
    }
}
