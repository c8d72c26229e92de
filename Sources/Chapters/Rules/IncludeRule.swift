/// Fences with `include=` in which something else stands than in the file.
///
/// Here the file counts; Zenn and GitHub show what stands in the fence.
enum IncludeRule: AuthorRule {
    static func check(_ context: inout RuleContext) {
        for include in context.chapter.includes where include.written != include.text {
            context.warning(
                code: "include-outdated", at: include.position,
                LocalizedText(
                    ja: "フェンスの中身が \(include.origin.path) と違います", en: "the fence differs from \(include.origin.path)"),
                why: LocalizedText(
                    ja: "ここではファイルの内容を使いますが、Zenn と GitHub ではフェンスの中身が表示されます。",
                    en: "Here the file is used, but Zenn and GitHub show what stands in the fence."),
                help: LocalizedText(
                    ja: "check --fix がファイルの内容を書き込みます。", en: "check --fix writes the file's text into it."),
                fix: fix(include, context))
        }
    }

    /// Only where the fence's lines are the text's lines, and the text can't close the fence.
    private static func fix(_ include: Include, _ context: RuleContext) -> SourceFix? {
        let first = include.range.line
        let last = include.range.endLine - 1
        guard !include.isIndented, !context.bytes.contains(UInt8(ascii: "\r")), last >= first,
            context.lines.indices.contains(last), !include.text.contains("```"), !include.text.contains("~~~")
        else { return nil }
        let length = context.lines[first..<last].reduce(0) { $0 + $1.utf8.count + 1 }
        return SourceFix(
            .init(at: SourcePosition(line: first + 1), length: length, replacement: include.text))
    }
}
