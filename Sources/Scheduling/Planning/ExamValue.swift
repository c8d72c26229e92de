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
    /// λ by day.
    private let prices: [Float]
    /// By day and grid state: V, and V where a right and where a wrong answer moves the difficulty to.
    private let tables: [Float]
    /// Numbers of a day.
    private static let dayStride = 3 * StateGrid.count

    /// Solves it for `days` until the exam (reviews happen on days 0 ..< days) with λ for each of those days.
    init(days: Int, prices: [Double], transitions: GridTransitions) {
        self.days = days
        parameters = transitions.parameters
        self.prices = prices.map(Float.init)
        tables = ExamValue.solve(days: days, prices: self.prices, transitions)
    }

    private static func solve(days: Int, prices: [Float], _ transitions: GridTransitions) -> [Float] {
        let count = StateGrid.count
        var tables = [Float](repeating: 0, count: max(days, 1) * dayStride)
        tables.withUnsafeMutableBufferPointer { tables in
            transitions.steps.withUnsafeBufferPointer { steps in
                for day in (0..<max(days, 0)).reversed() {
                    let own = day * dayStride
                    let retention = (days - day) * StateGrid.stabilities
                    for index in 0..<count {
                        tables[own + index] = transitions.retention[retention + index / StateGrid.difficulties]
                    }
                    for (number, gap) in transitions.gaps.enumerated() where day + gap < days {
                        let recalled = own + gap * dayStride + count
                        let forgotten = recalled + count
                        let price = prices[day + gap]
                        for index in 0..<count {
                            let step = steps[number * count + index]
                            let (right, wrong) = (recalled + Int(step.recalled), forgotten + Int(step.forgotten))
                            let low = SIMD2(tables[right], tables[wrong])
                            let high = SIMD2(tables[right + 1], tables[wrong + 1])
                            let values = (low + (high - low) * step.shares) * step.probabilities
                            let value = values.x + values.y - price
                            if value > tables[own + index] { tables[own + index] = value }
                        }
                    }
                    spread(tables, own, to: own + count, transitions.recalledDifficulties)
                    spread(tables, own, to: own + 2 * count, transitions.forgottenDifficulties)
                }
            }
        }
        return tables
    }

    /// Writes V where a review moves each difficulty to: by difficulty, then by stability.
    private static func spread(
        _ tables: UnsafeMutableBufferPointer<Float>, _ source: Int, to target: Int, _ difficulties: [StateGrid.Place]
    ) {
        for (number, place) in difficulties.enumerated() {
            for line in 0..<StateGrid.stabilities {
                let at = source + line * StateGrid.difficulties + place.line
                tables[target + number * StateGrid.stabilities + line] =
                    tables[at] + (tables[at + 1] - tables[at]) * place.share
            }
        }
    }

    /// V for a state right after a review on `day`.
    func value(_ state: MemoryState, on day: Int) -> Double {
        value(StateGrid.point(state), on: day)
    }

    private func value(_ point: StateGrid.Point, on day: Int) -> Double {
        tables.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { Double(StateGrid.value($0 + day * ExamValue.dayStride, point)) } ?? 0
        }
    }

    /// The value of a review on `day`, before its price.
    func reviewing(_ review: ReviewEffect, on day: Int) -> Double {
        Double(review.recall) * value(review.recalled, on: day)
            + Double(1 - review.recall) * value(review.forgotten, on: day)
    }

    /// The best that can be had by one of the options.
    func best(_ options: ReviewOptions) -> Double {
        options.reviews.reduce(options.never) { best, review in
            max(best, reviewing(review.effect, on: review.day) - price(on: review.day))
        }
    }

    /// A day for the next review, nil for never: the better the likelier.
    ///
    /// `chance`, a number in 0 ..< 1, decides.
    func choice(_ options: ReviewOptions, chance: Double) -> Int? {
        var weights = options.reviews.map { reviewing($0.effect, on: $0.day) - price(on: $0.day) }
        let best = weights.reduce(options.never) { max($0, $1) }
        func weight(_ value: Double) -> Double { exp((value - best) / 0.003) }
        var left = weight(options.never)
        for index in weights.indices {
            weights[index] = weight(weights[index])
            left += weights[index]
        }
        left *= chance
        for (review, weight) in zip(options.reviews, weights) {
            left -= weight
            if left < 0 { return review.day }
        }
        return nil
    }

    func price(on day: Int) -> Double { Double(prices[day]) }
}
