/// `**`, `~~` and `_` that are still there in the finished text.
enum EmphasisRule: AuthorRule {
    static func check(_ context: inout RuleContext) {
        for site in context.chapter.sites {
            guard case .strayDelimiter(let mark) = site.kind else { continue }
            if mark.hasPrefix("_") {
                let star = String(repeating: "*", count: mark.count)
                context.warning(
                    code: "emphasis-without-effect", at: site.position,
                    LocalizedText(
                        ja: "日本語の文字に接する \(mark) は強調にならず、そのまま表示されます",
                        en: "a \(mark) beside a Japanese letter marks nothing and is shown as it is"),
                    why: LocalizedText(
                        ja: "_ は語の途中では強調にならず、日本語には語の区切りの空白がありません。",
                        en: "Inside a word _ marks nothing, and Japanese has no spaces between words."),
                    help: LocalizedText(
                        ja: "\(star) で囲んでください。文字として書くなら \\ を前に付けます。",
                        en: "Use \(star) instead; write \\ before it to show it."))
                continue
            }
            context.warning(
                code: "emphasis-without-effect", at: site.position,
                LocalizedText(ja: "\(mark) が強調にならず、そのまま表示されます", en: "this \(mark) marks nothing and is shown as it is"),
                why: LocalizedText(
                    ja: "対になる \(mark) がないか、内側に空白があります。",
                    en: "There is no other \(mark) for it, or a space inside."),
                help: LocalizedText(
                    ja: "対にし、内側の空白を消してください。文字として書くなら \\ を前に付けます。",
                    en: "Pair it and remove the space inside; write \\ before it to show it."))
        }
    }
}
