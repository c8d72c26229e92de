/// Something wrong (or doubtful) in a file, with its place, what it is, and what to do about it.
package struct Diagnostic: Hashable, Sendable, Error {
    package enum Severity: String, Sendable {
        case error, warning
    }

    package var severity: Severity
    /// Stable, kebab-case; documented in CONTRIBUTING.md.
    package var code: String
    package var path: String
    package var position: SourcePosition
    package var message: LocalizedText
    /// What to do; empty when there is nothing to propose.
    package var help: LocalizedText?
    /// Why it matters; empty where the message says it already.
    package var why: LocalizedText?
    /// A change that cures it without a doubt, for `check --fix`.
    package var fix: SourceFix?

    package init(
        _ severity: Severity, code: String, path: String, position: SourcePosition,
        message: LocalizedText, help: LocalizedText? = nil, why: LocalizedText? = nil, fix: SourceFix? = nil
    ) {
        self.severity = severity
        self.code = code
        self.path = path
        self.position = position
        self.message = message
        self.help = help
        self.why = why
        self.fix = fix
    }

    /// `path:line:column: error: message`, the form that editors and terminals recognise.
    package func headline(in language: Language) -> String {
        "\(path):\(position.line):\(position.column): \(severity.rawValue): \(message(language))"
    }
}
