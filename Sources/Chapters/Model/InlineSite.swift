/// Something in running text that a rule may have to point at: inlines themselves have no places.
package struct InlineSite: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case link(destination: String, text: String)
        case image(Image)
        case formula(tex: String, display: Bool)
        /// Asterisks or tildes that were meant to mark something and are plain text.
        case strayDelimiter(String)
        /// `[^label]` without a definition.
        case undefinedFootnote(String)
    }

    package var kind: Kind
    package var position: SourcePosition

    package init(_ kind: Kind, at position: SourcePosition) {
        self.kind = kind
        self.position = position
    }
}

/// A line `[^label]: …`.
package struct FootnoteDefinition: Hashable, Sendable {
    package var label: String
    /// Whether the text refers to it.
    package var isUsed = false
    package var position: SourcePosition
}
