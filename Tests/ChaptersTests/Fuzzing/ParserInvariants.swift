import Chapters

/// What holds for every text, however strange; the tests and `Tools/fuzz.sh` look for one for which it does not.
enum ParserInvariants {
    /// What is broken, or nil: parsing comes to an end, says places that are in the file, and its fixes apply.
    static func violation(in bytes: [UInt8]) throws -> String? {
        let chapter: Chapter
        do throws(Diagnostic) {
            chapter = try ChapterParser.parse(bytes, path: "chapters/fuzz.md")
        } catch {
            return nil
        }
        return try violation(of: chapter, bytes)
    }

    static func violation(of chapter: Chapter, _ bytes: [UInt8]) throws -> String? {
        let lines = try SourceText(decoding: bytes, path: "fuzz.md").lines
        let rules = try AuthorRules.findings(in: chapter, bytes: bytes) { _ in nil }
        func isInside(_ position: SourcePosition) -> Bool {
            position.line >= 1 && position.line <= max(lines.count, 1) && position.column >= 1
                && position.column
                    <= (lines.indices.contains(position.line - 1) ? lines[position.line - 1].utf8.count : 0) + 2
        }
        for diagnostic in chapter.diagnostics + rules where !isInside(diagnostic.position) {
            return "\(diagnostic.code) at \(diagnostic.position)"
        }
        for site in chapter.sites where !isInside(site.position) { return "\(site.kind) at \(site.position)" }
        for block in chapter.blocks where block.range.endLine > max(lines.count, 1) || !isInside(block.range.start) {
            return "block at \(block.range)"
        }
        let text = chapter.blocks.markedText + chapter.footnotes.map(\.blocks.markedText).joined()
        if text.unicodeScalars.contains(where: {
            (0xE000...0xE003).contains($0.value) || (0xE008...0xE00F).contains($0.value)
        }) {
            return "a placeholder of ours in the text: \(text.debugDescription.prefix(300))"
        }
        let (fixed, cured) = SourceFix.apply(rules, to: bytes)
        if cured.count != rules.count(where: { $0.fix != nil }) { return "a fix that does not apply" }
        if String(validating: fixed, as: UTF8.self) == nil { return "a fix that breaks the encoding" }
        return nil
    }
}
