import Chapters
import Quiz
import Scheduling

extension TerminalRenderer {
    /// The daily load until the exam, and how the expected score was reached.
    package func plan(
        _ plan: ExamPlan, examDate: String, calendar: StudyCalendar, topicNames: [String: String]
    ) -> String {
        Palette(level: style.color).encode(
            PlanScreen(style: style, plan: plan, examDate: examDate, calendar: calendar, topicNames: topicNames).lines()
        )
    }

    /// What a simulated cohort showed.
    package func cohort(_ comparisons: [CohortStudy.Comparison], _ assumptions: CohortAssumptions) -> String {
        Palette(level: style.color).encode(CohortScreen(style: style).lines(comparisons, assumptions))
    }
}

struct PlanScreen {
    var style: TerminalStyle
    var plan: ExamPlan
    var examDate: String
    var calendar: StudyCalendar
    var topicNames: [String: String]

    private func say(_ ja: String, _ en: String, _ attributes: Attributes = .plain) -> StyledText {
        StyledText(LocalizedText(ja: ja, en: en)(style.language), attributes)
    }

    func lines() -> [StyledText] {
        let width = style.textWidth
        var lines = say(
            "\(examDate) まで \(plan.days.count) 日、1 日 \(plan.limit) 問まで",
            "\(plan.days.count) days until \(examDate), up to \(plan.limit) a day",
            .bold
        ).wrapped(to: width)
        var score = say("予想得点 ", "Expected score ")
        score.append(percent(plan.overall.planned), Attributes(.success, .bold))
        score.append(" ±\(percent(2 * plan.spread))")
        score.append(
            LocalizedText(
                ja: "（今後何もしなければ \(percent(plan.overall.withoutStudy))）",
                en: " (with no more study \(percent(plan.overall.withoutStudy)))")(
                    style.language))
        lines += score.wrapped(to: width)
        if !plan.days.isEmpty {
            let loads = plan.days.map { $0.reviews + $0.newItems }
            lines.append(StyledText())
            let columns = max(8, min(width - 14, 60))
            let top = Double(max(plan.limit, 1))
            lines.append(
                say("1 日の量", "Load a day").padded(to: 12)
                    + Bars.columns(Bars.gathered(loads, to: columns), highest: top))
            lines.append(
                say("うち新しい問", "of it new").padded(to: 12)
                    + Bars.columns(Bars.gathered(plan.days.map(\.newItems), to: columns), highest: top, tone: .accent))
            lines.append(StyledText())
            for day in plan.days.prefix(7) {
                let text = LocalizedText(
                    ja: "\(calendar.date(ofDay: day.day))  復習 \(count(day.reviews))  新しい問 \(count(day.newItems))",
                    en: "\(calendar.date(ofDay: day.day))  reviews \(count(day.reviews))  new \(count(day.newItems))")
                lines += StyledText(text(style.language)).wrapped(to: width)
            }
            if plan.days.count > 7 { lines.append(StyledText("…", .dim)) }
        }
        lines.append(StyledText())
        let nameWidth = min(24, plan.topics.keys.map { StyledText(topicNames[$0] ?? $0).width }.max() ?? 0)
        for (topic, score) in plan.topics.sorted(by: { ($0.value.planned, $0.key) < ($1.value.planned, $1.key) }) {
            var line = StyledText(topicNames[topic] ?? topic).padded(to: nameWidth)
            line.append(" ")
            line.append(Bars.share(score.planned, width: min(16, max(4, width - nameWidth - 20))))
            line.append(" \(percent(score.planned))", .bold)
            line.append(" ← \(percent(score.withoutStudy))", .dim)
            lines += line.wrapped(to: width)
        }
        lines.append(StyledText())
        lines += say(
            """
            求め方: 記憶は FSRS-6 の式で減り、復習で伸びるとします。初めて見る問題を知っている確率は \(percent(plan.assumptions.priorKnowledge))、知らない問題が四択で当たる確率は \
            \(percent(plan.assumptions.guessing)) です。試験日の想起確率の合計がいちばん高くなるように、1 日の上限の中で日ごとに復習を選びます。予想得点は、その選び方を \
            \(plan.runs) 回、正誤を乱数で決めて試した平均です。± は標準偏差の 2 倍です。
            """,
            """
            How: memory fades and grows by FSRS-6. A question seen for the first time is known with probability \(percent(plan.assumptions.priorKnowledge)); \
            an unknown one is guessed right with \(percent(plan.assumptions.guessing)). Each day's reviews are chosen, within the limit, for the highest \
            total recall on the exam day. The expected score is the mean of \(plan.runs) runs in which chance decides the answers; ± is two \
            standard deviations.
            """, .dim
        ).wrapped(to: width)
        return lines
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
    private func count(_ number: Double) -> String { "\(Int(number.rounded()))" }
}

struct CohortScreen {
    var style: TerminalStyle

    func lines(_ comparisons: [CohortStudy.Comparison], _ assumptions: CohortAssumptions) -> [StyledText] {
        let heading = LocalizedText(
            ja:
                "\(assumptions.learners) 人、\(assumptions.items) 問、\(assumptions.days) 日、1 日 \(assumptions.limit) 問（seed \(assumptions.seed)）",
            en:
                "\(assumptions.learners) learners, \(assumptions.items) items, \(assumptions.days) days, \(assumptions.limit) a day (seed \(assumptions.seed))"
        )
        let assumed = LocalizedText(
            ja: """
                仮定: 初めて見る問を知っている確率は平均 \(percent(assumptions.priorKnowledge))、四択で当たる確率は \(percent(assumptions.guessing))。忘れ方は FSRS-6 \
                の式で、重みと問ごとの覚えやすさを人ごとに変えます（違いの大きさ \(assumptions.diversity)）。どの方針もそれを知りません。一夜漬けは最後の \
                \(assumptions.crammingDays) 日です。
                """,
            en: """
                Assumed: a new item is known with \(percent(assumptions.priorKnowledge)) on average, an unknown one guessed with \
                \(percent(assumptions.guessing)). Memories follow FSRS-6 with weights and item difficulties of their own (diversity \
                \(assumptions.diversity)), which no policy is told. Cramming takes the last \(assumptions.crammingDays) days.
                """)
        var lines = StyledText(heading(style.language), .bold).wrapped(to: style.textWidth)
        lines += StyledText(assumed(style.language), .dim).wrapped(to: style.textWidth)
        for comparison in comparisons {
            let text = LocalizedText(
                ja:
                    "\(comparison.rival)：\(percent(comparison.rivalScore))（復習 \(Int(comparison.rivalReviews)) 回）→ 計画 \(percent(comparison.planScore))（\(Int(comparison.planReviews)) 回）、差 \(percent(comparison.advantage)) ± \(percent(2 * comparison.standardError))",
                en:
                    "\(comparison.rival): \(percent(comparison.rivalScore)) (\(Int(comparison.rivalReviews)) reviews) → plan \(percent(comparison.planScore)) (\(Int(comparison.planReviews))), difference \(percent(comparison.advantage)) ± \(percent(2 * comparison.standardError))"
            )
            lines += StyledText(text(style.language)).wrapped(to: style.textWidth)
        }
        return lines
    }

    /// With a decimal: the differences are small.
    private func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return "\(tenths < 0 ? "−" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)%"
    }
}
