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
        guard data.count <= 4 << 20 else {
            return failure(
                path, 1, 1, LocalizedText(ja: "解答ファイルが大きすぎます", en: "the file of answers is too large"))
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            return failure(
                path, 1, 1,
                LocalizedText(ja: "解答ファイルは UTF-8 のテキストではありません", en: "the answers are not UTF-8 text"))
        }
        return parse(text, path: path, exercises: exercises)
    }

    package static func parse(_ text: String, path: String, exercises: [Exercise]) -> AnswerSheet {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            return explain(error, text, path)
        } catch {
            return failure(path, 1, 1, LocalizedText(ja: "解答ファイルを YAML として読めません", en: "the answers are not valid YAML"))
        }
        guard let node, node.null == nil else { return AnswerSheet() }
        guard let mapping = node.mapping else {
            if let line = lineWithoutKey(text) { return missingSpace(path, line) }
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

    // MARK: - What is wrong with the YAML

    private static func explain(_ error: YamlError, _ text: String, _ path: String) -> AnswerSheet {
        // A full-width colon, or none followed by a space: YAML complains somewhere below.
        if let line = lineWithoutKey(text) { return missingSpace(path, line) }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return failure(
                path, mark.line, mark.column,
                LocalizedText(
                    ja: "解答ファイルを YAML として読めません（\(problem)）", en: "the answers are not valid YAML (\(problem))"))
        case .duplicatedKeysInMapping(let keys, _):
            let names = keys.joined(separator: ", ")
            let lines = lines(of: text)
            let line = keys.first.flatMap { key in lines.lastIndex { $0.hasPrefix(key) } } ?? 0
            return failure(
                path, line + 1, 1,
                LocalizedText(ja: "\(names) が 2 回書かれています", en: "\(names) is written twice"))
        default:
            return failure(
                path, 1, 1, LocalizedText(ja: "解答ファイルを YAML として読めません", en: "the answers are not valid YAML"))
        }
    }

    /// Without their LF only: to Swift, CR LF is one character, and no "\n".
    private static func lines(of text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { String(Substring($0)) }
    }

    /// The first line that starts like an answer and has no `: `.
    private static func lineWithoutKey(_ text: String) -> Int? {
        lines(of: text).firstIndex { line in
            let id = line.prefix { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
            let rest = line.dropFirst(id.count)
            guard !id.isEmpty, id != "-", let mark = rest.first else { return false }
            return mark == "：" || (mark == ":" && rest.count > 1 && !" \t\r".contains(rest.dropFirst().first ?? " "))
        }.map { $0 + 1 }
    }

    private static func missingSpace(_ path: String, _ line: Int) -> AnswerSheet {
        failure(
            path, line, 1,
            LocalizedText(
                ja: "id の後は半角のコロンと空白でなければなりません", en: "after the id there must be an ASCII colon and a space"))
    }

    /// Empty for no answer; nil for what is no answer at all (a mapping).
    private static func items(of node: Node) -> [String]? {
        if let sequence = node.sequence {
            // Lists in a list are one answer: a tensor.
            if sequence.contains(where: { $0.sequence != nil }) { return nested(node, depth: 0).map { [$0] } }
            let items = sequence.compactMap { $0.scalar?.string }
            return items.count == sequence.count ? items : nil
        }
        guard let scalar = node.scalar else { return nil }
        let text = scalar.string.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty || (scalar.style == .plain && (text == "~" || text == "null")) ? [] : [text]
    }

    private static func nested(_ node: Node, depth: Int) -> String? {
        guard depth < 8 else { return nil }
        guard let sequence = node.sequence else { return node.scalar?.string }
        let items = sequence.compactMap { nested($0, depth: depth + 1) }
        return items.count == sequence.count ? "[" + items.joined(separator: ", ") + "]" : nil
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

extension AnswerSheet {
    /// The sheet without the answer to one exercise; everything else stays as the learner wrote it.
    ///
    /// nil when the exercise has no entry, or the sheet is no YAML: there is then nothing that could be taken out.
    package static func removing(_ id: String, from sheet: String) -> String? {
        guard let mapping = (try? Yams.compose(yaml: sheet))?.mapping else { return nil }
        let starts = mapping.compactMap { $0.key.mark?.line }.sorted()
        guard let start = mapping.first(where: { $0.key.scalar?.string == id })?.key.mark?.line else { return nil }
        let lines = lines(of: sheet)
        let end = (starts.first { $0 > start } ?? lines.count + 1) - 1
        let ending = lines[start - 1].hasSuffix("\r") ? "\r" : ""
        // Comments between this answer and the next belong to neither; they stay.
        let kept = lines[start..<min(end, lines.count)].filter { line in
            let text = line.trimmingCharacters(in: .whitespaces)
            return text.isEmpty || text.hasPrefix("#") || text == "\r"
        }
        return (lines[..<(start - 1)] + ["\(id):\(ending)"] + kept + lines[min(end, lines.count)...])
            .joined(separator: "\n")
    }
}
