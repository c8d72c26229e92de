import Yams

/// Reads the YAML between the two `---` lines at the top of an article.
enum FrontMatterParser {
    /// The front matter and the number of lines it takes, its fences included (0 when there is none).
    static func parse(_ lines: [String], path: String) -> (FrontMatter, lineCount: Int, [Diagnostic]) {
        guard let first = lines.first, first.trimmedEnd == "---" else { return (FrontMatter(), 0, []) }
        guard let end = lines.dropFirst().firstIndex(where: { $0.trimmedEnd == "---" }) else {
            // A document may start with a thematic break; only something like `key:` makes it a front matter.
            guard lines.count > 1, lines[1].contains(":") else { return (FrontMatter(), 0, []) }
            let diagnostic = Diagnostic(
                .error, code: "front-matter-unclosed", path: path, position: SourcePosition(line: 1),
                message: LocalizedText(ja: "フロントマターが閉じられていません", en: "the front matter is not closed"),
                help: LocalizedText(ja: "最後に --- だけの行を書いてください。", en: "End it with a line that is only ---."))
            return (FrontMatter(), lines.count, [diagnostic])
        }

        var diagnostics: [Diagnostic] = []
        func report(
            _ severity: Diagnostic.Severity, _ code: String, line: Int, column: Int = 1, _ message: LocalizedText
        ) {
            diagnostics.append(
                Diagnostic(
                    severity, code: code, path: path, position: SourcePosition(line: line, column: column),
                    message: message,
                    help: LocalizedText(
                        ja: "title, emoji, type, topics, published を Zenn の形で書いてください。",
                        en: "Write title, emoji, type, topics and published as Zenn has them.")))
        }

        var result = FrontMatter()
        result.entries = []
        do {
            let yaml = lines[1..<end].joined(separator: "\n")
            guard let node = try Yams.compose(yaml: yaml) else { return (result, end + 1, []) }
            guard let mapping = node.mapping else {
                report(
                    .error, "front-matter-invalid", line: 2,
                    LocalizedText(
                        ja: "フロントマターは「キー: 値」の並びでなければなりません", en: "the front matter must be a list of `key: value`"))
                return (result, end + 1, diagnostics)
            }
            result.entries = mapping.map { entry($0.key, $0.value, lines: lines) }
            for (key, value) in mapping {
                let line = (value.mark?.line ?? 1) + 1
                let column = value.mark?.column ?? 1
                func wrongType(_ expected: LocalizedText) {
                    report(
                        .warning, "front-matter-type", line: line, column: column,
                        LocalizedText(
                            ja: "\(key.string ?? "?") は\(expected.ja)でなければなりません",
                            en: "\(key.string ?? "?") must be \(expected.en)"))
                }
                switch key.string {
                case "title":
                    // A title may look like a number (`title: 2026`); it is still the title.
                    if let text = value.scalar?.string {
                        result.title = text
                    } else {
                        wrongType(.init(ja: "文字列", en: "a text"))
                    }
                case "emoji": result.emoji = value.scalar?.string
                case "type": result.type = value.scalar?.string
                case "published":
                    if let flag = value.bool {
                        result.published = flag
                    } else {
                        wrongType(.init(ja: " true か false ", en: "true or false"))
                    }
                case "topics":
                    if let items = value.sequence {
                        result.topics = items.compactMap { $0.scalar?.string }
                    } else {
                        wrongType(.init(ja: "配列", en: "a list"))
                    }
                default: break
                }
            }
        } catch let error as YamlError {
            let (line, column) = position(of: error)
            report(
                .error, "front-matter-invalid", line: line + 1, column: column,
                LocalizedText(ja: "フロントマターを YAML として読めません", en: "the front matter is not valid YAML"))
        } catch {
            report(
                .error, "front-matter-invalid", line: 2,
                LocalizedText(ja: "フロントマターを YAML として読めません", en: "the front matter is not valid YAML"))
        }
        return (result, end + 1, diagnostics)
    }

    private static func entry(_ key: Node, _ value: Node, lines: [String]) -> FrontMatterEntry {
        FrontMatterEntry(
            key: key.string ?? "", value: self.value(of: value, lines: lines), keyPosition: place(of: key, lines),
            position: place(of: value, lines))
    }

    private static func value(of node: Node, lines: [String]) -> FrontMatterEntry.Value {
        if let items = node.sequence {
            return .list(items.map { .init(text: $0.scalar?.string, position: place(of: $0, lines)) })
        }
        guard let scalar = node.scalar else { return .other }
        let isQuoted = scalar.style == .doubleQuoted || scalar.style == .singleQuoted
        if isQuoted { return .text(scalar.string, isQuoted: true) }
        if node.null != nil { return .null }
        return node.bool.map { .flag($0) } ?? .text(scalar.string, isQuoted: false)
    }

    /// YAML counts characters from the line after the opening fence; we count bytes from the file's first line.
    private static func place(of node: Node, _ lines: [String]) -> SourcePosition {
        let line = (node.mark?.line ?? 1) + 1
        let characters = max((node.mark?.column ?? 1) - 1, 0)
        guard lines.indices.contains(line - 1) else { return SourcePosition(line: line) }
        let bytes = lines[line - 1].unicodeScalars.prefix(characters).reduce(0) { $0 + UTF8.width($1) }
        return SourcePosition(line: line, column: bytes + 1)
    }

    private static func position(of error: YamlError) -> (line: Int, column: Int) {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            (mark.line, mark.column)
        default: (1, 1)
        }
    }
}

extension StringProtocol {
    /// Without the spaces and tabs at its end.
    var trimmedEnd: SubSequence {
        var end = endIndex
        while end > startIndex, self[index(before: end)] == " " || self[index(before: end)] == "\t" {
            end = index(before: end)
        }
        return self[..<end]
    }

    /// Without the spaces and tabs at both ends.
    var trimmed: SubSequence { trimmedEnd.drop { $0 == " " || $0 == "\t" } }
}
