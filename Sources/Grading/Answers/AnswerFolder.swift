import Chapters
import Foundation
import Runner

/// Where a chapter's answers live: `answers.yaml`, and a Swift file for each code exercise.
package struct AnswerFolder: Sendable {
    package var path: String

    package init(path: String) {
        self.path = path
    }

    package var sheetPath: String { "\(path)/answers.yaml" }

    package func codePath(_ exercise: Exercise) -> String { "\(path)/\(exercise.id).swift" }

    /// The file that the answer to an exercise goes into.
    package func answerPath(_ exercise: Exercise) -> String {
        if case .code = exercise.kind { codePath(exercise) } else { sheetPath }
    }

    // MARK: - What the files are before anybody has answered

    /// The learner's file for a code exercise, from the chapter's starter.
    package static func starterFile(_ code: CodeExercise, id: String, chapter: Chapter) -> String {
        """
        // \(chapter.id) / \(id)
        // 採点: studykit run \(chapter.id)   ヒント: studykit hint \(id)
        // \(starterMark)\(digest(of: code.starter))

        import ConvNet

        \(code.starter.code)
        """.trimmedNewlines + "\n"
    }

    /// Says from which starter a learner's file was made, so that `check` finds what the chapter has changed since.
    private static let starterMark = "雛形: "

    static func digest(of starter: CellSource) -> String { String(Digest.of(["starter", starter.code]).prefix(12)) }

    /// The digest in a learner's file; nil for one without it.
    static func starterDigest(in file: String) -> String? {
        guard let range = file.firstRange(of: "// " + starterMark) else { return nil }
        return String(file[range.upperBound...].prefix { $0.isHexDigit })
    }

    /// `answers.yaml` with every question and no answer.
    package static func emptySheet(for chapter: Chapter) -> String {
        var text = """
            # \(chapter.id) の解答用紙です。「:」の後に答えを書いて、studykit run \(chapter.id) で採点します。
            #   選択    番号を書きます            例: 2    複数選ぶとき: [1, 3]
            #   数値    数、形状、分数を書きます  例: 13   (8, 27)   2.25   9/4   25%   [[1, 2], [3, 4]]
            #   穴埋め  空欄の順に番号を書きます  例: [2, 1]

            """
        for exercise in chapter.exercises {
            if let set = chapter.sets.first(where: {
                $0.exercises.first.map { chapter.exercises[$0].id } == exercise.id
            }) {
                text += "\n# 連問 \(set.id)（\(set.exercises.count) 問）\n"
            }
            let kind: String
            switch exercise.kind {
            case .choice: kind = "選択"
            case .numeric: kind = "数値"
            case .fill: kind = "穴埋め"
            case .code: continue
            }
            text += "\n# \(kind)\n\(exercise.id):\n"
        }
        return text
    }

    /// The files of a chapter's folder, by name, as `reset` writes them.
    package static func initialFiles(for chapter: Chapter) -> [(name: String, text: String)] {
        var files: [(String, String)] = []
        for exercise in chapter.exercises {
            if case .code(let code) = exercise.kind {
                files.append(("\(exercise.id).swift", starterFile(code, id: exercise.id, chapter: chapter)))
            }
        }
        if files.count < chapter.exercises.count { files.append(("answers.yaml", emptySheet(for: chapter))) }
        return files
    }
}
