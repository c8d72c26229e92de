import ArgumentParser
import Chapters
import Foundation
import Progress
import Quiz
import Scheduling
import Terminal

/// `studykit plan`: the daily load until the exam, and the score that it is expected to lead to.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Plan the days until the exam.",
        discussion: """
            The date and the daily limit are kept, so that status and quiz --due go by them. \
            --cohort compares the plan with plain FSRS and with cramming on simulated learners instead.
            """)

    @Option(help: "The day of the exam, YYYY-MM-DD (default: the one set before).")
    var examDate: String?

    @Option(help: "How many questions a day there is time for (default: the one set before, else 20).")
    var perDay: Int?

    @Option(help: "text or json (one document on standard output).")
    var format: OutputFormat = .text

    @Option(help: "Simulate this many learners and compare policies; changes nothing.")
    var cohort: Int?

    @Option(help: "With --cohort: how many questions there are.")
    var cohortItems = 200

    @Option(help: "With --cohort: days until their exam.")
    var cohortDays = 45

    @Option(help: "With --cohort: how different the learners are (0 to 2).")
    var cohortDiversity = 1.0

    @Option(help: "With --cohort: the probability of knowing an item beforehand.")
    var cohortPrior = 0.3

    @Option(help: "With --cohort: on how many last days someone who crams does it all.")
    var cohortCrammingDays = 7

    @Option(help: "With --cohort: the seed.")
    var seed: UInt64 = 1

    @OptionGroup var progress: ProgressOptions
    @OptionGroup var globals: GlobalOptions

    mutating func validate() throws {
        if let perDay, !(0...1000).contains(perDay) { throw ValidationError("--per-day takes 0 to 1000.") }
        if let cohort, !(1...10_000).contains(cohort) { throw ValidationError("--cohort takes 1 to 10000 learners.") }
        guard (1...5000).contains(cohortItems), (1...366).contains(cohortDays), (0...2).contains(cohortDiversity),
            (0...1).contains(cohortPrior), (1...366).contains(cohortCrammingDays)
        else { throw ValidationError("Out of range: items 1–5000, days 1–366, diversity 0–2, prior 0–1.") }
    }

    mutating func run() async throws {
        globals.apply()
        if let cohort { return try simulate(learners: cohort) }
        let store = try progress.open(forReading: true)
        let calendar = StudyCalendar()
        let before = try store.goal()
        guard let date = examDate ?? before?.examDate else {
            throw Failure(
                status: .usage, message: LocalizedText(ja: "試験日が決まっていません", en: "there is no exam date yet"),
                help: LocalizedText(
                    ja: "--exam-date YYYY-MM-DD で指定してください。", en: "Name it with --exam-date YYYY-MM-DD."))
        }
        guard let days = calendar.day(ofDate: date) else {
            throw Failure(
                status: .usage,
                message: LocalizedText(ja: "「\(date)」は日付として読めません", en: "“\(date)” is not a date"),
                help: LocalizedText(ja: "2027-02-20 のように書いてください。", en: "Write it like 2027-02-20."))
        }
        guard days >= 0 else {
            throw Failure(
                status: .usage, message: LocalizedText(ja: "\(date) は過ぎています", en: "\(date) has passed"),
                help: LocalizedText(ja: "これからの日付を指定してください。", en: "Name a day to come."))
        }
        let goal = StudyGoal(examDate: date, dailyLimit: perDay ?? before?.dailyLimit ?? 20)
        if goal != before { try store.setGoal(goal) }
        let catalogue = try ChapterLibrary.open().catalogue
        let items = try store.items()
        let plan = ExamPlanner(assumptions: .from(items.values)).plan(
            catalogue.studyItems(items, calendar: calendar), days: days, limit: goal.dailyLimit)
        switch format {
        case .json: try Console.printJSON(PlanDocument(examDate: date, plan: plan))
        case .text:
            let renderer = TerminalRenderer(style: Console.style(of: .standardOutput))
            Console.print(renderer.plan(plan, examDate: date, calendar: calendar, topicNames: catalogue.topicNames))
        }
    }

    private struct PlanDocument: Encodable {
        var schemaVersion = 1
        var examDate: String
        var plan: ExamPlan
    }

    private func simulate(learners: Int) throws {
        let assumptions = CohortAssumptions(
            learners: learners, items: cohortItems, days: cohortDays, limit: perDay ?? 20,
            priorKnowledge: cohortPrior, diversity: cohortDiversity, crammingDays: cohortCrammingDays, seed: seed)
        let comparisons = CohortStudy(assumptions).run()
        switch format {
        case .json: try Console.printJSON(CohortDocument(assumptions: assumptions, comparisons: comparisons))
        case .text:
            let renderer = TerminalRenderer(style: Console.style(of: .standardOutput))
            Console.print(renderer.cohort(comparisons, assumptions))
        }
    }

    private struct CohortDocument: Encodable {
        var schemaVersion = 1
        var assumptions: CohortAssumptions
        var comparisons: [CohortStudy.Comparison]
    }
}
