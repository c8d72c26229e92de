/// Zenn's rules about a book: its `config.yaml`, its folder's name and its cover.
package enum BookRules {
    package static let fileName = "config.yaml"

    /// What is wrong with a book.
    ///
    /// `read` gives the bytes of a file by its path, or nil.
    package static func findings(
        path: String, bytes: [UInt8], read: @escaping (String) -> [UInt8]?
    ) throws(Diagnostic) -> [Diagnostic] {
        let lines = try SourceText(decoding: bytes, path: path).lines
        let (config, problems) = parse(lines, path: path)
        guard problems.isEmpty else { return problems }
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
            separator: "/")
        let slug = folder.split(separator: "/").last.map(String.init) ?? ""
        let book = Chapter(id: slug, path: path, frontMatter: config)
        var context = RuleContext(chapter: book, lines: lines, bytes: bytes, read: read)
        if !slug.isEmpty { FileNameRule.check(slug, minimum: 12, &context) }
        FrontMatterTopicsRule.check(&context)
        BookConfigRule.check(&context)
        BookChaptersRule.check(&context, folder: folder)
        BookCoverRule.check(&context, folder: folder)
        return context.diagnostics.sorted { $0.position < $1.position }
    }

    /// The file is read as an article's front matter is, whose fences stand on lines of their own.
    private static func parse(_ lines: [String], path: String) -> (FrontMatter, [Diagnostic]) {
        let inner = lines.map { $0.trimmedEnd == "---" ? "" : $0 }
        var (config, _, diagnostics) = FrontMatterParser.parse(["---"] + inner + ["---"], path: path)
        func moved(_ position: SourcePosition) -> SourcePosition {
            SourcePosition(line: max(position.line - 1, 1), column: position.column)
        }
        config.entries = (config.entries ?? []).map { entry in
            var entry = entry
            entry.keyPosition = moved(entry.keyPosition)
            entry.position = moved(entry.position)
            if case .list(let items) = entry.value {
                entry.value = .list(items.map { .init(text: $0.text, position: moved($0.position)) })
            }
            return entry
        }
        let errors = diagnostics.filter { $0.severity == .error }.map { problem in
            Diagnostic(
                .error, code: "book-invalid", path: path, position: moved(problem.position),
                message: LocalizedText(
                    ja: "\(fileName) を「キー: 値」の YAML として読めません",
                    en: "\(fileName) is no YAML of the form `key: value`"),
                help: LocalizedText(
                    ja: "title、summary、topics、published、price、chapters を書いてください。",
                    en: "Write title, summary, topics, published, price and chapters."))
        }
        return (config, errors)
    }
}
