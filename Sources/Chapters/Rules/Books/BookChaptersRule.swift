/// The `chapters:` of a book: names of files beside it, without `.md`.
enum BookChaptersRule {
    static func check(_ context: inout RuleContext, folder: String) {
        guard let entry = context.chapter.frontMatter.entries?.first(where: { $0.key == "chapters" }),
            entry.value != .null
        else { return }
        let why = LocalizedText(ja: "Zenn は章を見つけられません。", en: "Zenn does not find the chapter.")
        guard case .list(let items) = entry.value, items.allSatisfy({ $0.text != nil }) else {
            context.error(
                code: "book-chapters", at: entry.position,
                LocalizedText(ja: "chapters が文字列の配列ではありません", en: "chapters is no list of texts"), why: why,
                help: LocalizedText(ja: "章のファイル名を 1 行に 1 つ書いてください。", en: "Write one file name a line."))
            return
        }
        for item in items {
            guard let name = item.text else { continue }
            if name.hasSuffix(".md") {
                context.error(
                    code: "book-chapter-extension", at: item.position,
                    LocalizedText(
                        ja: "章の名前「\(name)」に .md が付いています", en: "the chapter's name “\(name)” ends in .md"),
                    why: why, help: LocalizedText(ja: ".md を消してください。", en: "Remove the .md."))
            } else if context.read((folder.isEmpty ? "" : folder + "/") + name + ".md") == nil {
                context.warning(
                    code: "book-chapter-missing", at: item.position,
                    LocalizedText(ja: "\(name).md がありません", en: "there is no \(name).md"), why: why,
                    help: LocalizedText(
                        ja: "\(BookRules.fileName) と同じフォルダに置いてください。", en: "Put it beside \(BookRules.fileName)."
                    ))
            }
        }
    }
}
