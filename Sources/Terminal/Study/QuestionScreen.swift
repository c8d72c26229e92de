import Chapters
import Grading
import Quiz

extension TerminalRenderer {
    /// A question as it is put: its set's scenario where it is new, the prompt, the options.
    ///
    /// `number` is an exam's: its question is called by that, since an exercise's own name and topic give things away.
    package func question(_ question: PresentedQuestion, withScenario: Bool, number: Int? = nil) -> String {
        var chapter = question.chapterToShow(withScenario: withScenario)
        if let number {
            for index in chapter.exercises.indices {
                chapter.exercises[index].id = "\(number)"
                chapter.exercises[index].topic = ""
            }
            for index in chapter.sets.indices {
                chapter.sets[index].id = ""
                chapter.sets[index].topic = ""
            }
        }
        let report = question.report(withScenario: withScenario)
        var renderer = BlockRenderer(chapter: chapter, report: report, style: style)
        renderer.isBeingPut = true
        let lines =
            chapter.sets.isEmpty
            ? renderer.exerciseLines(0, width: style.textWidth) : renderer.setLines(0, width: style.textWidth)
        return Palette(level: style.color).encode(lines)
    }

    /// What is said after an answer: right or wrong, the misconception, the explanation with the drawn numbers.
    package func verdict(_ question: PresentedQuestion, _ graded: ExerciseReport) -> String {
        let chapter = question.chapterToShow(withScenario: false)
        let report = question.report(graded, withScenario: false)
        let renderer = BlockRenderer(chapter: chapter, report: report, style: style)
        var lines = renderer.feedbackLines(report.exercises[0], width: style.textWidth)
        if let right = question.rightAnswer(after: graded) {
            let label = LocalizedText(ja: "正解: ", en: "The answer: ")(style.language)
            lines += renderer.prefixed(
                first: StyledText(label, Attributes(.success, .bold)),
                rest: StyledText(visible: String(repeating: " ", count: StyledText(label).width)),
                width: style.textWidth
            ) { width in renderer.styled([Inline](markedText: right)).wrapped(to: width) }
        }
        if renderer.isExplained(question.source, graded) {
            let explanation = question.source.explanation.showing(parameters: question.parameters)
            lines.append(StyledText())
            lines.append(StyledText(Words.explanation(style.language), Attributes(.information, .bold)))
            lines += renderer.indented(2, width: style.textWidth) { renderer.lines(of: explanation, width: $0) }
        }
        return Palette(level: style.color).encode(lines)
    }

    /// One hint, with the drawn numbers.
    package func hint(_ number: Int, of question: PresentedQuestion) -> String {
        let renderer = BlockRenderer(
            chapter: question.chapterToShow(withScenario: false), report: question.report(withScenario: false),
            style: style)
        var lines = [StyledText("? \(number)/\(question.source.hints.count)", Attributes(.information, .bold))]
        if question.source.hints.indices.contains(number - 1) {
            let hint = question.source.hints[number - 1].showing(parameters: question.parameters)
            lines += renderer.indented(2, width: style.textWidth) { renderer.lines(of: hint, width: $0) }
        }
        return Palette(level: style.color).encode(lines)
    }

    /// `3/10 ████······`, above each question.
    package func progressBar(_ done: Int, of count: Int, note: String = "") -> String {
        var line = StyledText("\(min(done + 1, max(count, 1)))/\(count) ", .bold)
        line.append(
            Bars.share(
                Double(done) / Double(max(count, 1)), width: min(24, max(4, style.textWidth - 24)), tone: .information))
        if !note.isEmpty { line.append(" \(note)", .dim) }
        return Palette(level: style.color).encode(line.wrapped(to: style.textWidth))
    }

    /// How a quiz went.
    package func quizSummary(_ summary: QuizSummary) -> String {
        var lines: [StyledText] = []
        func say(_ ja: String, _ en: String, _ attributes: Attributes = .plain) {
            lines += StyledText(LocalizedText(ja: ja, en: en)(style.language), attributes).wrapped(to: style.textWidth)
        }
        lines.append(StyledText(visible: String(repeating: "━", count: style.textWidth), Attributes(.heading)))
        guard summary.answered > 0 else {
            say("答えた問題はありません。", "No question was answered.")
            return Palette(level: style.color).encode(lines)
        }
        let pace = Int(summary.seconds / Double(summary.answered))
        say(
            "\(summary.answered) 問中 \(summary.right) 問正解（1 問平均 \(pace) 秒）",
            "\(summary.right) of \(summary.answered) right (\(pace) s a question)", .bold)
        let width = min(24, summary.topics.map { StyledText($0.name).width }.max() ?? 0)
        for topic in summary.topics {
            var line = StyledText(topic.name).padded(to: width)
            line.append(" ")
            line.append(Bars.share(Double(topic.right) / Double(max(topic.answered, 1)), width: 12))
            line.append(" \(topic.right)/\(topic.answered)")
            lines += line.wrapped(to: style.textWidth)
        }
        if !summary.readNext.isEmpty {
            say("次に読むところ", "Read next", .bold)
            for reading in summary.readNext {
                let section = reading.section.isEmpty ? "" : " — \(reading.section)"
                lines += StyledText("→ \(reading.chapter)\(section)").wrapped(to: style.textWidth)
            }
        }
        if !summary.flagged.isEmpty {
            say(
                "印をつけた問題: \(summary.flagged.map(\.description).joined(separator: ", "))",
                "Flagged: \(summary.flagged.map(\.description).joined(separator: ", "))")
        }
        return Palette(level: style.color).encode(lines)
    }
}
