extension ExamPlanner {
    /// Shares a number of reviews in all out among the days: as the items wish, or nearer to the exam, whichever is forecast to score more.
    ///
    /// A wish is what one item would pay for, and it is worked out for the memory that is believed in. Whoever forgets faster than that
    /// is better off with late reviews, so the shares are tried on memories that hold from a quarter of the time to twice as long.
    func shared(_ policy: ExamPolicy, _ items: [StudyItem], limit: Int, total: Int, seed: UInt64) -> ExamPolicy {
        let limit = min(limit, items.count)
        let latest = ExamPlanner.latestShares(days: policy.value.days, limit: limit, total: total)
        let scale = Double(total) / max(policy.loads.reduce(0, +), .leastNormalMagnitude)
        let candidates = [0, 0.25, 0.5, 0.75, 1].map { late in
            var candidate = policy
            candidate.loads = zip(policy.loads, latest).map { (1 - late) * scale * $0 + late * $1 }
            return candidate
        }
        let unseen = ReviewOutlook(StudyItem(id: "", topic: ""), policy.value, assumptions)
        let outlooks = items.map { $0.memory == nil ? unseen : ReviewOutlook($0, policy.value, assumptions) }
        let trials = [0.25, 0.5, 1, 2].flatMap { [Double](repeating: $0, count: 8) }
        let scores = concurrently(candidates.count * trials.count) { number in
            // All candidates meet the same chances.
            let trial = number % trials.count
            let run = ForecastRun(
                items, outlooks, candidates[number / trials.count], limit: limit, total: total,
                endurance: trials[trial], seed: seed &* 1_000_003 &+ UInt64(trial))
            return run.scores.reduce(0, +)
        }
        let sums = candidates.indices.map { scores[$0 * trials.count..<($0 + 1) * trials.count].reduce(0, +) }
        return candidates[sums.indices.max { sums[$0] < sums[$1] } ?? 0]
    }

    /// As many reviews as the limit allows on the last day, then on the day before it, until they are used up.
    private static func latestShares(days: Int, limit: Int, total: Int) -> [Double] {
        (0..<days).map { day in Double(min(max(total - (days - day - 1) * limit, 0), limit)) }
    }
}
