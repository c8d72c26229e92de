import Chapters

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a stream's surroundings say about colour, width and language; `style()` is the decision.
///
/// Colour: `NO_COLOR` before `CLICOLOR_FORCE` before whether this stream is a terminal, each stream by itself.
/// Width: `COLUMNS`, then the window's size, then 80. The text is UTF-8 whatever the locale's character set says.
package struct TerminalEnvironment: Sendable {
    package static let variableNames = [
        "NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "COLORTERM", "TERM", "COLUMNS", "LC_ALL", "LC_MESSAGES", "LANG",
    ]

    package var variables: [String: String]
    package var isTerminal: Bool
    /// The window's columns; nil when there is no window.
    package var windowColumns: Int?

    package init(variables: [String: String], isTerminal: Bool, windowColumns: Int? = nil) {
        self.variables = variables
        self.isTerminal = isTerminal
        self.windowColumns = windowColumns
    }

    /// The surroundings of a stream of this process: `STDOUT_FILENO` or `STDERR_FILENO`.
    package static func current(fileDescriptor: Int32 = STDOUT_FILENO) -> TerminalEnvironment {
        var variables: [String: String] = [:]
        for name in variableNames {
            if let value = getenv(name) { variables[name] = String(cString: value) }
        }
        let isTerminal = isatty(fileDescriptor) == 1
        var size = winsize()
        let isKnown = isTerminal && ioctl(fileDescriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return TerminalEnvironment(
            variables: variables, isTerminal: isTerminal, windowColumns: isKnown ? Int(size.ws_col) : nil)
    }

    /// The decision; a nil language means the locale's.
    package func style(language: Language? = nil) -> TerminalStyle {
        TerminalStyle(width: width, color: color, language: language ?? self.language)
    }

    package var width: Int {
        if let text = variables["COLUMNS"], let columns = Int(text), columns > 0 { return min(columns, 10_000) }
        return windowColumns ?? TerminalStyle.defaultWidth
    }

    package var color: ColorLevel {
        if isSet("NO_COLOR") { return .none }
        if isSet("CLICOLOR_FORCE") && variables["CLICOLOR_FORCE"] != "0" { return max(.basic, terminalColors) }
        if !isTerminal || variables["CLICOLOR"] == "0" { return .none }
        return terminalColors
    }

    /// Japanese when the locale is, else English.
    package var language: Language {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
        let locale = names.lazy.compactMap { variables[$0] }.first { !$0.isEmpty } ?? ""
        return locale.lowercased().hasPrefix("ja") ? .ja : .en
    }

    private var terminalColors: ColorLevel {
        let terminal = variables["TERM"] ?? ""
        if terminal == "dumb" { return .none }
        if ["truecolor", "24bit"].contains(variables["COLORTERM"]) || terminal.hasSuffix("-direct") {
            return .trueColor
        }
        return terminal.contains("256color") ? .palette256 : .basic
    }

    private func isSet(_ name: String) -> Bool { !(variables[name] ?? "").isEmpty }
}
