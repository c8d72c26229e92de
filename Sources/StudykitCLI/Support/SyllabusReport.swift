import Chapters
import Curriculum
import Foundation

/// What of the syllabus the chapters cover, for `studykit list --syllabus`.
struct SyllabusReport: Encodable {
    struct Keyword: Encodable {
        var keyword: String
        var topic: String
        var reading: String?
        var english: String?
        /// `chapter09.md#アンカー`, the best place to begin first.
        var sections: [String]
        /// `chapter09/anchor-count`.
        var exercises: [String]
    }

    struct Drill: Encodable {
        var id: String
        var name: String?
        var exercises: Int
    }

    /// As many exercises of a keyword are named in text; the document has all.
    private static let shownExercises = 4

    var keywords: [Keyword]
    var systems: [Drill]
    var errors: [Drill]
    var coverage: [String: KeywordIndex.Coverage]

    /// - Throws: A failure when there is no syllabus, a diagnostic when it or the glossary can't be read.
    init(folder: String, chapters: [Chapter]) throws {
        guard let index = try KeywordIndex(folder: folder, chapters) else {
            throw Failure(
                status: .noInput,
                message: LocalizedText(
                    ja: "\(folder) に \(Syllabus.fileName) がありません", en: "there is no \(Syllabus.fileName) in \(folder)"))
        }
        keywords = index.topics.flatMap { topic in
            topic.keywords.map { keyword in
                Keyword(
                    keyword: keyword.word, topic: topic.topic.id, reading: keyword.term?.reading,
                    english: keyword.term?.english,
                    sections: keyword.sections.map { $0.chapter + ".md" + ($0.anchor.isEmpty ? "" : "#\($0.anchor)") },
                    exercises: keyword.exercises.map { "\($0.chapter)/\($0.id)" })
            }
        }
        systems = index.systems.map { Drill(id: $0.row, name: nil, exercises: $0.exercises) }
        errors = index.errors.map {
            Drill(id: "\($0.error.number)", name: $0.error.name, exercises: $0.exercises.count)
        }
        coverage = [
            "keywords": index.keywordCoverage, "systems": index.systemCoverage, "errors": index.errorCoverage,
        ]
    }

    func text(_ language: Language) -> String {
        var lines: [String] = []
        var topic = ""
        for keyword in keywords {
            if keyword.topic != topic {
                topic = keyword.topic
                lines.append(topic)
            }
            let count = LocalizedText(ja: "演習 \(keyword.exercises.count)", en: "\(keyword.exercises.count) exercises")
            let names = [keyword.reading, keyword.english].compactMap { $0 }.joined(separator: ", ")
            lines.append("  \(keyword.keyword) (\(names))  \(count(language))")
            lines += keyword.sections.map { "    \($0)" }
            let shown = keyword.exercises.prefix(SyllabusReport.shownExercises).joined(separator: ", ")
            if !shown.isEmpty {
                lines.append("    " + shown + (keyword.exercises.count > SyllabusReport.shownExercises ? ", …" : ""))
            }
        }
        func share(_ key: String) -> String { coverage[key].map { "\($0.covered) / \($0.total)" } ?? "–" }
        let summary = LocalizedText(
            ja: "語 \(share("keywords"))、学習項目 \(share("systems"))、出回っている誤り \(share("errors"))",
            en: "keywords \(share("keywords")), rows \(share("systems")), circulating errors \(share("errors"))")
        return (lines + [summary(language)]).map { $0 + "\n" }.joined()
    }
}
