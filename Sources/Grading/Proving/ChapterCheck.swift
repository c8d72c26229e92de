import Chapters

/// Something that `studykit check` holds a chapter against.
///
/// A new rule is a new value of this kind in the command's list.
package protocol ChapterCheck: Sendable {
    func findings(in chapter: Chapter) async throws -> CheckFindings
}

/// What one check found.
package struct CheckFindings: Sendable {
    package var diagnostics: [Diagnostic]
    /// What could not be checked here, and why.
    package var notes: [LocalizedText]

    package init(diagnostics: [Diagnostic] = [], notes: [LocalizedText] = []) {
        self.diagnostics = diagnostics
        self.notes = notes
    }

    package static func + (left: CheckFindings, right: CheckFindings) -> CheckFindings {
        CheckFindings(
            diagnostics: left.diagnostics + right.diagnostics,
            notes: left.notes + right.notes.filter { !left.notes.contains($0) })
    }
}

/// Diagnostics about one chapter, as they are found.
struct Findings {
    let path: String
    private(set) var diagnostics: [Diagnostic] = []

    init(_ chapter: Chapter) {
        path = chapter.path
    }

    mutating func error(_ code: String, _ line: Int, _ message: LocalizedText, _ help: LocalizedText? = nil) {
        add(.error, code, line, message, help)
    }

    mutating func warning(_ code: String, _ line: Int, _ message: LocalizedText, _ help: LocalizedText? = nil) {
        add(.warning, code, line, message, help)
    }

    mutating func add(_ other: [Diagnostic]) { diagnostics += other }

    private mutating func add(
        _ severity: Diagnostic.Severity, _ code: String, _ line: Int, _ message: LocalizedText, _ help: LocalizedText?
    ) {
        diagnostics.append(
            Diagnostic(
                severity, code: code, path: path, position: SourcePosition(line: max(line, 1)), message: message,
                help: help))
    }
}
