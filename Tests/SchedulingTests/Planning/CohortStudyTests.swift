import Testing

@testable import Scheduling

@Suite("The simulated cohort")
struct CohortStudyTests {
    @Test("the plan beats plain FSRS and cramming for the same number of reviews")
    func advantage() {
        let study = CohortStudy(CohortAssumptions(learners: 40, items: 120, days: 30, limit: 12))
        for comparison in study.run(retentions: [0.8, 0.9]) {
            #expect(
                comparison.advantage > 3 * comparison.standardError,
                "\(comparison.rival): \(comparison.rivalScore) against \(comparison.planScore)")
        }
    }

    @Test("the same seed gives the same cohort, another seed another")
    func reproducible() {
        var assumptions = CohortAssumptions(learners: 4, items: 20, days: 8, limit: 5)
        let first = CohortStudy(assumptions).run(retentions: [0.9])
        #expect(first == CohortStudy(assumptions).run(retentions: [0.9]))
        assumptions.seed = 2
        #expect(first != CohortStudy(assumptions).run(retentions: [0.9]))
    }
}
