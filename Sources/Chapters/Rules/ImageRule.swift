/// Images that say nothing to who can't see them, or have no source that may stay.
enum ImageRule: AuthorRule {
    static func check(_ context: inout RuleContext) {
        for site in context.chapter.sites {
            guard case .image(let image) = site.kind else { continue }
            if image.alt.trimmed.isEmpty {
                context.warning(
                    code: "image-alt-missing", at: site.position,
                    LocalizedText(
                        ja: "画像 \(shown(image.source)) に代替テキストがありません",
                        en: "the image \(shown(image.source)) has no alternative text"),
                    why: LocalizedText(
                        ja: "読み上げや、画像の出ない端末では何も伝わりません。",
                        en: "It says nothing to screen readers and where images don't load."),
                    help: LocalizedText(ja: "![何が写っているか](…) のように書いてください。", en: "Write ![what it shows](…)."))
            }
            let scheme = LinkRule.scheme(of: image.source)
            if image.source.trimmed.isEmpty || scheme.map({ $0 != "http" && $0 != "https" }) == true {
                context.warning(
                    code: "image-source", at: site.position,
                    LocalizedText(
                        ja: scheme.map { "\($0): の画像は使えません" } ?? "画像の場所が書かれていません",
                        en: scheme.map { "images with \($0): are not allowed" } ?? "this image has no source"),
                    why: LocalizedText(ja: "ページにも Zenn にも表示されません。", en: "Neither the page nor Zenn shows it."),
                    help: LocalizedText(
                        ja: "画像をファイルに保存し、/images/… で指定してください。", en: "Save it as a file and name it as /images/…."))
            }
        }
    }

    private static func shown(_ source: String) -> String {
        source.count > 60 ? source.prefix(60) + "…" : source
    }
}
