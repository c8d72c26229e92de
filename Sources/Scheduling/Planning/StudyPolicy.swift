/// Decides what to review on a day.
package protocol StudyPolicy: Sendable {
    /// The items to review on `day`, most important first, at most `limit`: indices into `items`, each at most once.
    ///
    /// `left` is how many reviews are left in all, today's included; nil where only the daily limit counts.
    func choose(from items: [StudyItem], on day: Int, limit: Int, left: Int?) -> [Int]
}

/// Reviews what gains most for the exam by being reviewed today rather than at its best later time.
package struct ExamPolicy: StudyPolicy {
    let value: ExamValue
    let assumptions: PlanAssumptions
    /// What a review must gain at least; above 0 only when there are fewer reviews in all than the days would allow.
    let price: Double
    /// How many reviews are wished for on each day at the final prices, in any unit.
    let loads: [Double]

    package func choose(from items: [StudyItem], on day: Int, limit: Int, left: Int? = nil) -> [Int] {
        guard day < value.days else { return [] }
        let count = left.map { share(of: $0, on: day, limit: limit) } ?? limit
        // What the days to come can't use up costs nothing.
        let price = left.map { $0 <= limit * (value.days - day - 1) } == true ? self.price : 0
        // Items never seen are all alike.
        let unseen = gain(StudyItem(id: "", topic: ""), on: day)
        return highest(items.map { ($0.memory == nil ? unseen : gain($0, on: day)) - price }, limit: count)
    }

    /// How many of the reviews that are left in all are for a day: at the right prices one day is as good as another, so it is the loads that
    /// say how many to keep; and no more are kept than the days to come can use.
    private func share(of left: Int, on day: Int, limit: Int) -> Int {
        let rest = loads[day...].reduce(0, +)
        let share = rest > 0 ? Double(left) * loads[day] / rest : Double(left)
        return min(limit, max(Int(share.rounded()), left - limit * (value.days - day - 1)))
    }

    /// What a review today adds to the expected recall on the exam day.
    package func gain(_ item: StudyItem, on day: Int) -> Double {
        // Twice on one day teaches little; FSRS's same-day formula is not meant for planning.
        if item.memory != nil && item.lastReviewDay >= day { return 0 }
        let today = NextReview(item, value.parameters, assumptions).effect(on: day)
        let later = ReviewOptions(item, from: day + 1, days: value.days, value.parameters, assumptions)
        return value.reviewing(today, on: day) - value.best(later)
    }
}

/// The positions of the highest positive scores, highest first, ties in order.
func highest(_ scores: [Double], limit: Int) -> [Int] {
    guard limit > 0 else { return [] }
    var best: [(score: Double, index: Int)] = []
    best.reserveCapacity(min(limit, scores.count) + 1)
    for (index, score) in scores.enumerated() where score > best.last?.score ?? 0 || score > 0 && best.count < limit {
        // Behind all that are as high.
        var (low, high) = (0, best.count)
        while low < high {
            let middle = (low + high) / 2
            if best[middle].score >= score { low = middle + 1 } else { high = middle }
        }
        best.insert((score, index), at: low)
        if best.count > limit { best.removeLast() }
    }
    return best.map(\.index)
}
