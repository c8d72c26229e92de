import Chapters
import Foundation
import Yams

/// Holds `exercises/<chapter>/` against the chapter: every exercise has its place, nothing else lies there, and what lies
/// there was made from the chapter as it is now.
enum AnswerFilesProof {
    static func prove(_ chapter: Chapter, _ folder: AnswerFolder, _ findings: inout Findings) {
        let expected = AnswerFolder.initialFiles(for: chapter)
        let help = LocalizedText(
            ja: "studykit reset \(chapter.id) で作り直せます（元のファイルはバックアップに残ります）。",
            en: "studykit reset \(chapter.id) makes them anew and keeps what was there as a backup.")
        guard !expected.isEmpty else { return }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        for name in names where !expected.contains(where: { $0.name == name }) {
            // Backups are the learner's; hidden files an editor's.
            guard !name.contains(".backup-"), !name.hasPrefix(".") else { continue }
            findings.error(
                "answer-file-orphan", 1,
                LocalizedText(
                    ja: "\(folder.path)/\(name) に当たる演習がありません", en: "no exercise belongs to \(folder.path)/\(name)"))
        }
        for exercise in chapter.exercises {
            guard case .code(let code) = exercise.kind else { continue }
            let path = folder.codePath(exercise)
            guard let data = FileManager.default.contents(atPath: path) else {
                findings.error(
                    "answer-file-missing", exercise.range.line,
                    LocalizedText(ja: "\(path) がありません", en: "there is no \(path)"), help)
                continue
            }
            let text = String(decoding: data, as: UTF8.self)
            guard AnswerFolder.starterDigest(in: text) != AnswerFolder.digest(of: code.starter) else { continue }
            findings.error(
                "answer-file-drift", code.starter.firstLine,
                LocalizedText(
                    ja: "\(path) は、章の今のスターターから作られたものではありません",
                    en: "\(path) was not made from the chapter's present starter"),
                help)
        }
        proveSheet(chapter, folder, help, &findings)
    }

    private static func proveSheet(
        _ chapter: Chapter, _ folder: AnswerFolder, _ help: LocalizedText, _ findings: inout Findings
    ) {
        let known = chapter.exercises.filter { if case .code = $0.kind { false } else { true } }
        guard let first = known.first else { return }
        guard let data = FileManager.default.contents(atPath: folder.sheetPath) else {
            findings.error(
                "answer-file-missing", first.range.line,
                LocalizedText(ja: "\(folder.sheetPath) がありません", en: "there is no \(folder.sheetPath)"), help)
            return
        }
        let text = String(decoding: data, as: UTF8.self)
        let keys =
            ((try? Yams.compose(yaml: text))?.mapping).map { Set($0.keys.compactMap { $0.scalar?.string }) } ?? []
        for exercise in known where !keys.contains(exercise.id) {
            findings.error(
                "answer-file-drift", exercise.range.line,
                LocalizedText(
                    ja: "\(folder.sheetPath) に \(exercise.id) の行がありません",
                    en: "\(folder.sheetPath) has no line for \(exercise.id)"),
                help)
        }
        for key in keys.subtracting(known.map(\.id)).sorted() {
            findings.error(
                "answer-file-drift", 1,
                LocalizedText(
                    ja: "\(folder.sheetPath) の \(key) に当たる演習がありません",
                    en: "no exercise belongs to \(key) in \(folder.sheetPath)"), help)
        }
    }
}
