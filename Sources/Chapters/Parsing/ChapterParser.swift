/// The first stage of the pipeline: a file's bytes become a `Chapter`.
///
///     bytes ─ SourceText ─▶ lines ─ FrontMatterParser, Preprocessor ─▶ text for cmark ─ CmarkDocument ─▶ nodes
///           ─ BlockBuilder, ExerciseBuilder ─▶ Chapter
package enum ChapterParser {
    /// Parses a chapter.
    ///
    /// What is wrong inside it is in `Chapter.diagnostics`.
    ///
    /// The path is shown as the user named it; the file name gives the chapter's id. A diagnostic is thrown when the
    /// bytes are no text at all, are damaged or too large.
    ///
    /// `files` are those beside the chapter, which are on disk where nothing else is said; with nil no reference is resolved.
    package static func parse(
        _ bytes: [UInt8], path: String, mode: MarkdownMode = .zenn
    ) throws(Diagnostic) -> Chapter {
        try parse(bytes, path: path, mode: mode, files: mode == .zenn ? .beside(chapter: path) : nil)
    }

    package static func parse(
        _ bytes: [UInt8], path: String, mode: MarkdownMode = .zenn, files: ChapterFiles?
    ) throws(Diagnostic) -> Chapter {
        let source: SourceText
        do {
            source = try SourceText(decoding: bytes, path: path)
        } catch {
            throw error.explained
        }
        let (frontMatter, lineCount, frontMatterDiagnostics) =
            mode == .zenn ? FrontMatterParser.parse(source.lines, path: path) : (FrontMatter(), 0, [])
        let body = Array(repeating: "", count: lineCount) + source.lines.dropFirst(lineCount)

        var preprocessor = Preprocessor(lines: body, path: path, mode: mode)
        let text = preprocessor.run()
        let (root, isTooDeep) = CmarkDocument.parse(text, mode: mode)
        var builder = BlockBuilder(preprocessor: preprocessor, path: path, files: files)
        let blocks = builder.build(document: root)

        var chapter = Chapter(id: id(for: path), path: path, frontMatter: frontMatter, blocks: blocks)
        chapter.footnotes = builder.footnotes
        chapter.cells = builder.cells
        chapter.values = builder.values
        chapter.exercises = builder.exercises
        chapter.sets = builder.sets
        chapter.sites = builder.sites
        chapter.labels = builder.labelCounter.labels
        chapter.includes = builder.includes
        chapter.footnoteDefinitions = preprocessor.footnoteDefinitions.map {
            FootnoteDefinition(
                label: $0.label, isUsed: builder.usedFootnoteLines.contains($0.position.line), position: $0.position)
        }
        chapter.diagnostics = frontMatterDiagnostics + preprocessor.diagnostics + builder.diagnostics
        if isTooDeep, !chapter.diagnostics.contains(where: { $0.code == "nesting-too-deep" }) {
            chapter.diagnostics.append(CmarkDocument.depthDiagnostic(path: path, line: 1))
        }
        if source.lines.allSatisfy(\.isBlank) {
            chapter.diagnostics.append(
                Diagnostic(
                    .error, code: "empty-file", path: path, position: SourcePosition(line: 1),
                    message: LocalizedText(ja: "ファイルが空です", en: "the file is empty"),
                    help: LocalizedText(ja: "本文を書いてください。", en: "Write the chapter.")))
        }
        chapter.diagnostics = chapter.diagnostics.map(\.explained).sorted { $0.position < $1.position }
        guard let files else { return chapter }
        var resolver = ReferenceResolver(chapter, files: files)
        return resolver.resolved(chapter)
    }

    /// `chapters/chapter03.md` is `chapter03`.
    package static func id(for path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    }
}
