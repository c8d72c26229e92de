import ArgumentParser
import Chapters
import Foundation
import Grading

/// `studykit reset`: makes the answer files of a chapter or an exercise, keeping what was there as a backup.
struct ResetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Make answer files anew; what was there is kept as a backup.",
        discussion: """
            For a chapter, all of its files; for an exercise, its Swift file or its line in answers.yaml. \
            A file that differs from the new one is first renamed to NAME.backup-DATE.
            """)

    @Argument(help: "A chapter's name or an exercise's id.", completion: .custom(completeTargets))
    var target: String

    @OptionGroup var globals: GlobalOptions

    mutating func run() throws {
        globals.apply()
        let locator = ChapterLocator()
        if let path = try? locator.path(of: target), FileManager.default.fileExists(atPath: path) {
            let chapter = try ChapterParser.parse(ChapterLocator.read(path), path: path)
            let folder = AnswerFolder(path: locator.answers(for: path, chosen: nil))
            for (name, text) in AnswerFolder.initialFiles(for: chapter) {
                try write(text, to: "\(folder.path)/\(name)")
            }
            return
        }
        let found = try ExerciseFinder.find(target)
        let folder = AnswerFolder(path: locator.answers(for: found.chapter.path, chosen: nil))
        let path = folder.answerPath(found.exercise)
        if case .code(let code) = found.exercise.kind {
            try write(AnswerFolder.starterFile(code, id: found.exercise.id, chapter: found.chapter), to: path)
        } else if let current = FileManager.default.contents(atPath: path) {
            let text = String(decoding: current, as: UTF8.self)
            guard let rest = AnswerSheet.removing(found.exercise.id, from: text) else {
                throw Failure(
                    status: .malformed,
                    message: LocalizedText(
                        ja: "\(path): \(found.exercise.id) の行が見つかりません。何も変更していません",
                        en: "\(path): there is no line for \(found.exercise.id); nothing was changed"),
                    help: LocalizedText(
                        ja: "studykit reset \(found.chapter.id) で解答用紙を作り直せます（バックアップが残ります）。",
                        en: "studykit reset \(found.chapter.id) makes the sheet anew and keeps a backup."))
            }
            try write(rest, to: path)
        } else {
            try write(AnswerFolder.emptySheet(for: found.chapter), to: path)
        }
    }

    private func write(_ text: String, to path: String) throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw Failure(
                status: .fault,
                message: LocalizedText(ja: "\(path): フォルダがあるので作れません", en: "\(path): there is a directory of that name"))
        }
        if let current = FileManager.default.contents(atPath: path) {
            guard current != Data(text.utf8) else { return }
            let backup = try AnswerBackup.keep(path)
            Console.write("\(path) → \(backup)\n", to: .standardError)
        }
        guard try AtomicFile.create(path, text) else {
            throw Failure(
                status: .fault,
                message: LocalizedText(
                    ja: "\(path): 別の処理が同時に作ったので、書き込みませんでした",
                    en: "\(path): another process has just made it; nothing was written"))
        }
        Console.print("\(path)\n")
    }
}

/// Renames a learner's file, never over another one.
enum AnswerBackup {
    static func keep(_ path: String, now: Date = Date()) throws(Failure) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.dateFormat = "yyyyMMdd-HHmmss"
        let base = "\(path).backup-\(formatter.string(from: now))"
        for number in 0..<1000 {
            let backup = number == 0 ? base : "\(base)-\(number)"
            // A hard link fails when the name is taken, where a rename would replace it.
            if link(path, backup) == 0 {
                unlink(path)
                return backup
            }
            guard errno == EEXIST else { break }
        }
        let code = errno
        throw Failure(
            status: .fault,
            message: LocalizedText(
                ja: "\(path): バックアップを作れません（\(String(cString: strerror(code)))）。何も変更していません",
                en: "\(path): no backup could be made (\(String(cString: strerror(code)))); nothing was changed"))
    }
}
