/// A formula as a tree: what the parser returns and the layout reads.
indirect enum TeXNode: Equatable, Sendable {
    /// A symbol or letter, already in Unicode.
    case atom(String, TeXSymbols.Spacing)
    /// Upright text: `\text{out}`, or a command nobody knows, as written.
    case word(String)
    /// `\sin`, `\max`; limits go below in a display when asked.
    case function(String, takesLimits: Bool)
    /// A space that was asked for; a thin one vanishes inside scripts, `\ ` and `~` stay.
    case space(String, isThin: Bool = true)
    case row([TeXNode])
    case fraction(TeXNode, TeXNode, hasBar: Bool)
    case root(index: TeXNode?, TeXNode)
    case script(TeXNode, lower: TeXNode?, upper: TeXNode?)
    /// `\left( … \right)`; an empty string for `.`.
    case fenced(String, TeXNode, String)
    case accent(Character, name: String, TeXNode)
    case matrix(MatrixKind, rows: [[TeXNode]])

    /// The environments that set things in rows.
    enum MatrixKind: Equatable, Sendable {
        /// Centred columns between brackets.
        case brackets(String, String)
        case cases
        /// Right, left, right, left … with nothing between.
        case aligned
    }
}
