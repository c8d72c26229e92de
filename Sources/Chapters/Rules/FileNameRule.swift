/// Zenn's rule about slugs: the name of an article's or a chapter's file, or of a book's folder, becomes the address.
enum FileNameRule: AuthorRule {
    static func check(_ context: inout RuleContext) {
        let slug = context.chapter.id
        // In a folder `articles` the file is an article; elsewhere a chapter, whose slug may be short.
        let isArticle = context.chapter.path.split(separator: "/").dropLast().last == "articles"
        let name = slug.replacing(/^\d+\./, with: "")
        if isArticle || name.isEmpty {
            check(slug, minimum: isArticle ? 12 : 1, &context)
        } else {
            check(name, shown: slug, minimum: 1, &context)
        }
    }

    static func check(
        _ slug: String, shown: String? = nil, minimum: Int, _ context: inout RuleContext
    ) {
        let name = shown ?? slug
        if slug.wholeMatch(of: /[0-9a-z\-_]*/) == nil {
            context.warning(
                code: "slug-characters", at: SourcePosition(line: 1),
                LocalizedText(ja: "名前「\(name)」に使えない文字があります", en: "the name “\(name)” is no slug"),
                why: LocalizedText(
                    ja: "Zenn ではファイルやフォルダの名前がそのまま URL になります。",
                    en: "On Zenn the name of a file or folder is its address."),
                help: LocalizedText(ja: "半角の a-z、0-9、-、_ だけにしてください。", en: "Use a-z, 0-9, - and _ only."))
        } else if !(minimum...50).contains(slug.utf8.count) {
            context.warning(
                code: "slug-length", at: SourcePosition(line: 1),
                LocalizedText(
                    ja: "名前「\(name)」は \(slug.utf8.count) 文字です（\(minimum)〜50 文字）",
                    en: "the name “\(name)” has \(slug.utf8.count) characters (\(minimum) to 50)"),
                why: LocalizedText(ja: "Zenn はこの長さの slug を拒みます。", en: "Zenn refuses slugs of this length."),
                help: LocalizedText(ja: "名前を変えてください。", en: "Rename it."))
        }
    }
}

extension Chapter {
    /// Whether it is a chapter of a Zenn book, `books/…/….md`.
    package var isInBook: Bool { path.hasSuffix(".md") && path.split(separator: "/").dropLast(2).last == "books" }
}
