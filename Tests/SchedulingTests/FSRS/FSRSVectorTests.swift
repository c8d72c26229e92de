import Foundation
import Testing

@testable import Scheduling

@Suite("FSRS's published vectors")
struct FSRSVectorTests {
    let parameters = FSRSParameters.standard
    let start = Date(timeIntervalSince1970: 1_767_258_000)

    @Test("intervals of Good×6, Again×2, Good×5, each reviewed when due")
    func intervals() {
        var card = ReviewCard(due: start)
        var now = start
        var intervals: [Int] = []
        for rating in [Rating](repeating: .good, count: 6) + [.again, .again] + [Rating](repeating: .good, count: 5) {
            card = FSRSScheduler().review(card, rating, at: now)
            intervals.append(Int(card.due.timeIntervalSince(now) / 86_400))
            now = card.due
        }
        #expect(intervals == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21])
    }

    @Test("state after ratings 1,3,3,3,3,3 with gaps of 0,0,1,3,8,21 days")
    func memoryState() throws {
        var card = ReviewCard(due: start)
        var now = start
        for (rating, days) in zip([Rating.again, .good, .good, .good, .good, .good], [0.0, 0, 1, 3, 8, 21]) {
            now += days * 86_400
            card = FSRSScheduler().review(card, rating, at: now)
        }
        let memory = try #require(card.memory)
        #expect(abs(memory.stability - 53.62691) < 1e-4)
        #expect(abs(memory.difficulty - 6.3574867) < 1e-6)
    }

    @Test("stability after recall", arguments: zip([1, 2, 3, 4], [25.602541, 28.226582, 58.656002, 127.226685]))
    func recall(number: Int, expected: Double) throws {
        let rating = try #require(Rating(rawValue: number))
        let r = 1 - 0.1 * Double(number)
        let state = MemoryState(stability: 5, difficulty: Double(number))
        let next = parameters.stabilityChange(of: state).stability(after: rating, retrievability: r)
        // For `again` the published number is what the recall formula would give; a forgotten item takes the other one.
        #expect(rating.isRecalled ? abs(next - expected) / expected < 1e-6 : next < 5)
    }

    @Test(
        "retrievability",
        arguments: [
            (0, 1.0, 1), (1, 2, 0.9403443), (2, 3, 0.9253786), (3, 4, 0.9185229), (4, 4, 0.9), (5, 2, 0.8261359),
        ])
    func retrievability(days: Double, stability: Double, expected: Double) {
        #expect(abs(parameters.retrievability(afterDays: days, stability: stability) - expected) < 1e-6)
    }

    @Test("the two readings of a same-day Hard")
    func sameDayHard() throws {
        let state = MemoryState(stability: 5, difficulty: 5)
        #expect(parameters.state(after: .hard, from: state, days: 0).stability == 5)
        let older = try FSRSParameters(hardMayShrinkSameDay: true)
        #expect(abs(older.state(after: .hard, from: state, days: 0).stability - 2.74701) < 1e-5)
    }

    @Test("a clock that goes backwards counts as the same day")
    func backwards() {
        let first = FSRSScheduler().review(ReviewCard(due: start), .good, at: start)
        let before = FSRSScheduler().review(first, .good, at: start.addingTimeInterval(-5 * 86_400))
        let same = FSRSScheduler().review(first, .good, at: start)
        #expect(before.memory == same.memory)
        #expect(first.retrievability(at: start.addingTimeInterval(-86_400), parameters) == 1)
    }

    @Test("weights out of bounds are refused with their number")
    func invalidWeights() {
        var weights = FSRSParameters.defaultWeights
        weights[20] = 5
        #expect { try FSRSParameters(weights: weights) } throws: { "\($0)".contains("w20 = 5.0") }
        #expect(throws: FSRSParameters.InvalidParameters.self) { try FSRSParameters(weights: [1, 2]) }
        weights[20] = .nan
        #expect(throws: FSRSParameters.InvalidParameters.self) { try FSRSParameters(weights: weights) }
    }

    @Test("fuzz stays in its range and reaches both ends")
    func fuzz() {
        let scheduler = FSRSScheduler()
        #expect(scheduler.fuzzRange(days: 3) == 2...4)
        #expect(scheduler.fuzzRange(days: 10) == 8...12)
        #expect(scheduler.fuzzRange(days: 100) == 93...107)
        var card = ReviewCard(due: start)
        card.phase = .review
        card.memory = MemoryState(stability: 40, difficulty: 5)
        card.lastReview = start
        let now = start.addingTimeInterval(40 * 86_400)
        let plain = scheduler.review(card, .good, at: now).due.timeIntervalSince(now) / 86_400
        let range = scheduler.fuzzRange(days: Int(plain))
        let days = (0..<100).map {
            Int(scheduler.review(card, .good, at: now, fuzz: Double($0) / 100).due.timeIntervalSince(now) / 86_400)
        }
        #expect(days.min() == range.lowerBound)
        #expect(days.max().map { $0 >= range.upperBound } == true)
    }
}
