/// Decides what to review on a day.
package protocol StudyPolicy: Sendable {
    /// The items to review on `day`, most important first, at most `limit`: indices into `items`, each at most once.
    ///
    /// `left` is how many reviews are left in all, today's included; nil where only the daily limit counts.
    func choose(from items: [StudyItem], on day: Int, limit: Int, left: Int?) -> [Int]

    /// Takes note of an answer to an item that had never been seen.
    mutating func learn(firstAnswerRight: Bool)
}

extension StudyPolicy {
    package mutating func learn(firstAnswerRight: Bool) {}
}

/// Reviews what gains most for the exam by being reviewed today rather than at its best later time.
package struct ExamPolicy: StudyPolicy {
    let value: ExamValue
    private(set) var assumptions: PlanAssumptions
    /// First answers so far: what is assumed of items never seen goes by them, as it does from day to day with a real candidate.
    private var firstAnswers = 0
    private var rightFirstAnswers = 0
    /// How the reviews that are left in all are shared out among the days, in any unit.
    var loads: [Double]

    init(value: ExamValue, assumptions: PlanAssumptions, loads: [Double]) {
        self.value = value
        self.assumptions = assumptions
        self.loads = loads
    }

    package mutating func learn(firstAnswerRight: Bool) {
        firstAnswers += 1
        rightFirstAnswers += firstAnswerRight ? 1 : 0
        assumptions = .estimated(right: rightFirstAnswers, seen: firstAnswers, guessing: assumptions.guessing)
    }

    package func choose(from items: [StudyItem], on day: Int, limit: Int, left: Int? = nil) -> [Int] {
        guard day < value.days else { return [] }
        // No day can use more: an item is asked once a day.
        let limit = min(limit, items.count)
        let count = left.map { share(of: $0, on: day, limit: limit) } ?? limit
        // Items never seen are all alike.
        let unseen = gain(StudyItem(id: "", topic: ""), on: day)
        return highest(items.map { $0.memory == nil ? unseen : gain($0, on: day) }, limit: count)
    }

    /// How many of the reviews that are left in all are for a day: at the right prices one day is as good as another, so it is the loads that
    /// say how many to keep; and no more are kept than the days to come can use.
    func share(of left: Int, on day: Int, limit: Int) -> Int {
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
