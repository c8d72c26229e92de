import Foundation
import Progress
import Scheduling

/// Where a learner stands: no streaks, no points, only what is known, what is due, and what the exam day will show.
package struct StatusReport: Sendable, Hashable, Codable {
    package struct Topic: Sendable, Hashable, Codable {
        package var topic: String
        package var name: String
        package var items: Int
        package var seen: Int
        package var mastered: Int
        package var due: Int
        /// Right answers of all answers; nil before the first.
        package var accuracy: Double?
        /// Mean probability of recall now, items never seen counted as 0.
        package var recall: Double
        /// Expected score on the exam day if the plan is followed, and if nothing is done; nil with no date set.
        package var forecast: Double?
        package var forecastWithoutStudy: Double?
    }

    package struct Forecast: Sendable, Hashable, Codable {
        package var examDate: String
        package var days: Int
        package var dailyLimit: Int
        package var expectedScore: Double
        package var withoutStudy: Double
        package var spread: Double
    }

    package struct Mock: Sendable, Hashable, Codable {
        package var finishedAt: Date
        package var seed: UInt64
        package var questions: Int
        package var score: Double
    }

    /// What is remembered of one exercise.
    package struct Item: Sendable, Hashable, Codable {
        package var id: String
        /// FSRS's S (days) and D.
        package var stability: Double?
        package var difficulty: Double?
        package var lastReview: Date?
        package var due: Date
        package var answers: Int
        package var rightAnswers: Int
    }

    /// How much of the syllabus was met at all.
    package struct Coverage: Sendable, Hashable, Codable {
        package var topics: Int
        package var topicsSeen: Int
    }

    package var schemaVersion = 1
    package var items: Int
    package var seen: Int
    package var mastered: Int
    package var due: Int
    package var coverage: Coverage
    /// The weakest (lowest recall) first.
    package var topics: [Topic]
    package var forecast: Forecast?
    package var mocks: [Mock]
    /// Every exercise that was answered, also of chapters that are not here; nil unless asked for.
    package var states: [Item]?

    /// Recalled with at least this probability, and for at least this many days, an item is mastered.
    package static let masteredRecall = 0.9
    package static let masteredStability = 7.0

    package init(
        catalogue: Catalogue, progress: [ItemKey: ItemProgress], exams: [ExamSitting], goal: StudyGoal?,
        calendar: StudyCalendar, listsItems: Bool = false, parameters: FSRSParameters = .standard
    ) {
        let plan = goal.flatMap { StatusReport.plan($0, catalogue, progress, calendar) }
        topics = Dictionary(grouping: catalogue.items, by: \.topic).map { name, items in
            let seen = items.compactMap { progress[$0.key] }
            let recalls = seen.map { $0.card.retrievability(at: calendar.now, parameters) }
            let answers = seen.reduce(0) { $0 + $1.answers }
            return Topic(
                topic: name, name: catalogue.name(of: name), items: items.count, seen: seen.count,
                mastered: zip(seen, recalls).count { progress, recall in
                    recall >= StatusReport.masteredRecall
                        && (progress.card.memory?.stability ?? 0) >= StatusReport.masteredStability
                },
                due: seen.count { $0.card.due <= calendar.now },
                accuracy: answers == 0 ? nil : Double(seen.reduce(0) { $0 + $1.rightAnswers }) / Double(answers),
                recall: recalls.reduce(0, +) / Double(max(items.count, 1)),
                forecast: plan?.topics[name]?.planned, forecastWithoutStudy: plan?.topics[name]?.withoutStudy)
        }.sorted { left, right in
            (left.recall, left.topic) < (right.recall, right.topic)
        }
        items = catalogue.items.count
        seen = topics.reduce(0) { $0 + $1.seen }
        mastered = topics.reduce(0) { $0 + $1.mastered }
        due = topics.reduce(0) { $0 + $1.due }
        coverage = Coverage(topics: topics.count, topicsSeen: topics.count { $0.seen > 0 })
        states = listsItems ? StatusReport.states(progress) : nil
        mocks = exams.compactMap { exam in
            exam.finishedAt.map {
                Mock(finishedAt: $0, seed: exam.seed, questions: exam.questions.count, score: exam.score)
            }
        }
        if let plan, let goal {
            forecast = Forecast(
                examDate: goal.examDate, days: plan.days.count, dailyLimit: goal.dailyLimit,
                expectedScore: plan.overall.planned, withoutStudy: plan.overall.withoutStudy, spread: plan.spread)
        }
    }

    private static func states(_ progress: [ItemKey: ItemProgress]) -> [Item] {
        progress.values.sorted { $0.item < $1.item }.map { item in
            Item(
                id: item.item.description, stability: item.card.memory?.stability,
                difficulty: item.card.memory?.difficulty, lastReview: item.card.lastReview, due: item.card.due,
                answers: item.answers, rightAnswers: item.rightAnswers)
        }
    }

    private static func plan(
        _ goal: StudyGoal, _ catalogue: Catalogue, _ progress: [ItemKey: ItemProgress], _ calendar: StudyCalendar
    ) -> ExamPlan? {
        guard let days = calendar.day(ofDate: goal.examDate), days >= 0 else { return nil }
        return ExamPlanner(assumptions: .from(progress.values)).plan(
            catalogue.studyItems(progress, calendar: calendar), days: days, limit: goal.dailyLimit, rounds: 6, runs: 3)
    }
}

extension PlanAssumptions {
    /// What the first answers to all items say about what is known beforehand.
    package static func from(_ progress: some Collection<ItemProgress>) -> PlanAssumptions {
        .estimated(right: progress.count { $0.isFirstRight }, seen: progress.count)
    }
}
