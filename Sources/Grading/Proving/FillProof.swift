import Chapters
import Runner

/// Proves a fill by execution: the right fragments pass the checks, and with any other one they fail.
struct FillProof {
    let checker: CodeChecker
    /// nil: there is no python3 with NumPy here.
    let python: PythonRunner?

    func prove(_ fill: Fill, _ exercise: Exercise, _ chapter: Chapter) async throws -> CheckFindings {
        var findings = Findings(chapter)
        let id = exercise.id
        for blank in fill.blanks {
            for (index, text) in blank.candidates.enumerated()
            where blank.candidates.prefix(index).contains(where: { FillProof.essence($0) == FillProof.essence(text) }) {
                findings.error(
                    "fill-duplicate-candidate", line(of: index, in: blank, fill),
                    LocalizedText(
                        ja: "演習 \(id) の空欄 \(blank.number) に同じ候補が 2 つあります: \(text)",
                        en: "blank \(blank.number) of \(id) has a candidate twice: \(text)"))
            }
        }
        guard fill.isExecuted || python != nil else {
            return CheckFindings(
                diagnostics: findings.diagnostics,
                notes: [
                    LocalizedText(
                        ja: "python3 と NumPy がないので、Python の穴埋めの正解は実行で確かめていません（\(chapter.id)）",
                        en:
                            "there is no python3 with NumPy, so the keys of Python fills were not proven by running them (\(chapter.id))"
                    )
                ])
        }
        let key = fill.blanks.map(\.correctIndex)
        if let reason = try await failure(of: fill, key) {
            findings.error(
                "fill-key-fails", fill.range.line,
                LocalizedText(
                    ja: "演習 \(id) の正解の断片がチェックを通りません: \(reason.ja)",
                    en: "the right fragments of \(id) fail the check: \(reason.en)"))
            return CheckFindings(diagnostics: findings.diagnostics)
        }
        for (place, blank) in fill.blanks.enumerated() {
            for wrong in blank.candidates.indices where wrong != blank.correctIndex {
                var chosen = key
                chosen[place] = wrong
                guard try await failure(of: fill, chosen) == nil else { continue }
                findings.error(
                    "fill-wrong-passes", line(of: wrong, in: blank, fill),
                    LocalizedText(
                        ja: "演習 \(id) の空欄 \(blank.number) は、誤答「\(blank.candidates[wrong])」でもチェックを通ります",
                        en:
                            "blank \(blank.number) of \(id) passes with the wrong fragment “\(blank.candidates[wrong])” as well"
                    ),
                    LocalizedText(ja: "違いの出る場合を check に足してください。", en: "Add a case to the check in which they differ."))
            }
        }
        return CheckFindings(diagnostics: findings.diagnostics)
    }

    /// nil when the checks pass.
    private func failure(of fill: Fill, _ chosen: [Int]) async throws -> LocalizedText? {
        let code = fill.code(with: chosen)
        guard fill.isExecuted else {
            let program = ([code] + fill.checks.map(\.source.code)).joined(separator: "\n")
            return try await python?.run(program).map(LocalizedText.init(verbatim:))
        }
        switch try await checker.check(code, checks: fill.checks) {
        case .checked(let outcomes) where outcomes.allSatisfy({ $0 == .passed }): return nil
        case .checked(let outcomes):
            return zip(outcomes, fill.checks).first { $0.0 != .passed }
                .map { CodeGrading.text(of: $0.0, title: $0.1.title, file: nil) }
        case .doesNotCompile(_, _, let message): return LocalizedText(verbatim: message)
        case .doesNotFit, .cannotBeBuilt:
            return LocalizedText(ja: "コンパイルできません", en: "it does not compile")
        }
    }

    private func line(of candidate: Int, in blank: Fill.Blank, _ fill: Fill) -> Int {
        blank.lines.indices.contains(candidate) ? blank.lines[candidate] : fill.range.line
    }

    /// Spaces do not make another candidate.
    private static func essence(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
