import Chapters
import Foundation
import Yams

/// A YAML list that stands beside the chapters, and how its errors are told.
struct ListFile {
    let path: String
    /// The code of every error in it.
    let code: String
    /// `the glossary can't be read`.
    let complaint: LocalizedText

    /// The file's text; nil when there is no file.
    func text() throws(Diagnostic) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        guard data.count <= 1 << 20, let text = String(validating: data, as: UTF8.self) else {
            throw problem(
                nil, LocalizedText(ja: "1 MB までの UTF-8 のテキストではありません", en: "it is not UTF-8 text of 1 MB at most"))
        }
        return text
    }

    func compose(_ text: String) throws(Diagnostic) -> Node? {
        do {
            // Every field is read as text: to resolve the types of scalars takes as long as all the rest.
            return try Yams.compose(yaml: text, .basic)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw self.problem(mark, LocalizedText(verbatim: problem))
            default: throw problem(nil, LocalizedText(verbatim: "YAML"))
            }
        } catch {
            throw problem(nil, LocalizedText(verbatim: "YAML"))
        }
    }

    /// The fields of a mapping by name: to look one up in the mapping itself, Yams makes a node and compares it with every other.
    static func fields(of node: Node) -> [String: Node]? {
        node.mapping.map { mapping in
            Dictionary(mapping.map { ($0.key.scalar?.string ?? "?", $0.value) }) { first, _ in first }
        }
    }

    func problem(_ mark: Mark?, _ why: LocalizedText) -> Diagnostic {
        Diagnostic(
            .error, code: code, path: path,
            position: SourcePosition(line: mark?.line ?? 1, column: mark?.column ?? 1),
            message: LocalizedText(ja: "\(complaint.ja): \(why.ja)", en: "\(complaint.en): \(why.en)"))
    }
}
