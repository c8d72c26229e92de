import Progress
import Scheduling

/// Which questions a quiz asks, and in which order.
package struct QuizQueue: Sendable {
    package struct Selection: Sendable, Hashable {
        package var topics: Set<String>
        package var count: Int
        /// Only what is due; else new questions follow, and then the weakest.
        package var dueOnly: Bool
        package var includesCode: Bool

        package init(topics: Set<String> = [], count: Int = 10, dueOnly: Bool = false, includesCode: Bool = true) {
            self.topics = topics
            self.count = count
            self.dueOnly = dueOnly
            self.includesCode = includesCode
        }
    }

    /// The chosen items: what gains most comes first, but questions of one linked set stay together.
    ///
    /// With an exam date the plan's policy says what gains most; without one FSRS's due dates do.
    package static func choose(
        _ selection: Selection, from catalogue: Catalogue, progress: [ItemKey: ItemProgress], goal: StudyGoal?,
        calendar: StudyCalendar, parameters: FSRSParameters = .standard
    ) -> [Catalogue.Item] {
        let candidates = catalogue.items.filter { item in
            (selection.topics.isEmpty || selection.topics.contains(item.topic))
                && (selection.includesCode || !item.isCode)
        }
        let order: [Catalogue.Item]
        if let goal, let days = calendar.day(ofDate: goal.examDate), days > 0 {
            order = planned(
                candidates, progress, selection, days: days, limit: max(goal.dailyLimit, 1), calendar)
        } else {
            order = scheduled(candidates, progress, dueOnly: selection.dueOnly, calendar, parameters)
        }
        return together(Array(order.prefix(max(0, selection.count))))
    }

    /// Prices need not be as settled as in a plan: only today's order hangs on them, and the first question is waited for.
    private static let rounds = 8

    private static func planned(
        _ items: [Catalogue.Item], _ progress: [ItemKey: ItemProgress], _ selection: Selection, days: Int, limit: Int,
        _ calendar: StudyCalendar
    ) -> [Catalogue.Item] {
        let studied = Catalogue(items: items).studyItems(progress, calendar: calendar)
        let policy = ExamPlanner(assumptions: .from(progress.values)).policy(
            for: studied, days: days, limit: limit, rounds: QuizQueue.rounds)
        let count = max(0, selection.count)
        let chosen = policy.choose(from: studied, on: 0, limit: selection.dueOnly ? min(limit, count) : count)
        // Beyond what the plan wants today, whoever asks for more gets the rest in the text's order.
        let placed = Set(chosen)
        let rest = selection.dueOnly ? [] : items.indices.filter { !placed.contains($0) }
        return (chosen + rest).map { items[$0] }
    }

    private static func scheduled(
        _ items: [Catalogue.Item], _ progress: [ItemKey: ItemProgress], dueOnly: Bool, _ calendar: StudyCalendar,
        _ parameters: FSRSParameters
    ) -> [Catalogue.Item] {
        var due: [(recall: Double, index: Int)] = []
        var new: [Int] = []
        var early: [(recall: Double, index: Int)] = []
        for (index, item) in items.enumerated() {
            guard let card = progress[item.key]?.card else {
                new.append(index)
                continue
            }
            let recall = card.retrievability(at: calendar.now, parameters)
            if card.due <= calendar.now { due.append((recall, index)) } else { early.append((recall, index)) }
        }
        let order = due.sorted { $0 < $1 }.map(\.index) + (dueOnly ? [] : new + early.sorted { $0 < $1 }.map(\.index))
        return order.map { items[$0] }
    }

    /// Members of a set move up to its first one.
    private static func together(_ items: [Catalogue.Item]) -> [Catalogue.Item] {
        var result: [Catalogue.Item] = []
        var placed: Set<ItemKey> = []
        for item in items where !placed.contains(item.key) {
            let group =
                item.set.map { set in
                    items.filter { $0.set == set && $0.key.chapter == item.key.chapter }.sorted { $0.key < $1.key }
                } ?? [item]
            result += group
            placed.formUnion(group.map(\.key))
        }
        return result
    }
}
