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
        /// Where it stands in the list.
        package var line = 1

        package init(
            term: String, reading: String, english: String, chapter: String, also: [String] = [], line: Int = 1
        ) {
            self.term = term
            self.reading = reading
            self.english = english
            self.chapter = chapter
            self.also = also
            self.line = line
        }
    }

    package static let fileName = "glossary.yaml"

    package var terms: [Term]

    package init(terms: [Term]) { self.terms = terms }

    /// All that is in it, in turn: two lists with the same texts are the same.
    package var identity: [String] {
        var texts: [String] = []
        for term in terms {
            texts += [term.term, term.reading, term.english, term.chapter, "\(term.line) \(term.also.count)"]
            texts += term.also
        }
        return texts
    }

    /// In the order of the readings.
    package var byReading: [Term] { terms.sorted { ($0.reading, $0.term) < ($1.reading, $1.term) } }

    /// The list in a folder; nil when there is none.
    ///
    /// - Throws: A diagnostic with the place of what is not of the form above.
    package static func load(folder: String) throws(Diagnostic) -> Glossary? {
        let path = folder.isEmpty ? fileName : "\(folder)/\(fileName)"
        guard let text = try file(path).text() else { return nil }
        return try parse(text, path: path)
    }

    package static func parse(_ text: String, path: String) throws(Diagnostic) -> Glossary {
        let file = file(path)
        let root = try file.compose(text)
        guard let list = root?.mapping?["terms"]?.sequence else {
            throw file.problem(root?.mark, LocalizedText(ja: "terms: の一覧がありません", en: "there is no list terms:"))
        }
        var terms: [Term] = []
        var known: Set<String> = []
        for node in list {
            let term = try term(node, file)
            guard known.insert(term.term).inserted else {
                throw file.problem(
                    node.mark, LocalizedText(ja: "「\(term.term)」が 2 回あります", en: "“\(term.term)” is there twice"))
            }
            terms.append(term)
        }
        return Glossary(terms: terms)
    }

    private static func term(_ node: Node, _ file: ListFile) throws(Diagnostic) -> Term {
        guard let fields = ListFile.fields(of: node) else {
            throw file.problem(
                node.mark,
                LocalizedText(
                    ja: "用語は {term: …, reading: …, english: …, chapter: …} です",
                    en: "a term is {term: …, reading: …, english: …, chapter: …}"))
        }
        let names = ["term", "reading", "english", "chapter", "also"]
        for (key, _) in node.mapping ?? [:] where !names.contains(key.scalar?.string ?? "") {
            throw file.problem(
                key.mark,
                LocalizedText(
                    ja: "知らない項目 \(key.scalar?.string ?? "?") があります", en: "unknown field \(key.scalar?.string ?? "?")"))
        }
        func field(_ name: String) throws(Diagnostic) -> String {
            guard let value = fields[name]?.scalar?.string.trimmingCharacters(in: .whitespaces), !value.isEmpty else {
                throw file.problem(node.mark, LocalizedText(ja: "\(name): がありません", en: "there is no \(name):"))
            }
            return value
        }
        let reading = try field("reading")
        guard
            !reading.unicodeScalars.contains(where: {
                (0x30A1...0x30F6).contains($0.value) || (0x4E00...0x9FFF).contains($0.value)
            })
        else {
            throw file.problem(
                fields["reading"]?.mark,
                LocalizedText(ja: "読み「\(reading)」はひらがなで書いてください", en: "write the reading “\(reading)” in hiragana"))
        }
        return Term(
            term: try field("term"), reading: reading, english: try field("english"), chapter: try field("chapter"),
            also: fields["also"]?.sequence?.compactMap { $0.scalar?.string } ?? [], line: node.mark?.line ?? 1)
    }

    private static func file(_ path: String) -> ListFile {
        ListFile(
            path: path, code: "glossary-invalid",
            complaint: LocalizedText(ja: "用語集を読めません", en: "the glossary can't be read"))
    }
}
