import Chance

/// A policy run forward once, from today to the exam, with chance deciding the answers.
struct ForecastRun: Sendable {
    /// By day: how many items seen before were reviewed, and how many were seen for the first time.
    private(set) var reviews: [Int]
    private(set) var newItems: [Int]
    /// By item: the expected share of points on the exam day.
    private(set) var scores: [Double]

    /// `outlooks` are the items' own, as they are today.
    init(
        _ items: [StudyItem], _ outlooks: [ReviewOutlook], _ policy: ExamPolicy, limit: Int, seed: UInt64
    ) {
        let (value, assumptions) = (policy.value, policy.assumptions)
        reviews = [Int](repeating: 0, count: value.days)
        newItems = reviews
        var chance = ChanceGenerator(seed: seed)
        var items = items
        var outlooks = outlooks
        for day in 0..<value.days {
            for index in highest(outlooks.map { $0.gain(on: day) }, limit: limit) {
                if items[index].memory == nil { newItems[day] += 1 } else { reviews[day] += 1 }
                let recall = items[index].recall(on: day, value.parameters, assumptions)
                items[index].review(recalled: chance.happens(recall), on: day, value.parameters)
                outlooks[index] = ReviewOutlook(items[index], value, assumptions)
            }
        }
        scores = items.map { assumptions.score(recall: $0.recall(on: value.days, value.parameters, assumptions)) }
    }
}
