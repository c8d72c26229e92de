/// `@[service](…)` with a service that Zenn does not have.
enum EmbedRule: AuthorRule {
    static let services = [
        "card", "tweet", "youtube", "gist", "github", "codepen", "slideshare", "speakerdeck", "docswell", "jsfiddle",
        "codesandbox", "stackblitz", "figma", "blueprintue",
    ]

    static func check(_ context: inout RuleContext) {
        func look(_ blocks: [Block]) {
            for block in blocks {
                switch block.kind {
                case .linkCard(_, let service?) where !services.contains(service):
                    let nearest = NearestName.find(service, in: services)
                    context.warning(
                        code: "embed-unknown", at: block.range.start,
                        LocalizedText(ja: "知らない埋め込み @[\(service)] です", en: "unknown embed @[\(service)]"),
                        why: LocalizedText(ja: "Zenn では埋め込みになりません。", en: "Zenn embeds nothing here."),
                        help: nearest.map { LocalizedText(ja: "@[\($0)] でしょうか。", en: "Did you mean @[\($0)]?") })
                case .quote(let inner), .message(_, let inner), .details(_, let inner): look(inner)
                case .list(let list): for item in list.items { look(item.blocks) }
                default: break
                }
            }
        }
        look(context.chapter.blocks)
    }
}
