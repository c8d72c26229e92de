import Chance

/// A policy run forward once, from today to the exam, with chance deciding the answers.
struct ForecastRun: Sendable {
    /// By day: how many items seen before were reviewed, and how many were seen for the first time.
    private(set) var reviews: [Int]
    private(set) var newItems: [Int]
    /// By item: the expected share of points on the exam day.
    private(set) var scores: [Double]

    /// `outlooks` are the items' own, as they are today; `total` limits the reviews of all days.
    ///
    /// `endurance` is how many times as long as the policy believes the items stay in memory.
    init(
        _ items: [StudyItem], _ outlooks: [ReviewOutlook], _ policy: ExamPolicy, limit: Int, total: Int? = nil,
        endurance: Double = 1, seed: UInt64
    ) {
        let (value, assumptions) = (policy.value, policy.assumptions)
        reviews = [Int](repeating: 0, count: value.days)
        newItems = reviews
        var chance = ChanceGenerator(seed: seed)
        var items = items
        var outlooks = outlooks
        var left = total
        func recall(_ item: StudyItem, on day: Int) -> Double {
            var item = item
            item.memory?.stability *= endurance
            return item.recall(on: day, value.parameters, assumptions)
        }
        for day in 0..<value.days {
            let count = left.map { policy.share(of: $0, on: day, limit: limit) } ?? limit
            let chosen = highest(outlooks.map { $0.gain(on: day) }, limit: count)
            left = left.map { $0 - chosen.count }
            for index in chosen {
                if items[index].memory == nil { newItems[day] += 1 } else { reviews[day] += 1 }
                items[index].review(
                    recalled: chance.happens(recall(items[index], on: day)), on: day, value.parameters)
                outlooks[index] = ReviewOutlook(items[index], value, assumptions)
            }
        }
        scores = items.map { assumptions.score(recall: recall($0, on: value.days)) }
    }
}
