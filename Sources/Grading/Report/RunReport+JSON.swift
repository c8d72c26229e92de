import Chapters
import Display
import Foundation

/// The report as the design fixes it: schema version 1. More keys may be added, none may change its meaning.
extension RunReport {
    /// One JSON document, ending in a newline; keys sorted, so that two runs can be compared as text.
    package func json(in language: Language) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return String(decoding: try encoder.encode(Document(self, language)), as: UTF8.self) + "\n"
    }

    private struct Document: Encodable {
        var schemaVersion = 1
        var chapters: [ChapterDocument]
        var diagnostics: [DiagnosticDocument]
        var score: ScoreDocument

        init(_ report: RunReport, _ language: Language) {
            chapters = report.chapters.map { ChapterDocument($0, language) }
            diagnostics = report.diagnostics.map { DiagnosticDocument($0, language) }
            score = ScoreDocument(earned: report.score.earned, possible: report.score.possible)
        }
    }

    private struct ScoreDocument: Encodable {
        var earned: Int
        var possible: Int
    }

    private struct ChapterDocument: Encodable {
        var id: String
        var title: String
        var path: String
        var examples: [Example]
        var exercises: [Exercise]
        var sets: [ExerciseSet]
        /// What stands for each inline value of the prose.
        var values: [String?]
        var score: ScoreDocument

        init(_ chapter: ChapterReport, _ language: Language) {
            id = chapter.id
            title = chapter.title
            path = chapter.path
            examples = chapter.examples.map { Example($0, language) }
            exercises = chapter.exercises.map { Exercise($0, language) }
            sets = chapter.sets.map(ExerciseSet.init)
            values = chapter.values
            score = ScoreDocument(earned: chapter.score.earned, possible: chapter.score.possible)
        }
    }

    private struct Example: Encodable {
        var id: String
        var line: Int
        var status: String
        var stdout: String
        var cached: Bool
        var milliseconds: Int
        var message: String?
        var figures: [Figure]

        init(_ example: ExampleReport, _ language: Language) {
            id = example.id
            line = example.line
            status = example.status.rawValue
            stdout = example.standardOutput
            cached = example.cached
            milliseconds = example.milliseconds
            message = example.message?(language)
            figures = example.outputs.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
        }
    }

    private struct Exercise: Encodable {
        var id: String
        var kind: String
        var topic: String
        var line: Int
        var status: String
        var earned: Int
        var points: Int
        var feedback: String
        var parameters: [String]
        var answerPath: String
        var given: String?
        /// The linked set that it belongs to; left out for an exercise by itself.
        var set: String?

        init(_ exercise: ExerciseReport, _ language: Language) {
            id = exercise.id
            kind = exercise.kind.rawValue
            topic = exercise.topic
            line = exercise.line
            status = exercise.status.rawValue
            earned = exercise.earned
            points = exercise.points
            feedback = exercise.feedback(language)
            parameters = exercise.parameters
            answerPath = exercise.answerPath
            given = exercise.given
            set = exercise.set
        }
    }

    private struct ExerciseSet: Encodable {
        var id: String
        var topic: String
        var line: Int
        var parameters: [String]
        var exercises: [String]

        init(_ set: SetReport) {
            id = set.id
            topic = set.topic
            line = set.line
            parameters = set.parameters
            exercises = set.exercises
        }
    }
}
