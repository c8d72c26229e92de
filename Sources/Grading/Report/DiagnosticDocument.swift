import Chapters

/// A diagnostic as every JSON document of the tool has it.
package struct DiagnosticDocument: Encodable {
    package var severity: String
    package var code: String
    package var path: String
    package var line: Int
    package var column: Int
    package var message: String
    package var help: String
    /// Why it matters; "" where the message says it.
    package var why: String
    /// Whether `studykit check --fix` cures it.
    package var fixable: Bool

    package init(_ diagnostic: Diagnostic, _ language: Language) {
        severity = diagnostic.severity.rawValue
        code = diagnostic.code
        path = diagnostic.path
        line = diagnostic.position.line
        column = diagnostic.position.column
        message = diagnostic.message(language)
        help = diagnostic.help?(language) ?? ""
        why = diagnostic.why?(language) ?? ""
        fixable = diagnostic.fix != nil
    }
}
