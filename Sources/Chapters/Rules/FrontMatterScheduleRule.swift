/// Zenn's rules about `published_at` and `publication_name`.
enum FrontMatterScheduleRule: AuthorRule {
    static func check(_ context: inout RuleContext) {
        guard let entries = context.chapter.frontMatter.entries else { return }
        if let entry = entries.first(where: { $0.key == "published_at" }), entry.value != .null {
            publishedAt(entry, &context)
        }
        if let entry = entries.first(where: { $0.key == "publication_name" }), entry.value != .null {
            guard case .text(let name, _) = entry.value, name.wholeMatch(of: /[0-9a-z_]{2,15}/) != nil else {
                context.error(
                    code: "front-matter-publication-name", at: entry.position,
                    LocalizedText(ja: "publication_name が正しくありません", en: "this is no publication name"),
                    why: LocalizedText(
                        ja: "Publication の名前は半角英小文字、数字、_ の 2〜15 文字です。",
                        en: "A publication's name has 2 to 15 lower-case letters, digits and _."),
                    help: LocalizedText(ja: "Publication の URL にある名前を書いてください。", en: "Write the name in its address."))
                return
            }
        }
    }

    private static func publishedAt(_ entry: FrontMatterEntry, _ context: inout RuleContext) {
        let why = LocalizedText(
            ja: "Zenn は YYYY-MM-DD か YYYY-MM-DD hh:mm だけを読みます。", en: "Zenn reads YYYY-MM-DD and YYYY-MM-DD hh:mm only.")
        guard case .text(let text, _) = entry.value, isDate(text) else {
            var fix: SourceFix?
            var shown = ""
            if case .text(let text, _) = entry.value {
                shown = text
                let candidate = text.replacing("/", with: "-")
                if candidate != text, isDate(candidate) {
                    fix = FrontMatterRule.replacement(of: text, with: candidate, entry, context.lines)
                }
            }
            context.error(
                code: "front-matter-published-at", at: entry.position,
                LocalizedText(
                    ja: "published_at「\(shown)」を日時として読めません", en: "published_at “\(shown)” is no date that Zenn reads"),
                why: why,
                help: LocalizedText(
                    ja: "2026-04-01 または 2026-04-01 09:00 のように書いてください。",
                    en: "Write it like 2026-04-01 or 2026-04-01 09:00."),
                fix: fix)
            return
        }
        guard context.chapter.frontMatter.published == false else { return }
        context.warning(
            code: "front-matter-published-at-unused", at: entry.position,
            LocalizedText(
                ja: "published が false なので published_at は使われません",
                en: "published is false, so published_at has no effect"),
            why: LocalizedText(
                ja: "予約公開は published: true と published_at の組です。",
                en: "A scheduled article has published: true and published_at."),
            help: LocalizedText(
                ja: "published を true にするか、この行を消してください。", en: "Set published to true, or remove this line."))
    }

    /// `2026-04-01`, `2026-04-01 09:00`; a day that exists.
    static func isDate(_ text: String) -> Bool {
        guard let match = text.wholeMatch(of: /(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}))?/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3), (1...12).contains(month)
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...days[month - 1]).contains(day) else { return false }
        guard let hour = match.4.flatMap({ Int($0) }), let minute = match.5.flatMap({ Int($0) }) else { return true }
        return hour < 24 && minute < 60
    }
}
