import Chance
import Testing

@testable import Scheduling

@Suite("The plan towards the exam date")
struct ExamPlannerTests {
    let items = (0..<60).map { StudyItem(id: "\($0)", topic: $0 < 30 ? "a" : "b") }

    @Test("stays within the limit, sees everything, and is worth it")
    func plan() {
        let plan = ExamPlanner().plan(items, days: 20, limit: 12, runs: 8)
        #expect(plan.days.count == 20)
        #expect(plan.days.allSatisfy { $0.reviews + $0.newItems <= 12.0001 })
        #expect(abs(plan.days.reduce(0) { $0 + $1.newItems } - 60) < 1)
        #expect(plan.overall.planned > plan.overall.withoutStudy + 0.25)
        #expect(plan.overall.planned <= 1)
        #expect(plan.topics.keys.sorted() == ["a", "b"])
    }

    @Test("the same input gives the same plan")
    func reproducible() {
        let planner = ExamPlanner()
        #expect(
            planner.plan(items, days: 10, limit: 8, runs: 4) == planner.plan(items, days: 10, limit: 8, runs: 4))
    }

    @Test("the highest scores come first, equal ones in order, and none that is not above 0")
    func order() {
        var chance = ChanceGenerator(seed: 7)
        for limit in [0, 1, 3, 50, 1000] {
            let scores = (0..<200).map { _ in Double(chance.number(below: 40) - 15) }
            let sorted = scores.indices.filter { scores[$0] > 0 }.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
            #expect(highest(scores, limit: limit) == Array(sorted.prefix(limit)))
        }
    }

    @Test("more time each day never lowers the expected score")
    func monotone() {
        let planner = ExamPlanner()
        let scores = [2, 6, 15, 40].map { planner.plan(items, days: 15, limit: $0, runs: 16).overall.planned }
        #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 <= $1 + 0.01 })
    }

    @Test("nothing left to do: no days, no items, no limit")
    func empty() {
        let planner = ExamPlanner()
        #expect(planner.plan([], days: 10, limit: 5).overall.items == 0)
        #expect(planner.plan(items, days: 0, limit: 5).days.isEmpty)
        let idle = planner.plan(items, days: 5, limit: 0, runs: 2)
        #expect(idle.totalReviews == 0)
        #expect(abs(idle.overall.planned - idle.overall.withoutStudy) < 1e-9)
    }

    @Test("prefers what would be forgotten over what is firm")
    func choice() {
        let planner = ExamPlanner()
        let mixed = [
            StudyItem(
                id: "firm", topic: "t", memory: MemoryState(stability: 900, difficulty: 3), lastReviewDay: -2),
            StudyItem(id: "weak", topic: "t", memory: MemoryState(stability: 1, difficulty: 6), lastReviewDay: -2),
        ]
        let policy = planner.policy(for: mixed, days: 1, limit: 1)
        #expect(policy.choose(from: mixed, on: 0, limit: 1) == [1])
    }

    @Test("an outlook over all days says what looking at each day says")
    func outlook() {
        let planner = ExamPlanner()
        let mixed = [
            StudyItem(id: "new", topic: "t"),
            StudyItem(id: "weak", topic: "t", memory: MemoryState(stability: 1, difficulty: 6), lastReviewDay: -2),
            StudyItem(id: "firm", topic: "t", memory: MemoryState(stability: 60, difficulty: 3), lastReviewDay: 3),
        ]
        let policy = planner.policy(for: mixed + items, days: 40, limit: 5)
        for item in mixed {
            let outlook = ReviewOutlook(item, policy.value, planner.assumptions)
            for day in 0..<40 {
                #expect(abs(outlook.gain(on: day) - policy.gain(item, on: day)) < 0.004, "\(item.id), day \(day)")
            }
        }
    }

    /// An independent check of the table: for one item and few days, every schedule can be tried.
    @Test("finds the best schedule of a single item")
    func bruteForce() {
        let parameters = FSRSParameters.standard
        let price = 0.03
        let days = 6
        let transitions = GridTransitions(parameters: parameters, days: days)
        let table = ExamValue(
            days: days, prices: [Double](repeating: price, count: days), transitions: transitions)
        func value(_ state: MemoryState, last: Int) -> Double {
            var best = parameters.retrievability(afterDays: Double(days - last), stability: state.stability)
            for next in max(last + 1, 0)..<max(days, last + 1) {
                let r = parameters.retrievability(afterDays: Double(next - last), stability: state.stability)
                let good = parameters.state(after: .good, from: state, days: next - last)
                let bad = parameters.state(after: .again, from: state, days: next - last)
                best = max(best, r * value(good, last: next) + (1 - r) * value(bad, last: next) - price)
            }
            return best
        }
        for (s, d) in [(0.3, 7.0), (2.3, 5.0), (8, 3)] {
            let state = MemoryState(stability: s, difficulty: d)
            #expect(abs(table.value(state, on: 0) - value(state, last: 0)) < 0.01)
        }
    }
}
