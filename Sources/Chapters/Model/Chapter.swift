/// A parsed chapter: values only, every one with its place in the source.
///
/// Blocks refer to cells and exercises by index, so that a result found for one is shown wherever it stands.
package struct Chapter: Sendable {
    /// The file name without its extension: `chapter03`.
    package var id: String
    /// The path as the user named it, used in every message.
    package var path: String
    package var frontMatter: FrontMatter
    package var blocks: [Block]
    /// In the order in which the text refers to them.
    package var footnotes: [Footnote]
    /// The cells of the notebook, top to bottom; a block `.cell(i)` is `cells[i]`.
    package var cells: [Cell]
    /// The `{swift}` spans of the prose, top to bottom; an inline `.value(i)` is `values[i]`.
    package var values: [InlineExpression]
    /// A block `.exercise(i)` is `exercises[i]`.
    package var exercises: [Exercise]
    /// A block `.exerciseSet(i)` is `sets[i]`; its exercises are among `exercises`.
    package var sets: [ExerciseSet]
    package var diagnostics: [Diagnostic]
    /// Links, images, formulas and leftovers in the text, with their places, top to bottom.
    package var sites: [InlineSite] = []
    package var footnoteDefinitions: [FootnoteDefinition] = []
    /// What has a number in the chapter, by name.
    package var labels: [String: Label] = [:]
    package var includes: [Include] = []

    package var title: String { frontMatter.title ?? id }
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    package init(
        id: String, path: String, frontMatter: FrontMatter = FrontMatter(), blocks: [Block] = [],
        footnotes: [Footnote] = [], cells: [Cell] = [], values: [InlineExpression] = [], exercises: [Exercise] = [],
        sets: [ExerciseSet] = [], diagnostics: [Diagnostic] = []
    ) {
        self.id = id
        self.path = path
        self.frontMatter = frontMatter
        self.blocks = blocks
        self.footnotes = footnotes
        self.cells = cells
        self.values = values
        self.exercises = exercises
        self.sets = sets
        self.diagnostics = diagnostics
    }
}

/// A line of the front matter.
package struct FrontMatterEntry: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case text(String, isQuoted: Bool)
        case flag(Bool)
        case list([Item])
        case null
        case other
    }

    package struct Item: Hashable, Sendable {
        /// nil: no text.
        package var text: String?
        package var position: SourcePosition
    }

    package var key: String
    package var value: Value
    package var keyPosition: SourcePosition
    package var position: SourcePosition
}

/// Zenn's front matter of an article.
package struct FrontMatter: Hashable, Sendable {
    package var title: String?
    package var emoji: String?
    package var type: String?
    package var topics: [String]
    package var published: Bool?
    /// All that is written there, with places; nil: there is no front matter.
    package var entries: [FrontMatterEntry]?

    package init(
        title: String? = nil, emoji: String? = nil, type: String? = nil, topics: [String] = [], published: Bool? = nil
    ) {
        self.title = title
        self.emoji = emoji
        self.type = type
        self.topics = topics
        self.published = published
    }
}

package struct Footnote: Hashable, Sendable {
    package var label: String
    package var blocks: [Block]

    package init(label: String, blocks: [Block]) {
        self.label = label
        self.blocks = blocks
    }
}
