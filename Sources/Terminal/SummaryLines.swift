import Chapters
import Grading

/// The end of a run: the score, the counts, and what to do next.
struct SummaryLines {
    /// How many unanswered exercises are named.
    private static let namedExercises = 3

    var style: TerminalStyle

    func lines(of report: RunReport) -> [StyledText] {
        let width = style.textWidth
        var result = [StyledText(visible: String(repeating: "━", count: width), Attributes(.heading))]
        if report.chapters.count > 1 {
            for chapter in report.chapters {
                let score = chapter.score
                var line = StyledText("\(chapter.id)  \(score.earned)/\(score.possible)  ")
                line.append(chapter.title, .dim)
                result += line.wrapped(to: width)
            }
        }
        if report.score.possible > 0 { result += scoreLine(report.score).wrapped(to: width) }
        result += countLine(
            Words.examples, report.chapters.flatMap(\.examples).map { StatusLook($0.status) }
        ).wrapped(to: width)
        result += countLine(
            Words.exercises, report.chapters.flatMap(\.exercises).map { StatusLook($0.status) }
        ).wrapped(to: width)
        result += countDiagnostics(report).wrapped(to: width)
        let steps = nextSteps(report)
        if !steps.isEmpty {
            result.append(StyledText(Words.nextSteps(style.language), .bold))
            for step in steps {
                let indent = StyledText(visible: width > 20 ? "    " : "")
                let lines = step.wrapped(to: max(1, width - 4))
                result += lines.prefixed(first: StyledText(visible: width > 20 ? "  " : ""), rest: indent)
            }
        }
        result.removeAll { $0.isEmpty }
        // A rule alone says nothing.
        return result.count > 1 ? result : []
    }

    private func scoreLine(_ score: Score) -> StyledText {
        let percent = score.possible > 0 ? score.earned * 100 / score.possible : 0
        let length = min(20, max(0, style.textWidth - 24))
        let filled = min(max(percent * length / 100, 0), length)
        var line = StyledText("\(Words.score(style.language)) \(score.earned) / \(score.possible)  ", .bold)
        line.append(visible: String(repeating: "█", count: filled), Attributes(.success))
        line.append(visible: String(repeating: "░", count: length - filled), .dim)
        line.append(" \(percent)%", .bold)
        return line
    }

    /// How many of each, in the order of first appearance: `例  ✓ 成功 4  ✗ 失敗 1`.
    private func countLine(_ label: LocalizedText, _ looks: [StatusLook]) -> StyledText {
        guard !looks.isEmpty else { return StyledText() }
        var counts: [(look: StatusLook, count: Int)] = []
        for look in looks {
            if let index = counts.firstIndex(where: { $0.look.word == look.word }) {
                counts[index].count += 1
            } else {
                counts.append((look, 1))
            }
        }
        var line = StyledText(label(style.language), .bold)
        for (look, count) in counts {
            line.append("  \(look.mark) ", Attributes(look.tone, .bold))
            line.append("\(look.word(style.language)) \(count)", Attributes(look.tone))
        }
        return line
    }

    private func countDiagnostics(_ report: RunReport) -> StyledText {
        let errors = report.diagnostics.count { $0.severity == .error }
        let warnings = report.diagnostics.count - errors
        var line = StyledText()
        if errors > 0 {
            line.append(
                LocalizedText(ja: "エラー \(errors)件  ", en: "\(errors) error\(errors == 1 ? "" : "s")  ")(style.language),
                Attributes(.failure, .bold))
        }
        if warnings > 0 {
            line.append(
                LocalizedText(ja: "警告 \(warnings)件", en: "\(warnings) warning\(warnings == 1 ? "" : "s")")(
                    style.language),
                Attributes(.warning, .bold))
        }
        return line
    }

    /// Broken examples first, then the first wrong answer, then where to go on.
    private func nextSteps(_ report: RunReport) -> [StyledText] {
        var steps: [StyledText] = []
        let broken = report.chapters.flatMap { chapter in chapter.examples.map { (chapter, $0) } }
            .first { !([.passed, .skipped] as [ExampleReport.Status]).contains($0.1.status) }
        if let (chapter, example) = broken {
            let text = LocalizedText(
                ja: "例 \(example.id) を直す（\(chapter.path):\(example.line)）",
                en: "Mend the example \(example.id) (\(chapter.path):\(example.line))")
            steps.append(step("✗", .failure, text))
        }
        let exercises = report.chapters.flatMap(\.exercises)
        let wrong =
            exercises.first { [.incorrect, .error].contains($0.status) } ?? exercises.first { $0.status == .partial }
        if let wrong {
            let text = LocalizedText(
                ja: "\(wrong.id) を見直す: \(wrong.answerPath)（ヒント: studykit hint \(wrong.id)）",
                en: "Look at \(wrong.id) again: \(wrong.answerPath) (hint: studykit hint \(wrong.id))")
            steps.append(step(StatusLook(wrong.status).mark, .failure, text))
        }
        let open = exercises.filter { $0.status == .unanswered }
        for exercise in open.prefix(Self.namedExercises) {
            let text = LocalizedText(
                ja: "\(exercise.id) に答える: \(exercise.answerPath)", en: "Answer \(exercise.id): \(exercise.answerPath)")
            steps.append(step("○", .information, text))
        }
        if open.count > Self.namedExercises {
            let count = open.count - Self.namedExercises
            steps.append(step("…", .information, LocalizedText(ja: "ほか \(count)問", en: "and \(count) more")))
        }
        if steps.isEmpty, !exercises.isEmpty { steps.append(step("✓", .success, allCorrect(report))) }
        return steps
    }

    /// Where a question draws its numbers, another seed asks it anew.
    private func allCorrect(_ report: RunReport) -> LocalizedText {
        guard let chapter = report.chapters.first(where: { $0.exercises.contains { $0.kind == .numeric } }) else {
            return LocalizedText(ja: "すべて正解です。", en: "All correct.")
        }
        let command = "studykit run \(chapter.id) --seed 2"
        return LocalizedText(
            ja: "すべて正解です。別のシードなら、問題の数値が変わります: \(command)",
            en: "All correct. Another seed draws new numbers: \(command)")
    }

    private func step(_ mark: String, _ tone: Tone, _ text: LocalizedText) -> StyledText {
        StyledText("\(mark) ", Attributes(tone, .bold)) + StyledText(text(style.language))
    }
}
