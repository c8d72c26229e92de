import ArgumentParser
import Chapters
import Foundation

/// `studykit list`: the chapters, with how many cells and exercises each has.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the chapters.")

    @OptionGroup var globals: GlobalOptions

    mutating func run() throws {
        globals.apply()
        guard let folder = ChapterLocator().chapterFolder else {
            throw Failure(
                status: .noInput,
                message: LocalizedText(ja: "chapters フォルダが見つかりません", en: "there is no chapters folder here or above"))
        }
        for name in ChapterLocator.names(in: folder) {
            let path = "\(folder)/\(name).md"
            do {
                let chapter = try ChapterParser.parse(ChapterLocator.read(path), path: path)
                let counts = LocalizedText(
                    ja: "例 \(chapter.cells.count)、演習 \(chapter.exercises.count)",
                    en: "\(chapter.cells.count) examples, \(chapter.exercises.count) exercises")
                Console.print("\(name)  \(chapter.title)  (\(counts(Console.language)))\n")
            } catch let diagnostic as Diagnostic {
                Console.complain([diagnostic])
            }
        }
    }
}
