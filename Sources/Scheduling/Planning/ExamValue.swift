import Foundation

/// What an item's memory is worth on the exam day, when its reviews cost a price and are placed as well as possible.
///
/// For an item last reviewed on day t with state (S, D), and price λ(d) for a review on day d,
///
///     V(t, S, D) = max( R(T − t, S),  max over d of  −λ(d) + r·V(d, recalled) + (1 − r)·V(d, forgotten) ),  r = R(d − t, S),
///
/// with R the probability of recall on the exam day T: the Lagrangian of "highest expected recall under a daily limit". It is solved
/// backwards from the exam over a grid of states. Whatever λ is, V is an upper bound for what the limit allows, and the prices that make
/// demand meet the limit give a policy close to it.
struct ExamValue: Sendable {
    let days: Int
    let parameters: FSRSParameters
    private let transitions: Transitions
    /// λ by day.
    private let prices: [Float]
    /// V by day and grid state.
    private let values: [Float]

    /// Where a review after a gap leads; depends on neither prices nor days, so many tables share it.
    struct Transitions: Sendable {
        struct Entry: Sendable {
            var recall: Float
            var recalled: StateGrid.Point
            var forgotten: StateGrid.Point
        }

        /// Gaps worth looking at, in days: each of the first two weeks, then about 17 % apart.
        let gaps: [Int]
        let entries: [Entry]

        init(parameters: FSRSParameters, days: Int) {
            var gaps: [Int] = []
            var gap = 1
            while gap < max(days, 2) {
                gaps.append(gap)
                gap += max(1, gap / 6)
            }
            self.gaps = gaps
            entries = gaps.flatMap { gap in
                (0..<StateGrid.count).map { Transitions.entry(StateGrid.state($0), gap: gap, parameters) }
            }
        }

        static func entry(_ state: MemoryState, gap: Int, _ parameters: FSRSParameters) -> Entry {
            Entry(
                recall: Float(parameters.retrievability(afterDays: Double(gap), stability: state.stability)),
                recalled: StateGrid.point(parameters.state(after: .good, from: state, days: gap)),
                forgotten: StateGrid.point(parameters.state(after: .again, from: state, days: gap)))
        }
    }

    /// Solves it for `days` until the exam (reviews happen on days 0 ..< days) with λ for each of those days.
    init(parameters: FSRSParameters, days: Int, prices: [Double], transitions: Transitions) {
        self.days = days
        self.parameters = parameters
        self.transitions = transitions
        let prices = prices.map(Float.init)
        self.prices = prices
        var values = [Float](repeating: 0, count: max(days, 1) * StateGrid.count)
        values.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            for day in stride(from: days - 1, through: 0, by: -1) {
                let own = start + day * StateGrid.count
                for index in 0..<StateGrid.count {
                    own[index] = Float(
                        parameters.retrievability(
                            afterDays: Double(days - day), stability: StateGrid.state(index).stability))
                }
                for (number, gap) in transitions.gaps.enumerated() where day + gap < days {
                    let later = UnsafePointer(start + (day + gap) * StateGrid.count)
                    let price = prices[day + gap]
                    for index in 0..<StateGrid.count {
                        let entry = transitions.entries[number * StateGrid.count + index]
                        let value =
                            entry.recall * StateGrid.value(later, entry.recalled)
                            + (1 - entry.recall) * StateGrid.value(later, entry.forgotten) - price
                        if value > own[index] { own[index] = value }
                    }
                }
            }
        }
        self.values = values
    }

    /// V for a state right after a review on `day`.
    func value(_ state: MemoryState, on day: Int) -> Double {
        value(StateGrid.point(state), on: day)
    }

    private func value(_ point: StateGrid.Point, on day: Int) -> Double {
        values.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { Double(StateGrid.value($0 + day * StateGrid.count, point)) } ?? 0
        }
    }

    /// The value of a review on `day`, before its price.
    func reviewing(_ review: Transitions.Entry, on day: Int) -> Double {
        Double(review.recall) * value(review.recalled, on: day)
            + Double(1 - review.recall) * value(review.forgotten, on: day)
    }

    func reviewing(_ item: StudyItem, on day: Int, _ assumptions: PlanAssumptions) -> Double {
        reviewing(Transitions.entry(item, on: day, parameters, assumptions), on: day)
    }

    /// The best that can be had by not reviewing on `day` but later, or never.
    func waiting(_ item: StudyItem, on day: Int, _ assumptions: PlanAssumptions) -> Double {
        let options = ReviewOptions(item, from: day + 1, days: days, parameters, assumptions)
        return zip(options.days, options.entries).reduce(options.never) { best, option in
            max(best, reviewing(option.1, on: option.0) - price(on: option.0))
        }
    }

    /// A day for the next review, nil for never: the better the likelier.
    ///
    /// `chance`, a number in 0 ..< 1, decides.
    func choice(_ options: ReviewOptions, chance: Double) -> Int? {
        let values = zip(options.days, options.entries).map { reviewing($1, on: $0) - price(on: $0) }
        let best = values.reduce(options.never) { max($0, $1) }
        func weight(_ value: Double) -> Double { exp((value - best) / 0.003) }
        let weights = values.map(weight)
        var left = chance * weights.reduce(weight(options.never), +)
        for (day, weight) in zip(options.days, weights) {
            left -= weight
            if left < 0 { return day }
        }
        return nil
    }

    func price(on day: Int) -> Double { Double(prices[day]) }
}

extension ExamValue.Transitions {
    /// Where a review of the item on a day leads; one never seen is known with the prior probability.
    static func entry(
        _ item: StudyItem, on day: Int, _ parameters: FSRSParameters, _ assumptions: PlanAssumptions
    ) -> Entry {
        guard let memory = item.memory else {
            return Entry(
                recall: Float(assumptions.priorKnowledge), recalled: StateGrid.point(parameters.firstState(.good)),
                forgotten: StateGrid.point(parameters.firstState(.again)))
        }
        return entry(memory, gap: max(0, day - item.lastReviewDay), parameters)
    }
}
