import Chapters
import Progress
import Quiz

extension TerminalRenderer {
    /// What a candidate has to know before the first question.
    package func examOpening(_ sitting: ExamSitting) -> String {
        let text = LocalizedText(
            ja:
                "模擬試験（seed \(sitting.seed)）: \(sitting.questions.count) 問、残り \(clock(sitting.remainingSeconds))。正誤は最後にまとめて示します。",
            en:
                "Mock exam (seed \(sitting.seed)): \(sitting.questions.count) questions, \(clock(sitting.remainingSeconds)) left. What was right is told at the end."
        )
        return Palette(level: style.color).encode(StyledText(text(style.language), .bold).wrapped(to: style.textWidth))
            + examKeys()
    }

    package func examKeys() -> String {
        let text = LocalizedText(
            ja: "数字 答える・n 次・p 前・f 印・l 一覧・g 番号へ・e 提出・q 中断（あとで続けられます）・? この説明",
            en: "digit answer, n next, p previous, f flag, l list, g go to, e hand in, q pause (goes on later), ? this")
        return Palette(level: style.color).encode(StyledText(text(style.language), .dim).wrapped(to: style.textWidth))
    }

    /// `12/100  残り 1:23:45  2 分の余裕`: where one is, what is left, and how that compares with an even pace; then the keys.
    ///
    /// Never wider than the terminal, because it is written over itself every second.
    package func examPrompt(_ sitting: ExamSitting, isFlagged: Bool, expected: LocalizedText) -> String {
        let (number, count) = (sitting.position, sitting.questions.count)
        let left = clock(sitting.remainingSeconds)
        let even = sitting.minutes * 60 / Double(max(count, 1))
        let pace = pace(minutesAhead: Int((even * Double(number) - sitting.usedSeconds) / 60))
        let flag = isFlagged ? " ⚑" : ""
        let place = "\(number + 1)/\(count)"
        let clocks = LocalizedText(
            ja: "\(place)  残り \(left)  \(pace.ja)\(flag)", en: "\(place)  left \(left)  \(pace.en)\(flag)")
        let variants = [
            LocalizedText(
                ja: "\(clocks.ja)  \(expected.ja)・n 次・p 前・f 印・e 提出・? 操作 > ",
                en: "\(clocks.en)  \(expected.en), n next, p previous, f flag, e end, ? keys > "),
            LocalizedText(
                ja: "\(clocks.ja)  \(expected.ja)・? 操作 > ", en: "\(clocks.en)  \(expected.en), ? keys > "),
            LocalizedText(ja: "\(clocks.ja)・? 操作 > ", en: "\(clocks.en), ? keys > "),
            LocalizedText(ja: "\(clocks.ja) > ", en: "\(clocks.en) > "),
            LocalizedText(verbatim: "\(place) \(left)\(flag) > "),
        ].map { $0(style.language) }
        return variants.first { StyledText($0).width < style.width } ?? "> "
    }

    private func pace(minutesAhead minutes: Int) -> LocalizedText {
        if minutes == 0 { return LocalizedText(ja: "ペースどおり", en: "on pace") }
        return minutes > 0
            ? LocalizedText(ja: "\(minutes) 分の余裕", en: "\(minutes) min ahead")
            : LocalizedText(ja: "\(-minutes) 分の遅れ", en: "\(-minutes) min behind")
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
            "時間 \(clock(result.usedSeconds.rounded(.down))) / \(clock(result.minutes * 60))、1 問平均 \(Int(result.usedSeconds / Double(max(result.questions, 1)))) 秒",
            "Time \(clock(result.usedSeconds.rounded(.down))) of \(clock(result.minutes * 60)), \(Int(result.usedSeconds / Double(max(result.questions, 1)))) s a question"
        )
        if result.unanswered > 0 {
            say("未解答 \(result.unanswered) 問", "\(result.unanswered) unanswered", Attributes(.warning))
        }
        if result.interruptions > 0 {
            say(
                "中断 \(result.interruptions) 回、合計 \(clock(result.interruptedSeconds))（その間、時計は止まっています）",
                "Interrupted \(result.interruptions) time\(result.interruptions == 1 ? "" : "s"), \(clock(result.interruptedSeconds)) in all (the clock stood still)",
                Attributes(.warning))
        }
        let width = min(24, result.topics.map { StyledText($0.name).width }.max() ?? 0)
        for topic in result.topics {
            var line = StyledText(topic.name).padded(to: width)
            line.append(" ")
            line.append(Bars.share(Double(topic.earned) / Double(max(topic.points, 1)), width: 12))
            line.append(" \(topic.earned)/\(topic.points)  ")
            line.append("\(Int(topic.seconds / Double(max(topic.questions, 1)))) s", .dim)
            if let before = topic.before {
                line.append(
                    LocalizedText(ja: "  前回 \(percent(before))", en: "  before \(percent(before))")(style.language),
                    .dim)
            }
            lines += line.wrapped(to: style.textWidth)
        }
        if !result.slowest.isEmpty {
            let label = LocalizedText(ja: "1 問ごとの時間 ", en: "Time a question ")(style.language)
            let times = Bars.gathered(result.seconds, to: max(8, style.textWidth - StyledText(label).width))
            lines += (StyledText(label) + Bars.columns(times)).wrapped(to: style.textWidth)
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

    /// Question numbers in a row.
    package func numbers(_ numbers: [Int]) -> String {
        let text = LocalizedText(ja: "ありません", en: "none")(style.language)
        let row = StyledText(numbers.isEmpty ? text : numbers.map { "\($0)" }.joined(separator: " "))
        return Palette(level: style.color).encode(row.wrapped(to: style.textWidth))
    }

    /// A question of a finished exam: as it was put, what was answered in which time, and the explanation.
    package func reviewed(_ reviewed: ReviewedQuestion, of count: Int) -> String {
        let given = reviewed.given.isEmpty ? LocalizedText(ja: "（なし）", en: "(none)")(style.language) : reviewed.given
        let text = LocalizedText(
            ja: "\(reviewed.number + 1)/\(count)  あなたの答え: \(given)  \(Int(reviewed.seconds)) 秒",
            en: "\(reviewed.number + 1)/\(count)  Your answer: \(given)  \(Int(reviewed.seconds)) s")
        let line = StyledText(text(style.language) + (reviewed.isFlagged ? " ⚑" : ""), .bold)
        return question(reviewed.question, withScenario: true)
            + Palette(level: style.color).encode(line.wrapped(to: style.textWidth))
            + verdict(reviewed.question, reviewed.report)
    }
}
