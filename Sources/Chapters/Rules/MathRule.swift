/// `$$` right below a line of text: Zenn shows it as it is written.
enum MathRule: AuthorRule {
    static func check(_ context: inout RuleContext) {
        for block in context.chapter.flatBlocks {
            guard case .math(let math) = block.kind else { continue }
            let number = math.position.line
            guard number >= 2, context.lines.indices.contains(number - 1) else { continue }
            let line = BlockLine(context.lines[number - 1])
            let above = BlockLine(context.lines[number - 2])
            // A formula in a list item may start right behind the marker; a fence has a line of its own above it.
            guard line.content.utf8.starts(with: "$$".utf8), line.prefix == line.quotePrefix,
                isText(above.content)
            else {
                continue
            }
            context.warning(
                code: "math-below-text",
                at: SourcePosition(line: number, column: line.prefix.utf8.count + 1),
                LocalizedText(ja: "$$ のすぐ上の行に文字があります", en: "there is text right above this $$"),
                why: LocalizedText(
                    ja: "Zenn では段落の続きになり、$$ がそのまま表示されます。",
                    en: "On Zenn it goes on with the paragraph, and the $$ is shown as it is."),
                help: LocalizedText(ja: "上に空行を入れてください。", en: "Put an empty line above it."),
                fix: SourceFix(
                    .init(
                        at: SourcePosition(line: number, column: 1), length: 0,
                        replacement: line.quotePrefix.trimmedEnd + "\n")))
        }
    }

    /// Whether a paragraph or a table goes on below a line.
    private static func isText(_ content: Substring) -> Bool {
        guard !content.isBlank else { return false }
        // Zenn's `$$` and `:::` lines and fences end what they stand in; a heading is one line.
        let isOver = [":::", "```", "~~~", "$$"].contains { content.hasPrefix($0) }
        let hashes = content.prefix { $0 == "#" }
        let isHeading = (1...6).contains(hashes.count) && content.dropFirst(hashes.count).first == " "
        let isRule = content.count > 2 && content.allSatisfy { "-*_ ".contains($0) }
        return !isOver && !isHeading && !isRule && !content.trimmed.hasSuffix("$$")
    }
}
