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

/// Zenn's front matter of an article.
package struct FrontMatter: Hashable, Sendable {
    package var title: String?
    package var emoji: String?
    package var type: String?
    package var topics: [String]
    package var published: Bool?

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
