import Chapters

/// Grades a fill: Swift by running the code with the chosen fragments in its blanks, Python by its key.
enum FillGrading {
    static func grade(
        _ fill: Fill, _ blank: ExerciseReport, _ entry: AnswerSheet.Entry?, _ checker: CodeChecker?
    ) async throws -> ExerciseReport {
        guard let entry else { return blank }
        let numbers = OptionNumbers.read(entry.items) ?? []
        let chosen = zip(numbers, fill.blanks).compactMap { number, hole in
            hole.candidates.indices.contains(number - 1) ? number - 1 : nil
        }
        guard chosen.count == fill.blanks.count, numbers.count == chosen.count else {
            return blank.graded(.error, given: entry.text, unreadable(fill))
        }
        let wrong = zip(fill.blanks, chosen).filter { $0.correctIndex != $1 }
        guard fill.isExecuted, let checker else {
            return wrong.isEmpty
                ? blank.graded(.correct, given: entry.text, LocalizedText(ja: "正解です。", en: "Correct."))
                : blank.graded(.incorrect, given: entry.text, LocalizedText.lines(verdict(fill, wrong)))
        }
        let outcome = try await checker.check(fill.code(with: chosen), checks: fill.checks)
        if case .checked(let outcomes) = outcome, outcomes.allSatisfy({ $0 == .passed }) {
            return blank.graded(.correct, given: entry.text, LocalizedText(ja: "正解です。", en: "Correct."))
        }
        guard !wrong.isEmpty else {
            return blank.graded(
                .error, given: entry.text,
                LocalizedText.lines([
                    LocalizedText(
                        ja: "正解の断片がチェックを通りません。章の誤りです（不正解にはしていません）。",
                        en: "The right fragments fail the check: a mistake in the chapter. It is not counted as wrong."),
                    describe(outcome, checks: fill.checks),
                ]))
        }
        let found = describe(outcome, checks: fill.checks)
        return blank.graded(
            .incorrect, given: entry.text,
            LocalizedText.lines(
                verdict(fill, wrong) + [
                    LocalizedText(ja: "選んだ断片で実行すると: \(found.ja)", en: "Run with your fragments: \(found.en)")
                ]))
    }

    private static func unreadable(_ fill: Fill) -> LocalizedText {
        let counts = fill.blanks.map { "[[\($0.number)]] 1–\($0.candidates.count)" }.joined(separator: ", ")
        return LocalizedText(
            ja: "空欄は \(fill.blanks.count) 個です（\(counts)）。候補の番号を空欄の順に [1, 2] のように書いてください（不正解にはしていません）。",
            en:
                "There are \(fill.blanks.count) blanks (\(counts)). Write the candidates' numbers in order, like [1, 2]. It is not counted as wrong."
        )
    }

    /// Which blanks are wrong, and what the author says about the fragments that were chosen.
    private static func verdict(_ fill: Fill, _ wrong: [(Fill.Blank, Int)]) -> [LocalizedText] {
        let right = fill.blanks.count - wrong.count
        let blanks = wrong.map { "[[\($0.0.number)]]" }
        var lines = [
            LocalizedText(
                ja: "空欄 \(blanks.joined(separator: "、")) が違います（\(fill.blanks.count) 個中 \(right) 個正解）。",
                en: "Wrong in \(blanks.joined(separator: ", ")) (\(right) of \(fill.blanks.count) right).")
        ]
        for (blank, index) in wrong {
            guard let said = blank.feedback[index] else { continue }
            lines.append(LocalizedText(verbatim: "[[\(blank.number)]] \(blank.candidates[index]): \(said)"))
        }
        return lines
    }

    private static func describe(_ outcome: CodeOutcome, checks: [Check]) -> LocalizedText {
        switch outcome {
        case .doesNotCompile(_, _, let message):
            return LocalizedText(ja: "コンパイルできません: \(message)", en: "it does not compile: \(message)")
        case .doesNotFit, .cannotBeBuilt:
            return LocalizedText(ja: "コンパイルできません。", en: "it does not compile.")
        case .checked(let outcomes):
            let failing = zip(outcomes, checks).first { $0.0 != .passed }
            return failing.map { CodeGrading.text(of: $0.0, title: $0.1.title, file: nil) }
                ?? LocalizedText(verbatim: "")
        }
    }
}

extension Fill {
    /// Python candidates are read, not run: not every machine has the interpreter.
    package var isExecuted: Bool { language == "swift" }

    /// The code with the chosen candidates in its blanks, ready to be checked.
    package func code(with chosen: [Int]) -> String {
        var filled = code
        for (blank, index) in zip(blanks, chosen) {
            filled = filled.replacing("[[\(blank.number)]]", with: blank.candidates[index])
        }
        return isExecuted ? "import ConvNet\n" + filled : filled
    }
}
