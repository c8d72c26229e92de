import Chapters

/// The rules about a Zenn book, for `check`.
struct BookCheck {
    /// Of its `config.yaml`.
    let path: String

    /// The book that a name means, or nil when it means a chapter.
    init?(name: String) {
        guard name.split(separator: "/").last == Substring(BookRules.fileName) else { return nil }
        path = name
    }

    /// The book that a chapter belongs to, when there is one.
    init?(of chapter: Chapter) {
        guard chapter.isInBook else { return nil }
        path =
            chapter.path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
                separator: "/")
            + "/" + BookRules.fileName
        guard TextCheck.read(path) != nil else { return nil }
    }

    func findings() throws -> [Diagnostic] {
        try BookRules.findings(path: path, bytes: ChapterLocator.read(path), read: TextCheck.read)
    }
}
