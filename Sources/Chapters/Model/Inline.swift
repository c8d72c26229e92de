/// Running text.
package enum Inline: Hashable, Sendable {
    case text(String)
    case code(String)
    /// `$…$`; `display` for `$$…$$` inside a paragraph.
    case math(String, display: Bool)
    case emphasis([Inline])
    case strong([Inline])
    case strikethrough([Inline])
    indirect case link(destination: String, title: String, [Inline])
    indirect case image(Image)
    /// Zenn breaks the line at a newline in a paragraph, as at two spaces or `<br>`.
    case lineBreak
    /// The number is the footnote's place in `Chapter.footnotes`, from 1.
    indirect case footnoteReference(number: Int, label: String)
    /// `Chapter.values[index]`.
    case value(Int)
    /// Raw HTML as written. Renderers show it as text: it is never passed through.
    case html(String)
}

package struct Image: Hashable, Sendable {
    package var source: String
    package var alt: String
    package var title: String
    /// Zenn's `=250x` (pixels) or `=50%x`.
    package var width: String?
    package var height: String?

    package init(source: String, alt: String, title: String = "", width: String? = nil, height: String? = nil) {
        self.source = source
        self.alt = alt
        self.title = title
        self.width = width
        self.height = height
    }
}

extension [Inline] {
    /// The text alone, as for an anchor, a title or an alternative text.
    package var plainText: String {
        map { inline in
            switch inline {
            case .text(let text), .code(let text), .math(let text, _): text
            case .emphasis(let children), .strong(let children), .strikethrough(let children),
                .link(_, _, let children):
                children.plainText
            case .image(let image): image.alt
            case .lineBreak: " "
            case .footnoteReference, .value, .html: ""
            }
        }.joined()
    }
}
