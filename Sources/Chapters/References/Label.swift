/// The name that a chapter gives to one of its equations, figures, tables or listings, and the number it has there.
///
/// A name is a comment of its own above the block, `<!-- #fig-im2col -->`: Zenn and GitHub show nothing of it. A cell may
/// have its name as its `id=` instead.
package struct Label: Hashable, Sendable {
    /// What is numbered, each by itself; the raw value starts the name.
    package enum Kind: String, CaseIterable, Sendable {
        case equation = "eq"
        case figure = "fig"
        case table = "tab"
        case listing = "lst"
    }

    package var kind: Kind
    package var name: String
    /// Computed: the place among those of its kind.
    ///
    /// An equation's is as written when that is no whole number.
    package var number: String
    package var position: SourcePosition
    /// Zenn's `$$ … $$ (1)`: what the author wrote.
    package var writtenNumber: String?

    /// What the name of a comment, or of a cell, says is numbered; nil for a name of another form.
    static func kind(of name: String) -> Kind? {
        guard let hyphen = name.firstIndex(of: "-"), hyphen > name.startIndex, name.last != "-" else { return nil }
        return Kind(rawValue: String(name[..<hyphen]))
    }

    /// The name in `<!-- #fig-im2col -->`; nil for a comment that is none.
    static func name(inComment comment: String) -> String? {
        guard comment.contains(ascii: "#"),
            let match = comment.trimmed.wholeMatch(of: /<!--[ \t]*#([a-z][a-z0-9]*-[a-z0-9-]+)[ \t]*-->\n?/)
        else {
            return nil
        }
        return String(match.1)
    }
}

extension Block {
    /// The same block, an image with its number in front of its caption.
    package func captioned(in chapter: Chapter) -> Block {
        guard let label, case .image(let image, let caption) = kind else { return self }
        var result = self
        let name = label.text(in: chapter) + (caption.isEmpty ? "" : chapter.isJapanese ? "　" : ". ")
        result.kind = .image(image, caption: [.text(name)] + caption)
        return result
    }
}

extension Block.Kind {
    /// What a name above the block may number.
    func canBe(_ kind: Label.Kind) -> Bool {
        switch (self, kind) {
        case (.math, .equation), (.image, .figure), (.cell, .figure), (.table, .table), (.cell, .table),
            (.code, .listing), (.cell, .listing), (.code, .figure):
            true
        default: false
        }
    }
}
