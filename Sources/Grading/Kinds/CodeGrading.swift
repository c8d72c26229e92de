import Chapters
import Foundation

/// Grades a file of code: each check has its points and its reason.
enum CodeGrading {
    /// Longer files are no answers.
    private static let maximumByteCount = 1 << 20

    static func grade(
        _ code: CodeExercise, _ blank: ExerciseReport, _ id: String, _ chapter: Chapter, _ folder: AnswerFolder,
        _ checker: CodeChecker
    ) async throws -> ExerciseReport {
        let path = blank.answerPath
        guard FileManager.default.fileExists(atPath: path) else { return blank }
        guard let data = FileManager.default.contents(atPath: path), data.count <= maximumByteCount,
            let answer = String(validating: data, as: UTF8.self)
        else {
            return blank.graded(
                .error,
                LocalizedText(
                    ja: "\(path) を UTF-8 のテキストとして読めません（不正解にはしていません）。",
                    en: "\(path) can't be read as UTF-8 text. It is not counted as wrong."))
        }
        if isUntouched(answer, code, id, chapter) { return blank }
        let prepared: String
        switch AnswerGuard.prepare(answer, starter: code.starter.code) {
        case .success(let text): prepared = text
        case .failure(let refusal):
            let place = "\(path):\(refusal.line):\(refusal.column)"
            return blank.graded(
                .error, given: path,
                LocalizedText(ja: "\(place): \(refusal.reason.ja)", en: "\(place): \(refusal.reason.en)"))
        }
        let taken = TakenNames.find(in: answer, checks: code.checks, starter: code.starter.code)
        guard taken.isEmpty else {
            let names = taken.joined(separator: ", ")
            return blank.graded(
                .error, given: path,
                LocalizedText(
                    ja: "\(names) はチェックが使う名前なので、この演習では宣言できません。別の名前にしてください。",
                    en: "\(names): the checks use this name, so an answer can't declare it. Use another name."))
        }
        return report(try await checker.check(prepared, checks: code.checks), code, blank, path)
    }

    /// Whether the file still is what `reset` writes, apart from white space and the comment above.
    private static func isUntouched(_ answer: String, _ code: CodeExercise, _ id: String, _ chapter: Chapter) -> Bool {
        func essence(_ text: String) -> [Substring] {
            text.split(whereSeparator: \.isNewline).map(\.trimmingWhitespace).filter {
                !$0.isEmpty && !$0.hasPrefix("//") && $0 != "import ConvNet"
            }
        }
        // Nothing but comments is no answer either.
        let own = essence(answer)
        return own.isEmpty || own == essence(code.starter.code)
    }

    private static func report(
        _ outcome: CodeOutcome, _ code: CodeExercise, _ blank: ExerciseReport, _ path: String
    ) -> ExerciseReport {
        switch outcome {
        case .doesNotCompile(let line, let column, let message):
            return blank.graded(
                .error, given: path,
                LocalizedText(
                    ja: "コンパイルできません。\n\(path):\(line):\(column): \(message)",
                    en: "It does not compile.\n\(path):\(line):\(column): \(message)"))
        case .cannotBeBuilt:
            return blank.graded(
                .error, given: path,
                LocalizedText(
                    ja: "\(path): プログラムにできません。名前の重複や、コンパイラの限界を超える式がないか確かめてください。",
                    en:
                        "\(path): it can't be built; look for names defined twice, or an expression beyond the compiler."
                ))
        case .doesNotFit:
            let signatures = code.starter.code.split(separator: "\n").map(\.trimmingWhitespace)
                .filter { $0.hasPrefix("func ") || $0.hasPrefix("struct ") || $0.hasPrefix("final class ") }
                .joined(separator: "\n")
            return blank.graded(
                .error, given: path,
                LocalizedText(
                    ja: "チェックから呼び出せません。名前・引数ラベル・型をスターターのとおりにしてください。\n\(signatures)",
                    en: "The checks can't call it. Keep the starter's names, labels and types.\n\(signatures)"))
        case .checked(let outcomes):
            let earned = zip(outcomes, code.checks).reduce(0) { $0 + ($1.0 == .passed ? $1.1.points : 0) }
            let isCorrect = outcomes.allSatisfy { $0 == .passed }
            let lines = zip(outcomes, code.checks).map { outcome, check in
                text(of: outcome, title: check.title, file: path, points: check.points)
            }
            let status: ExerciseReport.Status = isCorrect ? .correct : earned > 0 ? .partial : .incorrect
            let heading =
                isCorrect
                ? LocalizedText(ja: "正解です。", en: "Correct.")
                : LocalizedText(ja: "\(earned)/\(blank.points) 点です。", en: "\(earned) of \(blank.points) points.")
            return blank.graded(
                status, earned: isCorrect ? blank.points : earned, given: path,
                LocalizedText.lines([heading] + (isCorrect ? [] : lines)))
        }
    }

    static func text(of outcome: CheckOutcome, title: String?, file: String?, points: Int? = nil) -> LocalizedText {
        let worth = points.map { " (0/\($0))" } ?? ""
        let name = title.map { "\($0)\(worth) — " } ?? (points == nil ? "" : "\(worth.dropFirst()) ")
        switch outcome {
        case .passed:
            return LocalizedText(verbatim: "✓ \(title ?? "")\(points.map { " (\($0)/\($0))" } ?? "")")
        case .failed(let failure):
            return LocalizedText(ja: "✗ \(name)\(failure.text.ja)", en: "✗ \(name)\(failure.text.en)")
        case .timedOut:
            return LocalizedText(
                ja: "✗ \(name)時間切れです（\(CodeChecker.checkTimeout)）。無限ループになっていませんか。",
                en: "✗ \(name)timeout (\(CodeChecker.checkTimeout)). Is there an endless loop?")
        case .notRun:
            return LocalizedText(
                ja: "– \(name)前のチェックが時間切れなので、実行していません。",
                en: "– \(name)not run, because an earlier check timed out.")
        case .crashed(let message, let line, let column):
            let place = line.flatMap { line in file.map { "\($0):\(line):\(column ?? 1): " } } ?? ""
            return LocalizedText(
                ja: "✗ \(name)異常終了: \(place)\(message)", en: "✗ \(name)crashed: \(place)\(message)")
        }
    }
}

extension Substring {
    var trimmingWhitespace: Substring {
        var text = self
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}
