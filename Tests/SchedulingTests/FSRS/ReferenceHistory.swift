import Foundation

@testable import Scheduling

/// A history scheduled by py-fsrs, as Tools/golden/make_fsrs.py writes it.
struct ReferenceHistory: Decodable {
    var weights: [Double]?
    var older: Bool
    var learning: [Double]
    var relearning: [Double]
    var retention: Double
    /// Seconds since the start, rating, stability, difficulty, seconds until due, state, step (−1: none), R a week later.
    var reviews: [[Double]]

    /// The largest relative difference of stability, difficulty, interval and retrievability; nil when state or step differ.
    func largestDifference() throws -> Double? {
        let parameters = try FSRSParameters(
            weights: weights ?? FSRSParameters.defaultWeights, hardMayShrinkSameDay: older)
        let scheduler = FSRSScheduler(
            parameters: parameters, retention: retention, learningSteps: learning, relearningSteps: relearning)
        let start = Date(timeIntervalSince1970: 1_767_258_000)
        var card = ReviewCard(due: start)
        var largest = 0.0
        for review in reviews {
            let now = start.addingTimeInterval(review[0])
            guard let rating = Rating(rawValue: Int(review[1])) else { return nil }
            card = scheduler.review(card, rating, at: now)
            let phases: [ReviewCard.Phase] = [.learning, .review, .relearning]
            guard card.phase == phases[Int(review[5]) - 1], card.step ?? -1 == Int(review[6]), let memory = card.memory
            else { return nil }
            let pairs = [
                (memory.stability, review[2]), (memory.difficulty, review[3]),
                (card.due.timeIntervalSince(now), review[4]),
                (card.retrievability(at: now.addingTimeInterval(7 * 86_400), parameters), review[7]),
            ]
            for (ours, theirs) in pairs { largest = max(largest, abs(ours - theirs) / max(abs(theirs), 1e-9)) }
        }
        return largest
    }

    static func read(_ data: Data) throws -> [ReferenceHistory] {
        try JSONDecoder().decode([ReferenceHistory].self, from: data)
    }
}
