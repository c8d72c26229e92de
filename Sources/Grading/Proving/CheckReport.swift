import Chapters
import Foundation

/// What `studykit check` found about some chapters.
package struct CheckReport: Sendable {
    package struct ChapterRow: Sendable {
        package var id: String
        package var path: String
        package var exercises: Int
        package var examples: Int

        package init(_ chapter: Chapter) {
            id = chapter.id
            path = chapter.path
            exercises = chapter.exercises.count
            examples = chapter.cells.count
        }
    }

    package var chapters: [ChapterRow] = []
    package var diagnostics: [Diagnostic] = []
    /// What could not be checked here, and why.
    package var notes: [LocalizedText] = []

    package init() {}

    package var errorCount: Int { diagnostics.count { $0.severity == .error } }

    /// One JSON document, ending in a newline; keys sorted.
    ///
    /// `diagnostics` are those of a run's report.
    package func json(in language: Language) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Document(self, language)), as: UTF8.self) + "\n"
    }

    private struct Document: Encodable {
        struct Row: Encodable {
            var id: String
            var path: String
            var exercises: Int
            var examples: Int
        }

        var schemaVersion = 1
        var chapters: [Row]
        var diagnostics: [DiagnosticDocument]
        var notes: [String]

        init(_ report: CheckReport, _ language: Language) {
            chapters = report.chapters.map {
                Row(id: $0.id, path: $0.path, exercises: $0.exercises, examples: $0.examples)
            }
            diagnostics = report.diagnostics.map { DiagnosticDocument($0, language) }
            notes = report.notes.map { $0(language) }
        }
    }
}
