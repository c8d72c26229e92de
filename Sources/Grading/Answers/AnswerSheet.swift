import Chapters
import Foundation
import Yams

/// What stands in `answers.yaml`, as written.
package struct AnswerSheet: Sendable {
    package struct Entry: Sendable, Hashable {
        /// The items of a list, or the one value.
        package var items: [String]
        package var isList: Bool
        package var position: SourcePosition

        /// As one text: a list reads like a shape.
        package var text: String { items.joined(separator: ", ") }
    }

    package var entries: [String: Entry] = [:]
    package var diagnostics: [Diagnostic] = []

    /// A file that is not there has no answers; one that can't be read is an error with its place.
    package static func load(_ path: String, exercises: [Exercise]) -> AnswerSheet {
        guard FileManager.default.fileExists(atPath: path) else { return AnswerSheet() }
        guard let data = FileManager.default.contents(atPath: path) else {
            return failure(path, 1, 1, LocalizedText(ja: "解答ファイルを読めません", en: "the answers can't be read"))
        }
        guard data.count <= 4 << 20, let text = String(validating: data, as: UTF8.self) else {
            return failure(
                path, 1, 1, LocalizedText(ja: "解答ファイルは UTF-8 のテキストではありません", en: "the answers are not UTF-8 text"))
        }
        return parse(text, path: path, exercises: exercises)
    }

    package static func parse(_ text: String, path: String, exercises: [Exercise]) -> AnswerSheet {
        // An answer copied from a page may have a full-width colon or space; YAML knows neither.
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            let mark: Mark? =
                switch error {
                case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark
                default: nil
                }
            return failure(
                path, mark?.line ?? 1, mark?.column ?? 1,
                LocalizedText(ja: "解答ファイルを YAML として読めません", en: "the answers are not valid YAML"))
        } catch {
            return failure(path, 1, 1, LocalizedText(ja: "解答ファイルを YAML として読めません", en: "the answers are not valid YAML"))
        }
        guard let node, node.null == nil else { return AnswerSheet() }
        guard let mapping = node.mapping else {
            return failure(
                path, 1, 1,
                LocalizedText(
                    ja: "解答ファイルは「演習の id: 答え」の並びでなければなりません", en: "the answers must be a list of `exercise: answer`"))
        }

        var sheet = AnswerSheet()
        let known = exercises.compactMap { exercise -> String? in
            if case .code = exercise.kind { nil } else { exercise.id }
        }
        for (key, value) in mapping {
            let position = SourcePosition(
                line: key.mark?.line ?? value.mark?.line ?? 1, column: key.mark?.column ?? 1)
            let id = key.scalar?.string ?? ""
            guard known.contains(id) else {
                let nearest = NearestName.find(id, in: known)
                sheet.diagnostics.append(
                    Diagnostic(
                        .warning, code: "answer-unknown", path: path, position: position,
                        message: LocalizedText(ja: "この章に演習 \(id) はありません", en: "this chapter has no exercise \(id)"),
                        help: nearest.map { LocalizedText(ja: "\($0) でしょうか。", en: "Did you mean \($0)?") }))
                continue
            }
            if let items = items(of: value) {
                if !items.isEmpty {
                    sheet.entries[id] = Entry(items: items, isList: value.sequence != nil, position: position)
                }
            } else {
                sheet.diagnostics.append(
                    Diagnostic(
                        .error, code: "answer-unreadable", path: path, position: position,
                        message: LocalizedText(ja: "演習 \(id) の答えを読めません", en: "the answer to \(id) can't be read"),
                        help: LocalizedText(
                            ja: "数、または [1, 2] のような並びを書いてください。", en: "Write a value, or a list like [1, 2].")))
            }
        }
        return sheet
    }

    /// Empty for no answer; nil for what is no answer at all (a mapping, a list of lists).
    private static func items(of node: Node) -> [String]? {
        if let sequence = node.sequence {
            let items = sequence.compactMap { $0.scalar?.string }
            return items.count == sequence.count ? items : nil
        }
        guard let scalar = node.scalar else { return nil }
        let text = scalar.string.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty || (scalar.style == .plain && (text == "~" || text == "null")) ? [] : [text]
    }

    private static func failure(_ path: String, _ line: Int, _ column: Int, _ message: LocalizedText) -> AnswerSheet {
        var sheet = AnswerSheet()
        sheet.diagnostics = [
            Diagnostic(
                .error, code: "answers-invalid", path: path, position: SourcePosition(line: line, column: column),
                message: message,
                help: LocalizedText(
                    ja: "「演習の id: 答え」を 1 行に 1 つ書いてください。コロンの後には空白が要ります。",
                    en: "Write one `exercise: answer` a line, with a space after the colon."))
        ]
        return sheet
    }
}
