import ArgumentParser
import Chapters
import Curriculum
import Foundation

/// `studykit list`: the chapters, with how many cells and exercises each has; or the syllabus, with where each keyword is.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the chapters, or what of the syllabus they cover.")

    @Flag(help: "For each keyword of the syllabus: the sections that explain it, and how many exercises drill it.")
    var syllabus = false

    @Option(help: "text or json.")
    var format: OutputFormat = .text

    @OptionGroup var globals: GlobalOptions

    mutating func run() throws {
        globals.apply()
        guard let folder = ChapterLocator().chapterFolder else {
            throw Failure(
                status: .noInput,
                message: LocalizedText(ja: "chapters フォルダが見つかりません", en: "there is no chapters folder here or above"))
        }
        let chapters = parsed(folder)
        if syllabus {
            let report = try SyllabusReport(folder: folder, chapters: chapters)
            return format == .json ? try Console.printJSON(report) : Console.print(report.text(Console.language))
        }
        guard format == .text else {
            let documents = chapters.map {
                ChapterDocument(
                    id: $0.id, title: $0.title, path: $0.path, examples: $0.cells.count, exercises: $0.exercises.count)
            }
            return try Console.printJSON(["chapters": documents])
        }
        for chapter in chapters {
            let counts = LocalizedText(
                ja: "例 \(chapter.cells.count)、演習 \(chapter.exercises.count)",
                en: "\(chapter.cells.count) examples, \(chapter.exercises.count) exercises")
            Console.print("\(chapter.id)  \(chapter.title)  (\(counts(Console.language)))\n")
        }
    }

    private struct ChapterDocument: Encodable {
        var id: String
        var title: String
        var path: String
        var examples: Int
        var exercises: Int
    }

    /// Those that can be read; about the others there is a complaint.
    private func parsed(_ folder: String) -> [Chapter] {
        ChapterLocator.names(in: folder).compactMap { name in
            let path = "\(folder)/\(name).md"
            do {
                return try ChapterParser.parse(ChapterLocator.read(path), path: path)
            } catch let diagnostic as Diagnostic {
                Console.complain([diagnostic])
            } catch {
                Console.complain(error as? Failure ?? .internalFault(error))
            }
            return nil
        }
    }
}
