/// How well an item was remembered, in FSRS's four steps.
package enum Rating: Int, Sendable, Hashable, Codable, CaseIterable {
    case again = 1
    case hard = 2
    case good = 3
    case easy = 4

    package var isRecalled: Bool { self != .again }
}

extension Rating {
    /// The grade of an exam question, from what can be observed; nobody is asked how it felt.
    ///
    /// The exam allows about 70 seconds a question. A right answer that needed a hint, or more than twice that, is `hard`; one
    /// within half of it and without a hint is `easy`. A skipped question counts as not known.
    ///
    /// - Parameters:
    ///   - fraction: What share of the points was earned, 0 to 1; anything less than all is `again`.
    ///   - hints: How many hints were read before the answer.
    ///   - seconds: From the question's appearance to the answer; nil when the clock can't be trusted.
    ///   - pace: Seconds that the exam allows for it.
    package init(earned fraction: Double, hints: Int, seconds: Double?, pace: Double = 70) {
        if fraction < 1 {
            self = .again
        } else if hints > 0 {
            self = .hard
        } else if let seconds, seconds > 2 * pace {
            self = .hard
        } else if let seconds, seconds <= pace / 2 {
            self = .easy
        } else {
            self = .good
        }
    }
}
