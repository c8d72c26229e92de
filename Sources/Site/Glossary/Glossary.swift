import Chapters
import Foundation
import Yams

/// The terms of the notes: `chapters/glossary.yaml`.
///
///     terms:
///       - {term: 畳み込み, reading: たたみこみ, english: convolution, chapter: chapter01}
///
/// `reading` is hiragana (and what has none, such as Latin letters); by it the list is sorted and terms are found. `also` may list other spellings.
package struct Glossary: Sendable, Hashable {
    package struct Term: Sendable, Hashable {
        package var term: String
        package var reading: String
        package var english: String
        /// The chapter that explains it.
        package var chapter: String
        /// Other spellings.
        package var also: [String]

        /// The id of its row.
        var anchor: String { "term-" + identifier(term) }
    }

    package static let fileName = "glossary.yaml"

    package var terms: [Term]

    package init(terms: [Term]) { self.terms = terms }

    /// In the order of the readings.
    var byReading: [Term] { terms.sorted { ($0.reading, $0.term) < ($1.reading, $1.term) } }

    /// The list in a folder; nil when there is none.
    ///
    /// - Throws: A diagnostic with the place of what is not of the form above.
    package static func load(folder: String) throws(Diagnostic) -> Glossary? {
        let file = folder.isEmpty ? fileName : "\(folder)/\(fileName)"
        guard let data = FileManager.default.contents(atPath: file) else { return nil }
        guard data.count <= 1 << 20, let text = String(validating: data, as: UTF8.self) else {
            throw invalid(
                file, nil, LocalizedText(ja: "1 MB までの UTF-8 のテキストではありません", en: "it is not UTF-8 text of 1 MB at most"))
        }
        return try parse(text, path: file)
    }

    package static func parse(_ text: String, path: String) throws(Diagnostic) -> Glossary {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw invalid(path, mark, LocalizedText(verbatim: problem))
            default: throw invalid(path, nil, LocalizedText(verbatim: "YAML"))
            }
        } catch {
            throw invalid(path, nil, LocalizedText(verbatim: "YAML"))
        }
        guard let list = root?.mapping?["terms"]?.sequence else {
            throw invalid(path, root?.mark, LocalizedText(ja: "terms: の一覧がありません", en: "there is no list terms:"))
        }
        var terms: [Term] = []
        var known: Set<String> = []
        for node in list {
            let term = try term(node, path: path)
            guard known.insert(term.term).inserted else {
                throw invalid(
                    path, node.mark, LocalizedText(ja: "「\(term.term)」が 2 回あります", en: "“\(term.term)” is there twice"))
            }
            terms.append(term)
        }
        return Glossary(terms: terms)
    }

    private static func term(_ node: Node, path: String) throws(Diagnostic) -> Term {
        guard let fields = node.mapping else {
            throw invalid(
                path, node.mark,
                LocalizedText(
                    ja: "用語は {term: …, reading: …, english: …, chapter: …} です",
                    en: "a term is {term: …, reading: …, english: …, chapter: …}"))
        }
        let names = ["term", "reading", "english", "chapter", "also"]
        for (key, _) in fields where !names.contains(key.scalar?.string ?? "") {
            throw invalid(
                path, key.mark,
                LocalizedText(
                    ja: "知らない項目 \(key.scalar?.string ?? "?") があります", en: "unknown field \(key.scalar?.string ?? "?")"))
        }
        func field(_ name: String) throws(Diagnostic) -> String {
            guard let value = fields[name]?.scalar?.string.trimmingCharacters(in: .whitespaces), !value.isEmpty else {
                throw invalid(path, node.mark, LocalizedText(ja: "\(name): がありません", en: "there is no \(name):"))
            }
            return value
        }
        let reading = try field("reading")
        guard
            !reading.unicodeScalars.contains(where: {
                (0x30A1...0x30F6).contains($0.value) || (0x4E00...0x9FFF).contains($0.value)
            })
        else {
            throw invalid(
                path, fields["reading"]?.mark,
                LocalizedText(ja: "読み「\(reading)」はひらがなで書いてください", en: "write the reading “\(reading)” in hiragana"))
        }
        return Term(
            term: try field("term"), reading: reading, english: try field("english"), chapter: try field("chapter"),
            also: fields["also"]?.sequence?.compactMap { $0.scalar?.string } ?? [])
    }

    private static func invalid(_ path: String, _ mark: Mark?, _ why: LocalizedText) -> Diagnostic {
        Diagnostic(
            .error, code: "glossary-invalid", path: path,
            position: SourcePosition(line: mark?.line ?? 1, column: mark?.column ?? 1),
            message: LocalizedText(ja: "用語集を読めません: \(why.ja)", en: "the glossary can't be read: \(why.en)"))
    }
}
