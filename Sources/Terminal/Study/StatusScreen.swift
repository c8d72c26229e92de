import Chapters
import Quiz

extension TerminalRenderer {
    /// Where the learner stands.
    package func status(_ report: StatusReport) -> String {
        Palette(level: style.color).encode(StatusScreen(style: style).lines(report))
    }
}

struct StatusScreen {
    var style: TerminalStyle

    private func say(_ ja: String, _ en: String, _ attributes: Attributes = .plain) -> StyledText {
        StyledText(LocalizedText(ja: ja, en: en)(style.language), attributes)
    }

    func lines(_ report: StatusReport) -> [StyledText] {
        var lines: [StyledText] = []
        let barWidth = min(20, max(4, style.textWidth - 36))
        func share(_ ja: String, _ en: String, _ count: Int, _ tone: Tone) {
            let label = say(ja, en, .bold).padded(to: 12)
            let part = report.items == 0 ? 0 : Double(count) / Double(report.items)
            lines += (label + Bars.share(part, width: barWidth, tone: tone) + StyledText(" \(count)/\(report.items)"))
                .wrapped(to: style.textWidth)
        }
        share("学習済み", "Seen", report.seen, .information)
        share("定着", "Mastered", report.mastered, .success)
        let coverage = say("分野", "Topics", .bold).padded(to: 12)
        lines +=
            (coverage
            + Bars.share(
                Double(report.coverage.topicsSeen) / Double(max(report.coverage.topics, 1)), width: barWidth,
                tone: .information)
            + StyledText(" \(report.coverage.topicsSeen)/\(report.coverage.topics)")).wrapped(to: style.textWidth)
        lines += (say("復習期", "Due", .bold).padded(to: 12) + say("\(report.due) 問", "\(report.due)"))
            .wrapped(to: style.textWidth)
        lines.append(StyledText())
        lines += forecast(report)
        if !report.topics.isEmpty {
            lines.append(StyledText())
            lines.append(say("分野（弱い順）", "Topics, the weakest first", .bold))
            lines += topics(report.topics)
        }
        if !report.mocks.isEmpty {
            lines.append(StyledText())
            let scores = report.mocks.suffix(30).map(\.score)
            lines +=
                (say("模擬試験 ", "Mock exams ", .bold) + Bars.columns(scores, highest: 1)
                + StyledText(" " + scores.suffix(5).map(percent).joined(separator: " → "))).wrapped(
                    to: style.textWidth)
        }
        return lines
    }

    private func forecast(_ report: StatusReport) -> [StyledText] {
        guard let forecast = report.forecast else {
            return say(
                "試験日が未設定です: studykit plan --exam-date YYYY-MM-DD",
                "No exam date is set: studykit plan --exam-date YYYY-MM-DD", .dim
            ).wrapped(to: style.textWidth)
        }
        let text = say(
            "試験日 \(forecast.examDate)（あと \(forecast.days) 日、1 日 \(forecast.dailyLimit) 問まで）の予想得点 ",
            "Expected on \(forecast.examDate) (\(forecast.days) days, up to \(forecast.dailyLimit) a day): ")
        var line = text
        line.append(
            "\(percent(forecast.expectedScore)) ±\(percent(2 * forecast.spread))", Attributes(.success, .bold))
        line.append(
            LocalizedText(
                ja: "、何もしなければ \(percent(forecast.withoutStudy))",
                en: "; with no more study \(percent(forecast.withoutStudy))")(
                    style.language))
        return line.wrapped(to: style.textWidth)
    }

    private func topics(_ topics: [StatusReport.Topic]) -> [StyledText] {
        let nameWidth = min(24, topics.map { StyledText($0.name).width }.max() ?? 0)
        let barWidth = min(16, max(4, style.textWidth - nameWidth - 34))
        return topics.flatMap { topic -> [StyledText] in
            var line = StyledText(topic.name).padded(to: nameWidth)
            line.append(" ")
            line.append(Bars.share(topic.recall, width: barWidth, tone: topic.recall < 0.5 ? .warning : .success))
            line.append(" \(percent(topic.recall))  \(topic.seen)/\(topic.items)", .bold)
            if let accuracy = topic.accuracy {
                line.append(
                    LocalizedText(ja: "  正答 \(percent(accuracy))", en: "  right \(percent(accuracy))")(style.language))
            }
            if topic.due > 0 {
                line.append(
                    LocalizedText(ja: "  復習 \(topic.due)", en: "  due \(topic.due)")(style.language),
                    Attributes(.warning))
            }
            if let forecast = topic.forecast { line.append("  → \(percent(forecast))", .dim) }
            return line.wrapped(to: style.textWidth)
        }
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
}
