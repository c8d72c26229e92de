/// The days on which an item could be reviewed next, and where each of them leads; depends on no price.
struct ReviewOptions: Sendable {
    /// The near days all, and those right before the exam; the others thinned out.
    private(set) var reviews: [(day: Int, effect: ReviewEffect)] = []
    /// What the item is worth that is not reviewed any more.
    let never: Double

    init(
        _ item: StudyItem, from first: Int, days count: Int, _ parameters: FSRSParameters,
        _ assumptions: PlanAssumptions
    ) {
        never = item.recall(on: count, parameters, assumptions)
        let next = NextReview(item, parameters, assumptions)
        reviews.reserveCapacity(64)
        var day = first
        while day < count {
            reviews.append((day, next.effect(on: day)))
            day += max(1, min((day - first) / 8, (count - day) / 3))
        }
    }
}

/// What reviewing an item gains on each day to come: found once for a state of memory, where `ExamPolicy.gain` looks at one day.
struct ReviewOutlook: Sendable {
    private let first: Int
    private let gains: [Double]

    init(_ item: StudyItem, _ value: ExamValue, _ assumptions: PlanAssumptions) {
        // Twice on one day teaches little.
        let first = item.memory == nil ? 0 : max(0, item.lastReviewDay + 1)
        let options = ReviewOptions(item, from: first, days: value.days, value.parameters, assumptions)
        let known = options.reviews.map { value.reviewing($0.effect, on: $0.day) }
        var gains = [Double](repeating: 0, count: max(0, value.days - first))
        var later = options.never
        for index in known.indices.reversed() {
            let day = options.reviews[index].day
            // Days between two that were looked at lie on the line between them.
            let next = index + 1 < known.count ? options.reviews[index + 1].day : value.days
            for between in (day..<next).reversed() {
                let share = Double(between - day) / Double(next - day)
                let end = index + 1 < known.count ? known[index + 1] : known[index]
                let reviewing = known[index] + (end - known[index]) * share
                gains[between - first] = reviewing - later
                later = max(later, reviewing - value.price(on: between))
            }
        }
        self.first = first
        self.gains = gains
    }

    /// What a review on a day adds to the expected recall on the exam day.
    func gain(on day: Int) -> Double {
        gains.indices.contains(day - first) ? gains[day - first] : 0
    }
}
