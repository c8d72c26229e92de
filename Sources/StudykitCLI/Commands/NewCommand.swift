import ArgumentParser
import Chapters
import Foundation

/// `studykit new`: the first version of a chapter, which passes `check`.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Start a chapter: a small file that passes check.",
        discussion: """
            Writes chapters/NAME.md, or the path that you give. Exit status: 0 written; 64 the name is no slug (a-z, 0-9, - and \
            _, at most 50); 1 the file exists already.
            """)

    @Argument(help: "The chapter's name (chapter09) or path.")
    var name: String

    @Option(help: "Its title (at most \(NewChapter.maximumTitleLength) characters).")
    var title: String?

    @Option(help: "Its emoji.")
    var emoji: String = "📘"

    @OptionGroup var globals: GlobalOptions

    func validate() throws {
        guard NewChapter.isSlug(ChapterParser.id(for: name)) else {
            throw ValidationError("\(ChapterParser.id(for: name)) is no slug: use a-z, 0-9, - and _ only, at most 50.")
        }
        if let title, title.isEmpty || title.count > NewChapter.maximumTitleLength {
            throw ValidationError("A title has 1 to \(NewChapter.maximumTitleLength) characters.")
        }
    }

    func run() throws {
        globals.apply()
        let isPath = name.contains("/") || name.hasSuffix(".md")
        let path = isPath ? name : "\(ChapterLocator().chapterFolder ?? "chapters")/\(name).md"
        let text = NewChapter.text(title: title ?? ChapterParser.id(for: name), emoji: emoji)
        guard try AtomicFile.create(path, text) else {
            throw Failure(
                status: .wrong,
                message: LocalizedText(ja: "\(path) はすでにあります", en: "\(path) exists already"),
                help: LocalizedText(ja: "別の名前を選んでください。", en: "Choose another name."))
        }
        Console.print("\(path)\n")
        let next = LocalizedText(
            ja: "書いたら studykit check \(path) で確かめてください。", en: "Write, then run studykit check \(path).")
        Console.write(next(Console.language) + "\n", to: .standardError)
    }
}

/// What a new chapter starts with.
enum NewChapter {
    static let maximumTitleLength = 70

    static func isSlug(_ name: String) -> Bool { name.wholeMatch(of: /[0-9a-z_\-]{1,50}/) != nil }

    static func text(title: String, emoji: String) -> String {
        let quoted = title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return """
            ---
            title: "\(quoted)"
            emoji: "\(emoji)"
            type: "tech"
            topics: ["E資格", "CNN"]
            published: false
            ---

            # はじめに

            この章で学ぶことを、ここに 2、3 行で書きます。

            ## 例

            高さ $H = 7$ の入力に高さ 3 のフィルタをストライド 2 で掛けると、出力の高さは `{swift} (7 - 3) / 2 + 1` です。

            ```swift
            let height = (7 - 3) / 2 + 1
            print(height)
            ```

            ```output
            3
            ```

            <!-- 演習は :::exercise id topic=… で始めます。書き方は CONTRIBUTING.md にあります。 -->

            """
    }
}
