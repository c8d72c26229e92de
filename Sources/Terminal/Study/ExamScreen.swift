import Chapters
import Quiz

extension TerminalRenderer {
    /// `12/100  残り 1:23:45  +2 分`: where one is, what is left, and how that compares with an even pace.
    package func examClock(number: Int, of count: Int, used: Double, minutes: Double, isFlagged: Bool) -> String {
        let left = max(0, minutes * 60 - used)
        let pace = minutes * 60 / Double(max(count, 1))
        // Ahead of an even pace is positive.
        let ahead = Int((pace * Double(number) - used) / 60)
        let sign = ahead < 0 ? "−" : "+"
        let text = LocalizedText(
            ja: "\(number + 1)/\(count)  残り \(clock(left))  ペース \(sign)\(abs(ahead)) 分",
            en: "\(number + 1)/\(count)  left \(clock(left))  pace \(sign)\(abs(ahead)) min")
        return text(style.language) + (isFlagged ? " ⚑" : "")
    }

    private func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
    }

    /// The numbers of all questions, with what is unanswered and what is flagged.
    package func examOverview(count: Int, unanswered: [Int], flagged: [Int]) -> String {
        let open = Set(unanswered)
        let marked = Set(flagged)
        var line = StyledText()
        for number in 0..<count {
            line.append("\(number + 1)", open.contains(number) ? Attributes(.warning, .bold) : .dim)
            line.append((open.contains(number) ? "○" : "●") + (marked.contains(number) ? "⚑ " : " "))
        }
        var lines = line.wrapped(to: style.textWidth)
        lines += StyledText(
            LocalizedText(
                ja: "未解答 \(open.count) 問、印 \(marked.count) 問（○ 未解答 ● 解答済み ⚑ 印）",
                en: "\(open.count) unanswered, \(marked.count) flagged (○ unanswered ● answered ⚑ flagged)")(
                    style.language)
        ).wrapped(to: style.textWidth)
        return Palette(level: style.color).encode(lines)
    }

    /// The result: in all, by topic, the time, and how it compares with earlier ones.
    package func examResult(_ result: ExamResult) -> String {
        var lines = [StyledText(visible: String(repeating: "━", count: style.textWidth), Attributes(.heading))]
        func say(_ ja: String, _ en: String, _ attributes: Attributes = .plain) {
            lines += StyledText(LocalizedText(ja: ja, en: en)(style.language), attributes).wrapped(to: style.textWidth)
        }
        func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
        say(
            "模擬試験（seed \(result.seed)） \(percent(result.share))  \(result.earned)/\(result.points) 点、\(result.questions) 問",
            "Mock exam (seed \(result.seed)) \(percent(result.share))  \(result.earned)/\(result.points) points, \(result.questions) questions",
            .bold)
        say(
            "時間 \(clock(result.usedSeconds)) / \(clock(result.minutes * 60))、1 問平均 \(Int(result.usedSeconds / Double(max(result.questions, 1)))) 秒",
            "Time \(clock(result.usedSeconds)) of \(clock(result.minutes * 60)), \(Int(result.usedSeconds / Double(max(result.questions, 1)))) s a question"
        )
        if result.unanswered > 0 {
            say("未解答 \(result.unanswered) 問", "\(result.unanswered) unanswered", Attributes(.warning))
        }
        if result.interruptions > 0 {
            say(
                "中断 \(result.interruptions) 回、合計 \(clock(result.interruptedSeconds))（その間、時計は止まっています）",
                "Interrupted \(result.interruptions) times, \(clock(result.interruptedSeconds)) in all (the clock stood still)",
                Attributes(.warning))
        }
        let width = min(24, result.topics.map { StyledText($0.name).width }.max() ?? 0)
        for topic in result.topics {
            var line = StyledText(topic.name).padded(to: width)
            line.append(" ")
            line.append(Bars.share(Double(topic.earned) / Double(max(topic.points, 1)), width: 12))
            line.append(" \(topic.earned)/\(topic.points)  ")
            line.append("\(Int(topic.seconds / Double(max(topic.questions, 1)))) s", .dim)
            lines += line.wrapped(to: style.textWidth)
        }
        if !result.slowest.isEmpty {
            let slow = result.slowest.map { "\($0.number) (\(Int($0.seconds)) s)" }.joined(separator: ", ")
            say("時間のかかった問題: \(slow)", "Slowest: \(slow)")
        }
        if let last = result.earlier.last {
            let scores = Array(result.earlier.suffix(20)) + [result.share]
            var line =
                StyledText(
                    LocalizedText(ja: "これまで ", en: "So far ")(style.language)) + Bars.columns(scores, highest: 1)
            line.append(" \(percent(last)) → \(percent(result.share))")
            lines += line.wrapped(to: style.textWidth)
        }
        return Palette(level: style.color).encode(lines)
    }
}
