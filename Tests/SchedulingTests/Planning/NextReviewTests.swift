import Foundation
import Testing

@testable import Scheduling

/// The plan's shortcuts against the formulas of FSRS themselves.
@Suite("Where a review leads, as the plan finds it")
struct NextReviewTests {
    private let parameters = FSRSParameters.standard
    private let assumptions = PlanAssumptions()

    @Test("is where FSRS leads, for any state and day", arguments: [0.01, 0.4, 2.3, 31, 900, 40_000])
    func effect(stability: Double) {
        for difficulty in [1, 3.7, 10] {
            let memory = MemoryState(stability: stability, difficulty: difficulty)
            let next = NextReview(
                StudyItem(id: "", topic: "", memory: memory, lastReviewDay: -3), parameters, assumptions)
            for day in [-3, -2, 0, 5, 200] {
                let effect = next.effect(on: day)
                let recall = parameters.retrievability(afterDays: Double(day + 3), stability: stability)
                #expect(abs(Double(effect.recall) - recall) < 1e-7)
                for (point, rating) in [(effect.recalled, Rating.good), (effect.forgotten, .again)] {
                    let expected = StateGrid.point(parameters.state(after: rating, from: memory, days: day + 3))
                    #expect(point.base == expected.base)
                    #expect(abs(point.stability - expected.stability) < 1e-5)
                    #expect(abs(point.difficulty - expected.difficulty) < 1e-5)
                }
            }
        }
    }

    @Test("of an item never seen, is the same on every day")
    func unseen() {
        let next = NextReview(StudyItem(id: "", topic: ""), parameters, PlanAssumptions(priorKnowledge: 0.4))
        let expected = StateGrid.point(parameters.firstState(.good))
        for day in [0, 40] {
            #expect(next.effect(on: day).recall == 0.4)
            #expect(next.effect(on: day).recalled.base == expected.base)
        }
    }

    /// V by the plain recursion on the grid's own states, without what the table computes ahead.
    @Test("the table is the recursion it stands for")
    func table() {
        let days = 20
        let prices = (0..<days).map { 0.01 + 0.002 * Double($0 % 5) }
        let transitions = GridTransitions(parameters: parameters, days: days)
        let table = ExamValue(days: days, prices: prices, transitions: transitions)
        for index in stride(from: 0, to: StateGrid.count, by: 7) {
            let state = StateGrid.state(index)
            for day in [0, 7, 18] {
                var best = parameters.retrievability(afterDays: Double(days - day), stability: state.stability)
                for gap in transitions.gaps where day + gap < days {
                    let r = parameters.retrievability(afterDays: Double(gap), stability: state.stability)
                    let right = parameters.state(after: .good, from: state, days: gap)
                    let wrong = parameters.state(after: .again, from: state, days: gap)
                    best = max(
                        best,
                        r * table.value(right, on: day + gap) + (1 - r) * table.value(wrong, on: day + gap)
                            - prices[day + gap])
                }
                #expect(abs(table.value(state, on: day) - best) < 1e-4, "state \(index), day \(day)")
            }
        }
    }
}
