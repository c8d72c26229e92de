/// Which Markdown a text is read as.
package enum MarkdownMode: Hashable, Sendable {
    /// What chapters are written in: Zenn's dialect, with studykit's cells and exercises.
    case zenn
    /// GitHub Flavored Markdown and nothing else, as its specification has it.
    ///
    /// Nothing that is shipped reads chapters this way. It shows that blocks, inlines and positions come through our own
    /// parser unharmed, and what the dialect changes on top: see `GFMSpecificationTests`.
    case gfm(GFMExtensions)
}

/// The extensions of GitHub Flavored Markdown that are not always on.
///
/// Tables, strikethrough, task lists and footnotes are: a text without them is the same with and without.
package struct GFMExtensions: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Bare addresses are links.
    package static let autolink = GFMExtensions(rawValue: 1)
    /// `<script>` and its like stay text; for the renderer.
    package static let tagFilter = GFMExtensions(rawValue: 2)
}
