/// A block of the document.
package struct Block: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        indirect case heading(Heading)
        case paragraph([Inline])
        indirect case list(List)
        case quote([Block])
        /// A listing that is shown, not run.
        indirect case code(CodeBlock)
        /// `Chapter.cells[index]`, with its outputs below.
        case cell(Int)
        indirect case table(Table)
        indirect case math(MathBlock)
        case thematicBreak
        /// A paragraph that is one image, with Zenn's caption line.
        indirect case image(Image, caption: [Inline])
        case message(isAlert: Bool, [Block])
        case details(title: [Inline], [Block])
        /// A bare URL alone on its line or `@[service](argument)`; `service` is nil for a plain card.
        indirect case linkCard(url: String, service: String?)
        /// `Chapter.exercises[index]`.
        case exercise(Int)
        /// `Chapter.sets[index]`: a linked set with the exercises in it.
        case exerciseSet(Int)
        /// Raw HTML as written. Renderers show it as text: it is never passed through.
        case html(String)
    }

    package var kind: Kind
    package var range: SourceRange
    /// The name and number by which text refers to it.
    package var label: Label?

    package init(_ kind: Kind, _ range: SourceRange) {
        self.kind = kind
        self.range = range
    }
}

package struct Heading: Hashable, Sendable {
    package var level: Int
    /// Unique in the chapter; a repeated text gets a number at its end.
    package var anchor: String
    package var content: [Inline]
}

package struct List: Hashable, Sendable {
    package struct Item: Hashable, Sendable {
        /// nil: no task item.
        package var isChecked: Bool?
        package var blocks: [Block]
        package var range: SourceRange
    }

    /// nil: a bullet list; otherwise the number of the first item.
    package var start: Int?
    package var isTight: Bool
    package var items: [Item]
}

/// A fenced (or indented) listing.
///
/// `swift:Conv.swift` gives the language `swift` and the title `Conv.swift`.
package struct CodeBlock: Hashable, Sendable {
    package var language: String
    package var title: String?
    /// Lines start with `+`, `-` or a space.
    package var isDiff: Bool
    package var text: String
    /// `line-numbers`: the number of the first line; nil: none are shown.
    package var firstNumber: Int?

    package init(
        language: String, title: String? = nil, isDiff: Bool = false, text: String, firstNumber: Int? = nil
    ) {
        self.firstNumber = firstNumber
        self.language = language
        self.title = title
        self.isDiff = isDiff
        self.text = text
    }
}

package struct Table: Hashable, Sendable {
    package enum Alignment: Hashable, Sendable {
        case none, left, center, right
    }

    package var alignments: [Alignment]
    package var header: [[Inline]]
    package var rows: [[[Inline]]]
}

package struct MathBlock: Hashable, Sendable {
    package var tex: String
    /// Zenn's `$$ … $$ (1)`: the text between the parentheses.
    package var number: String?
    /// Where the TeX itself starts, for errors inside it.
    package var position: SourcePosition
}
