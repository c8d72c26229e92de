import Chance
import Foundation

/// Finds the daily load until an exam that gives the highest expected score under a daily limit.
///
/// 1. Prices: what a review is worth on each day. They rise where more reviews are wanted than the limit allows, until wishes and
///    limit meet (`ExamValue` says what an item wishes for at given prices).
/// 2. Policy: every day, the items that gain most by being reviewed today rather than later, up to the limit.
/// 3. Forecast: the policy is run forward many times with chance deciding each answer; what is reported is the mean.
package struct ExamPlanner: Sendable {
    package var parameters: FSRSParameters
    package var assumptions: PlanAssumptions

    package init(parameters: FSRSParameters = .standard, assumptions: PlanAssumptions = PlanAssumptions()) {
        self.parameters = parameters
        self.assumptions = assumptions
    }

    /// The longest time that is planned day by day; a farther exam is planned as if it were this far.
    package static let maximumDays = 366

    /// The policy for a set of items, `days` before the exam (1 when it is tomorrow and today is the only day left).
    ///
    /// `limit` is for reviews a day. `total` is for reviews in all, when that is less than the days would allow; the policy then saves
    /// them for the days that count. More `rounds` settle the prices better and take longer.
    package func policy(
        for items: [StudyItem], days: Int, limit: Int, total: Int? = nil, rounds: Int = 40, seed: UInt64 = 1
    ) -> ExamPolicy {
        let days = min(max(days, 0), ExamPlanner.maximumDays)
        let transitions = GridTransitions(parameters: parameters, days: days)
        // A sample stands for a large collection: prices are a matter of proportions.
        let sample = ExamPlanner.sample(items)
        let share = Double(sample.count) / Double(max(items.count, 1))
        let capacity = max(Double(limit) * share, 0.001)
        let budget = max(Double(min(total ?? .max, limit * days)) * share, 0.001)
        let starts = starts(sample, days: days)
        var prices = Prices(days: days)
        var average = Prices(days: days, of: 0)
        var loads = [Double](repeating: 0, count: days)
        for round in 0..<rounds {
            let value = ExamValue(days: days, prices: prices.sums, transitions: transitions)
            let wishes = demand(sample, starts, value, seed: seed &+ UInt64(round))
            // Shrinking steps, so that the prices settle; their mean over the second half is what is used.
            let step = 0.1 / pow(Double(1 + round), 0.7)
            for day in 0..<days { prices.daily[day].move(by: step, excess: wishes[day] / capacity - 1) }
            prices.everyDay.move(by: step, excess: wishes.reduce(0, +) / budget - 1)
            guard round >= rounds / 2 else { continue }
            average.add(prices, weight: 1 / Double(rounds - rounds / 2))
            for day in 0..<days { loads[day] += wishes[day] }
        }
        let policy = ExamPolicy(
            value: ExamValue(days: days, prices: average.sums, transitions: transitions),
            assumptions: assumptions, loads: loads)
        guard total != nil else { return policy }
        return shared(policy, sample, limit: Int(capacity.rounded(.up)), total: Int(budget.rounded()), seed: seed)
    }

    /// λ: what a review costs, because of its day's limit and because of the limit on all.
    private struct Prices {
        var daily: [Double]
        var everyDay: Double

        init(days: Int, of start: Double = 0.01) {
            daily = [Double](repeating: start, count: days)
            everyDay = 0
        }

        var sums: [Double] { daily.map { $0 + everyDay } }

        mutating func add(_ other: Prices, weight: Double) {
            for day in daily.indices { daily[day] += weight * other.daily[day] }
            everyDay += weight * other.everyDay
        }
    }

    /// How many reviews are wished for on each day, chance deciding the answers.
    ///
    /// Days that are nearly as good get a share each: many like items would otherwise all wish for the same day, and the prices swing.
    /// Every item has its own chances, so that it does not matter which thread looks at it.
    private func demand(
        _ items: [StudyItem], _ starts: [ReviewOptions], _ value: ExamValue, seed: UInt64
    ) -> [Double] {
        let pieces = min(items.count, 8)
        let parts = concurrently(pieces) { piece in
            var wishes = [Double](repeating: 0, count: value.days)
            for index in piece * items.count / pieces..<(piece + 1) * items.count / pieces {
                var chance = ChanceGenerator(seed: seed &* 1_000_003 &+ UInt64(index))
                var item = items[index]
                var options = starts[index]
                while let next = value.choice(options, chance: chance.unit()) {
                    wishes[next] += 1
                    item.review(
                        recalled: chance.happens(item.recall(on: next, parameters, assumptions)), on: next, parameters)
                    options = ReviewOptions(item, from: next + 1, days: value.days, parameters, assumptions)
                }
            }
            return wishes
        }
        return (0..<value.days).map { day in parts.reduce(0) { $0 + $1[day] } }
    }

    /// The first options of each item, which every round begins with; items never seen have the same.
    private func starts(_ items: [StudyItem], days: Int) -> [ReviewOptions] {
        let unseen = ReviewOptions(StudyItem(id: "", topic: ""), from: 0, days: days, parameters, assumptions)
        return items.map { item in
            item.memory == nil ? unseen : ReviewOptions(item, from: 0, days: days, parameters, assumptions)
        }
    }

    /// At most 400 of the items, evenly spread.
    static func sample(_ items: [StudyItem]) -> [StudyItem] {
        items.count <= 400 ? items : (0..<400).map { items[$0 * items.count / 400] }
    }
}

extension StudyItem {
    /// The probability of answering right on a day, guessing apart.
    package func recall(on day: Int, _ parameters: FSRSParameters, _ assumptions: PlanAssumptions) -> Double {
        guard let memory else { return assumptions.priorKnowledge }
        return parameters.retrievability(afterDays: Double(day - lastReviewDay), stability: memory.stability)
    }

    package mutating func review(recalled: Bool, on day: Int, _ parameters: FSRSParameters) {
        let rating: Rating = recalled ? .good : .again
        memory =
            memory.map { parameters.state(after: rating, from: $0, days: day - lastReviewDay) }
            ?? parameters.firstState(rating)
        lastReviewDay = day
    }
}

extension Double {
    /// A price after a round: up with too many wishes, down with too few, never below 0.
    fileprivate mutating func move(by step: Double, excess: Double) {
        self = Swift.min(Swift.max(0, self + step * Swift.min(Swift.max(excess, -1), 2)), 1)
    }
}
