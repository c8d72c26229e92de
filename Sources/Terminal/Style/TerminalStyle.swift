import Chapters

/// How many colours a terminal shows.
package enum ColorLevel: Int, Comparable, CaseIterable, Sendable {
    /// No escape sequence at all.
    case none
    /// The 16 colours of ANSI.
    case basic
    case palette256
    case trueColor

    package static func < (left: ColorLevel, right: ColorLevel) -> Bool { left.rawValue < right.rawValue }
}

/// Everything the renderer needs to know about where its text goes.
package struct TerminalStyle: Hashable, Sendable {
    /// Used when the width is not known.
    package static let defaultWidth = 80
    /// Prose is not set wider than this: longer lines are hard to read.
    package static let maximumTextWidth = 120

    /// Columns of the terminal, at least 1.
    package let width: Int
    package var color: ColorLevel
    package var language: Language

    /// A width of zero or less means that it is not known.
    package init(width: Int = TerminalStyle.defaultWidth, color: ColorLevel = .none, language: Language = .ja) {
        self.width = width > 0 ? width : TerminalStyle.defaultWidth
        self.color = color
        self.language = language
    }

    /// Columns that running text takes.
    var textWidth: Int { min(width, TerminalStyle.maximumTextWidth) }
}
