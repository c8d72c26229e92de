/// Footnotes without a definition, definitions without a reference, and labels defined twice.
enum FootnoteRule: AuthorRule {
    static func check(_ context: inout RuleContext) {
        let definitions = context.chapter.footnoteDefinitions
        var nearestLabels = NearestNames(definitions.map(\.label))
        for site in context.chapter.sites {
            guard case .undefinedFootnote(let label) = site.kind else { continue }
            let nearest = nearestLabels.find(label)
            context.warning(
                code: "footnote-undefined", at: site.position,
                LocalizedText(ja: "脚注 [^\(label)] の定義がありません", en: "the footnote [^\(label)] is defined nowhere"),
                why: LocalizedText(ja: "[^\(label)] がそのまま表示されます。", en: "It is shown as it stands."),
                help: nearest.map { LocalizedText(ja: "[^\($0)] でしょうか。", en: "Did you mean [^\($0)]?") }
                    ?? LocalizedText(
                        ja: "[^\(label)]: 脚注の文 という行を書いてください。", en: "Write a line [^\(label)]: and the note."))
        }
        var first: [String: Int] = [:]
        for definition in definitions {
            let label = definition.label.lowercased()
            if let line = first[label] {
                context.warning(
                    code: "footnote-repeated", at: definition.position,
                    LocalizedText(
                        ja: "脚注 [^\(definition.label)] は \(line) 行目で定義済みです",
                        en: "the footnote [^\(definition.label)] is defined in line \(line) already"),
                    why: LocalizedText(ja: "最初の定義だけが使われます。", en: "Only the first definition counts."),
                    help: LocalizedText(ja: "別の名前にしてください。", en: "Give it another label."))
            } else if !definition.isUsed {
                context.warning(
                    code: "footnote-unused", at: definition.position,
                    LocalizedText(
                        ja: "脚注 [^\(definition.label)] は本文から参照されていません",
                        en: "no text refers to the footnote [^\(definition.label)]"),
                    why: LocalizedText(ja: "この脚注は表示されません。", en: "It is not shown."),
                    help: LocalizedText(
                        ja: "本文に [^\(definition.label)] を書くか、消してください。", en: "Refer to it, or remove it."))
            }
            if first[label] == nil { first[label] = definition.position.line }
        }
    }
}
