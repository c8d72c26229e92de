/// Links that lead nowhere: to a heading or a file that is not there, or to nothing.
enum LinkRule: AuthorRule {
    private static let safeSchemes = ["http", "https", "mailto", "tel"]

    /// What the fragments of links to a file may name.
    private final class Anchors {
        let names: Set<String>
        var nearest: NearestNames

        init(of chapter: Chapter) {
            names = LinkRule.anchorNames(of: chapter)
            nearest = NearestNames(names.sorted())
        }
    }

    /// A file that a link names.
    private enum Target {
        case missing
        /// nil: no chapter.
        case file(Anchors?)
    }

    static func check(_ context: inout RuleContext) {
        var targets: [String: Target] = ["": .file(Anchors(of: context.chapter))]
        for site in context.chapter.sites {
            guard case .link(let destination, _) = site.kind else { continue }
            if destination.trimmed.isEmpty || destination == "#" {
                context.warning(
                    code: "link-empty", at: site.position,
                    LocalizedText(ja: "リンク先が空です", en: "this link leads nowhere"),
                    why: LocalizedText(ja: "押しても何も起こりません。", en: "Nothing happens when it is followed."),
                    help: LocalizedText(ja: "リンク先を書いてください。", en: "Write where it leads."))
                continue
            }
            if let scheme = scheme(of: destination) {
                guard !safeSchemes.contains(scheme) else { continue }
                context.warning(
                    code: "link-refused", at: site.position,
                    LocalizedText(ja: "\(scheme): のリンクは使えません", en: "links with \(scheme): are not allowed"),
                    why: LocalizedText(ja: "ページではリンクが外されます。", en: "The page shows its text without the link."),
                    help: LocalizedText(
                        ja: "http、https、mailto、tel か、ファイルへの相対パスにしてください。",
                        en: "Use http, https, mailto, tel, or a file's relative path."))
                continue
            }
            guard !destination.hasPrefix("/"), !destination.hasPrefix("\\") else { continue }
            local(destination, site.position, &targets, &context)
        }
    }

    private static func local(
        _ destination: String, _ position: SourcePosition, _ targets: inout [String: Target],
        _ context: inout RuleContext
    ) {
        let path = destination.prefix { $0 != "#" && $0 != "?" }
        let fragment =
            destination.firstIndex(of: "#").map { String(destination[destination.index(after: $0)...]) } ?? ""
        let file = decoded(String(path))
        let known = targets[file] ?? target(file, in: context)
        targets[file] = known
        guard case .file(let anchors) = known else {
            context.warning(
                code: "link-file-missing", at: position,
                LocalizedText(ja: "リンク先の \(file) がありません", en: "there is no file \(file)"),
                why: LocalizedText(ja: "読者はリンク先を開けません。", en: "Readers get an error page."),
                help: LocalizedText(ja: "パスはこのファイルの場所から数えます。", en: "Paths count from this file's folder."))
            return
        }
        guard !fragment.isEmpty, let anchors else { return }
        let name = decoded(fragment)
        guard !anchors.names.contains(name) else { return }
        let nearest = anchors.nearest.find(name)
        context.warning(
            code: "link-anchor-missing", at: position,
            LocalizedText(
                ja: "\(file.isEmpty ? "この章" : file)に「#\(name)」という見出しや名前はありません",
                en: "\(file.isEmpty ? "this chapter" : file) has no heading and no name “\(name)”"),
            why: LocalizedText(ja: "リンクはページの先頭に着きます。", en: "The link ends at the top of the page."),
            help: nearest.map { LocalizedText(ja: "#\($0) でしょうか。", en: "Did you mean #\($0)?") }
                ?? LocalizedText(
                    ja: "見出しの文字を小文字にし、空白を - にしたものが id です。", en: "An id is the heading in lower case with - for spaces.")
        )
    }

    private static func target(_ file: String, in context: RuleContext) -> Target {
        let folder = context.chapter.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let path = (folder.map(String.init) + [file]).joined(separator: "/")
        guard let bytes = context.read(path) else { return .missing }
        let chapter = file.hasSuffix(".md") ? try? ChapterParser.parse(bytes, path: path) : nil
        return .file(chapter.map(Anchors.init(of:)))
    }

    /// What a fragment may name: headings, and what our pages give an id.
    private static func anchorNames(of chapter: Chapter) -> Set<String> {
        var names = ReferenceTargets(chapter).names
        names.formUnion(chapter.exercises.map { "sk-exercise-" + $0.id })
        names.formUnion(chapter.sets.map { "sk-set-" + $0.id })
        names.formUnion(chapter.cells.map { "sk-cell-" + $0.id })
        return names
    }

    static func scheme(of address: String) -> String? {
        guard address.contains(byte: UInt8(ascii: ":")), let colon = address.firstIndex(of: ":"),
            !address[..<colon].contains(where: { "/?#".contains($0) })
        else {
            return nil
        }
        return address[..<colon].lowercased()
    }

    static func decoded(_ text: String) -> String {
        guard text.contains(byte: UInt8(ascii: "%")) else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
