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
        /// Where it stands in the list.
        package var line = 1
    }

    /// An error that circulates in notes, and what drills it.
    package struct CirculatingError: Sendable, Hashable {
        package var number: Int
        package var name: String
        /// `chapter03/numpy-pad-call`.
        package var exercises: [String]
        /// Where it stands in the list.
        package var line = 1
    }

    package static let fileName = "syllabus.yaml"

    /// In the order of the file, which is the order of learning.
    package var topics: [Topic]
    package var errors: [CirculatingError] = []

    package init(topics: [Topic], errors: [CirculatingError] = []) {
        self.topics = topics
        self.errors = errors
    }

    /// All that is in it, in turn: two lists with the same texts are the same.
    package var identity: [String] {
        var texts: [String] = []
        for topic in topics {
            texts += [topic.id, topic.name, "\(topic.line) \(topic.systems.count) \(topic.keywords.count)"]
            texts += topic.systems + topic.keywords
        }
        texts.append("errors")
        for error in errors {
            texts += [error.name, "\(error.line) \(error.number) \(error.exercises.count)"]
            texts += error.exercises
        }
        return texts
    }

    package func topic(_ id: String) -> Topic? { topics.first { $0.id == id } }

    /// The list that stands beside the chapters; nil when there is none.
    ///
    /// - Throws: A diagnostic when it is not of the form described at its top.
    package static func load(besideChapter path: String) throws(Diagnostic) -> Syllabus? {
        try load(folder: (path as NSString).deletingLastPathComponent)
    }

    /// The list in a folder; nil when there is none.
    ///
    /// - Throws: A diagnostic when it is not of the form described at its top.
    package static func load(folder: String) throws(Diagnostic) -> Syllabus? {
        let path = folder.isEmpty ? fileName : "\(folder)/\(fileName)"
        guard let text = try file(path).text() else { return nil }
        return try parse(text, path: path)
    }

    package static func parse(_ text: String, path: String) throws(Diagnostic) -> Syllabus {
        let file = file(path)
        let node = try file.compose(text)
        guard let topics = node?.mapping?["topics"]?.mapping else {
            throw file.problem(nil, LocalizedText(ja: "topics: がありません", en: "there is no topics:"))
        }
        var result: [Topic] = []
        for (key, value) in topics {
            guard let id = key.scalar?.string, let fields = ListFile.fields(of: value),
                let name = fields["name"]?.scalar?.string
            else {
                throw file.problem(
                    key.mark,
                    LocalizedText(ja: "トピックは「id: {name: 名前}」です", en: "a topic is `id: {name: …}`"))
            }
            func words(_ key: String) -> [String] { fields[key]?.sequence?.compactMap { $0.scalar?.string } ?? [] }
            result.append(
                Topic(
                    id: id, name: name, systems: words("systems"), keywords: words("keywords"),
                    line: key.mark?.line ?? 1))
        }
        return Syllabus(topics: result, errors: try errors(node?.mapping?["errors"], file))
    }

    private static func errors(_ node: Node?, _ file: ListFile) throws(Diagnostic) -> [CirculatingError] {
        guard let node else { return [] }
        var result: [CirculatingError] = []
        for (key, value) in node.mapping ?? [:] {
            guard let number = key.int, let fields = ListFile.fields(of: value),
                let name = fields["name"]?.scalar?.string,
                let exercises = fields["exercises"]?.sequence?.compactMap({ $0.scalar?.string })
            else {
                throw file.problem(
                    key.mark,
                    LocalizedText(
                        ja: "誤りは「番号: {name: 名前, exercises: [章/演習]}」です",
                        en: "an error is `number: {name: …, exercises: [chapter/exercise]}`"))
            }
            result.append(
                CirculatingError(number: number, name: name, exercises: exercises, line: key.mark?.line ?? 1))
        }
        return result
    }

    private static func file(_ path: String) -> ListFile {
        ListFile(
            path: path, code: "syllabus-invalid",
            complaint: LocalizedText(ja: "トピックの一覧を読めません", en: "the list of topics can't be read"))
    }
}
