import Chapters

/// Proves a code exercise: the solution passes every check, the starter compiles and fails, and each check looks at what
/// was to be written.
struct CodeProof {
    let checker: CodeChecker

    func prove(_ code: CodeExercise, _ exercise: Exercise, _ chapter: Chapter) async throws -> CheckFindings {
        var findings = Findings(chapter)
        let id = exercise.id
        try await proveSolution(code, id, &findings)
        try await proveStarter(code, id, &findings)
        try await proveChecksLook(code, id, &findings)
        if case .failure(let refusal) = AnswerGuard.prepare(
            "import ConvNet\n" + code.solution.code, starter: code.starter.code)
        {
            findings.error(
                "solution-refused", code.solution.firstLine + max(refusal.line - 2, 0),
                LocalizedText(
                    ja: "演習 \(id) の解答例は、学習者なら採点されません: \(refusal.reason.ja)",
                    en: "the solution of \(id) would be refused from a learner: \(refusal.reason.en)"))
        }
        let taken = TakenNames.find(in: code.solution.code, checks: code.checks, starter: code.starter.code)
        if !taken.isEmpty {
            findings.error(
                "solution-refused", code.solution.firstLine,
                LocalizedText(
                    ja: "演習 \(id) の解答例は、チェックが使う名前 \(taken.joined(separator: ", ")) を宣言しています",
                    en: "the solution of \(id) declares \(taken.joined(separator: ", ")), which the checks use"))
        }
        return CheckFindings(diagnostics: findings.diagnostics)
    }

    private func run(_ text: String, _ checks: [Check]) async throws -> CodeOutcome {
        try await checker.check("import ConvNet\n" + text, checks: checks)
    }

    private func proveSolution(_ code: CodeExercise, _ id: String, _ findings: inout Findings) async throws {
        switch try await run(code.solution.code, code.checks) {
        case .doesNotCompile(let line, _, let message):
            findings.error(
                "solution-fails", code.solution.firstLine + max(line - 2, 0),
                LocalizedText(
                    ja: "演習 \(id) の解答例がコンパイルできません: \(message)", en: "the solution of \(id) does not compile: \(message)"
                ))
        case .doesNotFit, .cannotBeBuilt:
            findings.error(
                "solution-fails", code.checks.first?.source.firstLine ?? code.solution.firstLine,
                LocalizedText(
                    ja: "演習 \(id) のチェックが、解答例に対してコンパイルできません",
                    en: "the checks of \(id) do not compile against the solution"))
        case .checked(let outcomes):
            for (outcome, check) in zip(outcomes, code.checks) where outcome != .passed {
                if outcome == .failed(CheckFailure(.nothingExpected)) {
                    findings.error(
                        "check-expects-nothing", check.source.firstLine,
                        LocalizedText(ja: "演習 \(id) のこのチェックに expect がありません", en: "this check of \(id) has no expect"))
                    continue
                }
                let text = CodeGrading.text(of: outcome, title: check.title, file: nil)
                findings.error(
                    "solution-fails", check.source.firstLine,
                    LocalizedText(
                        ja: "演習 \(id) の解答例がチェックを通りません: \(text.ja)",
                        en: "the solution of \(id) fails a check: \(text.en)"))
            }
        }
    }

    private func proveStarter(_ code: CodeExercise, _ id: String, _ findings: inout Findings) async throws {
        switch try await run(code.starter.code, code.checks) {
        case .doesNotCompile(let line, _, let message):
            findings.error(
                "starter-does-not-compile", code.starter.firstLine + max(line - 2, 0),
                LocalizedText(
                    ja: "演習 \(id) のスターターがコンパイルできません: \(message)",
                    en: "the starter of \(id) does not compile: \(message)"))
        case .doesNotFit, .cannotBeBuilt:
            findings.error(
                "starter-does-not-compile", code.starter.firstLine,
                LocalizedText(
                    ja: "演習 \(id) のチェックがスターターを呼び出せません", en: "the checks of \(id) can't call the starter"))
        case .checked(let outcomes):
            if outcomes.allSatisfy({ $0 == .passed }) {
                findings.error(
                    "starter-passes", code.starter.firstLine,
                    LocalizedText(
                        ja: "演習 \(id) は、スターターのままですべてのチェックを通ります", en: "the starter of \(id) passes every check as it is")
                )
            } else {
                for (outcome, check) in zip(outcomes, code.checks) where outcome == .passed {
                    findings.warning(
                        "starter-earns-points", check.source.firstLine,
                        LocalizedText(
                            ja: "演習 \(id) は、スターターのままでこのチェックを通ります（\(check.points) 点）",
                            en: "the starter of \(id) passes this check as it is (\(check.points) points)"))
                }
            }
        }
    }

    /// The solution without its bodies traps at the first call: a check that passes all the same never called it.
    private func proveChecksLook(_ code: CodeExercise, _ id: String, _ findings: inout Findings) async throws {
        let hollow = SwiftText.withoutBodies(code.solution.code)
        guard hollow != code.solution.code, case .checked(let outcomes) = try await run(hollow, code.checks) else {
            return
        }
        for (outcome, check) in zip(outcomes, code.checks) where outcome == .passed {
            findings.error(
                "check-vacuous", check.source.firstLine,
                LocalizedText(
                    ja: "演習 \(id) のこのチェックは、関数の中身がなくても通ります",
                    en: "this check of \(id) passes without the function's body"),
                LocalizedText(ja: "学習者の関数を呼んで、その値を確かめてください。", en: "Call the learner's function and expect its value."))
        }
    }
}
