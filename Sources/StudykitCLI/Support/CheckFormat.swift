import ArgumentParser
import Chapters

/// The forms in which `check` shows what it found.
enum CheckFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, github
}

/// Annotations that GitHub shows beside the lines of a pull request.
///
/// Form: GitHub Docs, “Workflow commands for GitHub Actions”.
enum GitHubAnnotation {
    static func lines(_ diagnostics: [Diagnostic], in language: Language) -> String {
        diagnostics.map { line($0, language) + "\n" }.joined()
    }

    private static func line(_ diagnostic: Diagnostic, _ language: Language) -> String {
        let place =
            "file=\(property(diagnostic.path)),line=\(diagnostic.position.line),col=\(diagnostic.position.column)"
        let text = [diagnostic.message, diagnostic.why, diagnostic.help].compactMap { $0?(language) }
        return "::\(diagnostic.severity.rawValue) \(place),title=\(property(diagnostic.code))::"
            + data(text.joined(separator: "\n"))
    }

    private static func data(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r\n", with: "%0A").replacing("\r", with: "%0D")
            .replacing("\n", with: "%0A")
    }

    private static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
