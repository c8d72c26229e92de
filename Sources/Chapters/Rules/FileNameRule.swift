/// Zenn's rule about slugs: the file's name becomes the address.
enum FileNameRule: AuthorRule {
    static func check(_ context: inout RuleContext) {
        let parts = context.chapter.path.split(separator: "/")
        let slug = context.chapter.id
        // In a folder `articles` the file is an article; elsewhere a chapter, whose slug may be short.
        let isArticle = parts.dropLast().last == "articles"
        let minimum = isArticle ? 12 : 1
        let isAllowed = slug.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
        }
        let name = isArticle ? slug : slug.replacing(/^\d+\./, with: "")
        if !isAllowed, !(name != slug && name.wholeMatch(of: /[0-9a-z\-_]+/) != nil) {
            context.warning(
                code: "slug-characters", at: SourcePosition(line: 1),
                LocalizedText(ja: "ファイル名「\(slug)」に使えない文字があります", en: "the file name “\(slug)” is no slug"),
                why: LocalizedText(
                    ja: "Zenn ではファイル名がそのまま URL になります。", en: "On Zenn the file's name is its address."),
                help: LocalizedText(ja: "半角の a-z、0-9、-、_ だけにしてください。", en: "Use a-z, 0-9, - and _ only."))
        } else if slug.count < minimum || slug.count > 50 {
            context.warning(
                code: "slug-length", at: SourcePosition(line: 1),
                LocalizedText(
                    ja: "ファイル名「\(slug)」は \(slug.count) 文字です（\(minimum)〜50 文字）",
                    en: "the file name “\(slug)” has \(slug.count) characters (\(minimum) to 50)"),
                why: LocalizedText(ja: "Zenn はこの長さの slug を拒みます。", en: "Zenn refuses slugs of this length."),
                help: LocalizedText(ja: "ファイル名を変えてください。", en: "Rename the file."))
        }
    }
}
