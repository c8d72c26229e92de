/// What stands in the text given to cmark for things that cmark would mangle.
///
/// Private-use characters are neither white space nor punctuation to cmark, so they behave like letters beside `*`.
/// A source file that contains one of U+E000 to U+E00F is reported and the character replaced.
enum Placeholder {
    static let open: Unicode.Scalar = "\u{E000}"
    static let close: Unicode.Scalar = "\u{E001}"
    /// Marks a fence that stands for a `$$` block.
    static let mathFence: Unicode.Scalar = "\u{E002}"
    /// Marks an HTML comment that stands for a `:::` line.
    static let container: Unicode.Scalar = "\u{E003}"
    /// Inserted beside `*` and `~` where Japanese needs it and beside `<` where HTML is text, and taken out of every string
    /// afterwards.
    static let emphasisMark: Unicode.Scalar = "\u{E008}"
    /// Starts the size (`250x`) in an image's title.
    static let imageSize: Unicode.Scalar = "\u{E009}"

    /// Starts the label of a footnote that was written inline, `^[…]`.
    static let footnote: Unicode.Scalar = "\u{E00A}"

    /// Stands for a `|` that must not separate cells: see `TableBounds`.
    static let pipe: Unicode.Scalar = "\u{E00B}"

    static let reserved: ClosedRange<UInt32> = 0xE000...0xE00F
}

/// What a placeholder stands for.
enum Protected: Hashable {
    case math(tex: String, display: Bool, number: String?, position: SourcePosition)
    case value(code: String, position: SourcePosition)

    /// As it is written in a file.
    var source: String {
        switch self {
        case .math(let tex, let display, let number, _):
            display ? "$$\(tex)$$" + (number.map { " (\($0))" } ?? "") : "$\(tex)$"
        case .value(let code, _): "`{swift} \(code)`"
        }
    }
}

/// `^[…]`: the text of a footnote, and where it starts.
struct InlineFootnote: Hashable {
    var text: String
    var position: SourcePosition
}

/// A `:::` line.
struct ContainerMarker: Hashable {
    var colons: Int
    /// Empty for a closing line.
    var name: String
    var arguments: String
    var position: SourcePosition
    /// Where the arguments start.
    var argumentsColumn: Int

    var isClosing: Bool { name.isEmpty }

    /// As it is written in a file.
    var source: String {
        String(repeating: ":", count: colons) + name + (arguments.isEmpty ? "" : " " + arguments)
    }
}

/// A `$$` block of several lines, kept beside the tree; its placeholder is a fence.
struct MathFence: Hashable {
    var firstLine: String
    var lastLine: String
    var number: String?
    var position: SourcePosition
}
