/// `**` and `~~` that are still there in the finished text.
enum EmphasisRule: AuthorRule {
    static func check(_ context: inout RuleContext) {
        for site in context.chapter.sites {
            guard case .strayDelimiter(let mark) = site.kind else { continue }
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
