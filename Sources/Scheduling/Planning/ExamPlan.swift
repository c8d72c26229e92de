import Chance

/// The daily load until an exam, and what it is expected to lead to.
package struct ExamPlan: Sendable, Hashable, Codable {
    package struct Day: Sendable, Hashable, Codable {
        /// 0 is today.
        package var day: Int
        /// Expected reviews of items seen before.
        package var reviews: Double
        /// Expected items seen for the first time.
        package var newItems: Double
    }

    package struct Score: Sendable, Hashable, Codable {
        /// Expected share of points on the exam day, 0 to 1, guessing included.
        package var planned: Double
        /// The same if nothing is reviewed from now on.
        package var withoutStudy: Double
        package var items: Int
    }

    package var days: [Day]
    package var overall: Score
    /// By topic, in order of their names.
    package var topics: [String: Score]
    /// The standard deviation of the score from candidate luck alone, over the simulated runs.
    package var spread: Double
    package var assumptions: PlanAssumptions
    package var limit: Int
    package var runs: Int

    package var totalReviews: Double { days.reduce(0) { $0 + $1.reviews + $1.newItems } }
}

extension ExamPlanner {
    /// Plans and forecasts; a large collection by an even sample of it under the same share of the limit.
    package func plan(
        _ all: [StudyItem], days: Int, limit fullLimit: Int, rounds: Int = 40, runs: Int = 24, seed: UInt64 = 1
    ) -> ExamPlan {
        let days = min(max(days, 0), ExamPlanner.maximumDays)
        let items = ExamPlanner.sample(all)
        let scale = Double(all.count) / Double(max(items.count, 1))
        let limit = items.count == all.count ? fullLimit : max(1, Int((Double(fullLimit) / scale).rounded()))
        let policy = policy(for: items, days: days, limit: limit, rounds: rounds, seed: seed)
        var loads = (0..<days).map { ExamPlan.Day(day: $0, reviews: 0, newItems: 0) }
        var planned = [Double](repeating: 0, count: items.count)
        var totals: [Double] = []
        let unseen = ReviewOutlook(StudyItem(id: "", topic: ""), policy.value, assumptions)
        let outlooks = items.map { $0.memory == nil ? unseen : ReviewOutlook($0, policy.value, assumptions) }
        for run in 0..<runs {
            var chance = ChanceGenerator(seed: seed &* 1_000_003 &+ UInt64(run))
            var current = items
            var outlook = outlooks
            for day in 0..<days {
                for index in highest(outlook.map { $0.gain(on: day) }, limit: limit) {
                    if current[index].memory == nil {
                        loads[day].newItems += scale / Double(runs)
                    } else {
                        loads[day].reviews += scale / Double(runs)
                    }
                    let recall = current[index].recall(on: day, parameters, assumptions)
                    current[index].review(recalled: chance.happens(recall), on: day, parameters)
                    outlook[index] = ReviewOutlook(current[index], policy.value, assumptions)
                }
            }
            let scores = current.map { assumptions.score(recall: $0.recall(on: days, parameters, assumptions)) }
            for index in items.indices { planned[index] += scores[index] / Double(runs) }
            totals.append(scores.reduce(0, +) / Double(max(items.count, 1)))
        }
        let idle = items.map { assumptions.score(recall: $0.recall(on: days, parameters, assumptions)) }
        func score(_ indices: [Int], of total: Int) -> ExamPlan.Score {
            let count = Double(max(indices.count, 1))
            return ExamPlan.Score(
                planned: indices.reduce(0) { $0 + planned[$1] } / count,
                withoutStudy: indices.reduce(0) { $0 + idle[$1] } / count, items: total)
        }
        let totalsByTopic = Dictionary(grouping: all, by: \.topic).mapValues(\.count)
        let topics = Dictionary(grouping: items.indices, by: { items[$0].topic }).reduce(into: [:]) { result, entry in
            result[entry.key] = score(entry.value, of: totalsByTopic[entry.key] ?? 0)
        }
        let mean = totals.reduce(0, +) / Double(max(runs, 1))
        let variance = totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(runs - 1, 1))
        return ExamPlan(
            days: loads, overall: score(Array(items.indices), of: all.count), topics: topics,
            spread: (variance / scale).squareRoot(), assumptions: assumptions, limit: fullLimit, runs: runs)
    }
}
