import Chapters
import Foundation
import Yams

/// The topics that exercises may name: `chapters/syllabus.yaml`.
package struct Syllabus: Sendable, Hashable {
    package struct Topic: Sendable, Hashable {
        package var id: String
        /// As learners read it.
        package var name: String
        /// Rows of the curriculum: `S1` … `S23`.
        package var systems: [String]
        /// The syllabus's own words.
        package var keywords: [String]
    }

    /// An error that circulates in notes, and what drills it.
    package struct CirculatingError: Sendable, Hashable {
        package var number: Int
        package var name: String
        /// `chapter03/numpy-pad-call`.
        package var exercises: [String]
    }

    package static let fileName = "syllabus.yaml"

    /// In the order of the file, which is the order of learning.
    package var topics: [Topic]
    package var errors: [CirculatingError] = []

    package func topic(_ id: String) -> Topic? { topics.first { $0.id == id } }

    /// The list that stands beside the chapters; nil when there is none.
    ///
    /// - Throws: A diagnostic when it is not of the form described at its top.
    package static func load(besideChapter path: String) throws(Diagnostic) -> Syllabus? {
        let folder = (path as NSString).deletingLastPathComponent
        let file = folder.isEmpty ? fileName : "\(folder)/\(fileName)"
        guard let data = FileManager.default.contents(atPath: file) else { return nil }
        guard data.count <= 1 << 20, let text = String(validating: data, as: UTF8.self) else {
            throw invalid(
                file, 1, LocalizedText(ja: "1 MB までの UTF-8 のテキストではありません", en: "it is not UTF-8 text of 1 MB at most"))
        }
        return try parse(text, path: file)
    }

    package static func parse(_ text: String, path: String) throws(Diagnostic) -> Syllabus {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            if case .scanner(_, let problem, let mark, _) = error {
                throw invalid(path, mark.line, LocalizedText(verbatim: problem))
            }
            if case .parser(_, let problem, let mark, _) = error {
                throw invalid(path, mark.line, LocalizedText(verbatim: problem))
            }
            throw invalid(path, 1, LocalizedText(verbatim: "YAML"))
        } catch {
            throw invalid(path, 1, LocalizedText(verbatim: "YAML"))
        }
        guard let topics = node?.mapping?["topics"]?.mapping else {
            throw invalid(path, 1, LocalizedText(ja: "topics: がありません", en: "there is no topics:"))
        }
        var result: [Topic] = []
        for (key, value) in topics {
            guard let id = key.scalar?.string, let fields = value.mapping, let name = fields["name"]?.scalar?.string
            else {
                throw invalid(
                    path, key.mark?.line ?? 1,
                    LocalizedText(ja: "トピックは「id: {name: 名前}」です", en: "a topic is `id: {name: …}`"))
            }
            func words(_ key: String) -> [String] { fields[key]?.sequence?.compactMap { $0.scalar?.string } ?? [] }
            result.append(Topic(id: id, name: name, systems: words("systems"), keywords: words("keywords")))
        }
        return Syllabus(topics: result, errors: try errors(node?.mapping?["errors"], path))
    }

    private static func errors(_ node: Node?, _ path: String) throws(Diagnostic) -> [CirculatingError] {
        guard let node else { return [] }
        var result: [CirculatingError] = []
        for (key, value) in node.mapping ?? [:] {
            guard let number = key.int, let fields = value.mapping, let name = fields["name"]?.scalar?.string,
                let exercises = fields["exercises"]?.sequence?.compactMap({ $0.scalar?.string })
            else {
                throw invalid(
                    path, key.mark?.line ?? 1,
                    LocalizedText(
                        ja: "誤りは「番号: {name: 名前, exercises: [章/演習]}」です",
                        en: "an error is `number: {name: …, exercises: [chapter/exercise]}`"))
            }
            result.append(CirculatingError(number: number, name: name, exercises: exercises))
        }
        return result
    }

    private static func invalid(_ path: String, _ line: Int, _ why: LocalizedText) -> Diagnostic {
        Diagnostic(
            .error, code: "syllabus-invalid", path: path, position: SourcePosition(line: line),
            message: LocalizedText(ja: "トピックの一覧を読めません: \(why.ja)", en: "the list of topics can't be read: \(why.en)"))
    }
}
