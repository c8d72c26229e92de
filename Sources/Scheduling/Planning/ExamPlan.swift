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
        let unseen = ReviewOutlook(StudyItem(id: "", topic: ""), policy.value, assumptions)
        let outlooks = items.map { $0.memory == nil ? unseen : ReviewOutlook($0, policy.value, assumptions) }
        let forecasts = concurrently(runs) { run in
            ForecastRun(items, outlooks, policy, limit: limit, seed: seed &* 1_000_003 &+ UInt64(run))
        }
        func mean(_ counts: (ForecastRun) -> Int) -> Double {
            Double(forecasts.reduce(0) { $0 + counts($1) }) * scale / Double(max(runs, 1))
        }
        let loads = (0..<days).map { day in
            ExamPlan.Day(day: day, reviews: mean { $0.reviews[day] }, newItems: mean { $0.newItems[day] })
        }
        var planned = [Double](repeating: 0, count: items.count)
        for forecast in forecasts {
            for index in items.indices { planned[index] += forecast.scores[index] / Double(runs) }
        }
        let totals = forecasts.map { $0.scores.reduce(0, +) / Double(max(items.count, 1)) }
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
        let average = totals.reduce(0, +) / Double(max(runs, 1))
        let variance = totals.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(max(runs - 1, 1))
        return ExamPlan(
            days: loads, overall: score(Array(items.indices), of: all.count), topics: topics,
            spread: (variance / scale).squareRoot(), assumptions: assumptions, limit: fullLimit, runs: runs)
    }
}
