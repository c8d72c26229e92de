import ArgumentParser
import Chapters
import Foundation
import Progress

/// `studykit history`: the whole history as JSON, out and in.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Export your history, or merge one in.",
        subcommands: [Export.self, Import.self])

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write the whole history as JSON.")

        @Option(help: "The file to write (default: standard output).")
        var output: String?

        @OptionGroup var progress: ProgressOptions
        @OptionGroup var globals: GlobalOptions

        mutating func run() throws {
            globals.apply()
            var data = try progress.open(forReading: true).exportHistory().encoded()
            data.append(0x0A)
            if let output {
                try AtomicFile.replace(output, with: Array(data))
            } else {
                Console.print(String(decoding: data, as: UTF8.self))
            }
        }
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Merge a history in; what is here already is not counted again.")

        @Argument(help: "A file that history export or a published page wrote.")
        var file: String

        @OptionGroup var progress: ProgressOptions
        @OptionGroup var globals: GlobalOptions

        mutating func run() throws {
            globals.apply()
            guard let data = FileManager.default.contents(atPath: file) else {
                throw Failure(
                    status: .noInput, message: LocalizedText(ja: "\(file): 読めません", en: "\(file): can't be read"))
            }
            let document = try HistoryDocument.read(data, path: file)
            let added = try progress.open().importHistory(document)
            Console.print(
                LocalizedText(
                    ja: "答え \(added.answers) 件、模擬試験 \(added.exams) 件を取り込みました。",
                    en: "Merged \(added.answers) answers and \(added.exams) exams.")(Console.language) + "\n")
        }
    }
}
