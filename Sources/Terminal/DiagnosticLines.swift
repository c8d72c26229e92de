import Chapters

/// Diagnostics, one after the other.
struct DiagnosticLines {
    var style: TerminalStyle

    /// The headline is never wrapped: editors and terminals recognise it by its form.
    func lines(of diagnostics: [Diagnostic]) -> [StyledText] {
        diagnostics.flatMap { diagnostic in
            let place = "\(diagnostic.path):\(diagnostic.position.line):\(diagnostic.position.column): "
            let tone: Tone = diagnostic.severity == .error ? .failure : .warning
            let message = VisibleText.lines(diagnostic.message(style.language))
            var headline = StyledText(place, .bold)
            headline.append("\(diagnostic.severity.rawValue): ", Attributes(tone, .bold))
            headline.append(visible: message.first ?? "", .bold)
            var lines = [headline]
            lines += message.dropFirst().map { StyledText(visible: "    " + $0) }
            for (name, text) in [(Words.why, diagnostic.why), (Words.help, diagnostic.help)] {
                guard let text else { continue }
                let label = StyledText("  \(name(style.language)): ", Attributes(.information))
                let rest = StyledText(visible: String(repeating: " ", count: label.width))
                let width = max(8, style.textWidth - label.width)
                let wrapped = VisibleText.lines(text(style.language)).flatMap {
                    StyledText(visible: $0).wrapped(to: width)
                }
                lines += wrapped.prefixed(first: label, rest: rest)
            }
            return lines
        }
    }
}
