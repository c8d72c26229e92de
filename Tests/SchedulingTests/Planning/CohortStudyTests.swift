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

    @Test("with days to spare it keeps its reviews for the time that counts, and still beats both")
    func abundance() {
        let study = CohortStudy(CohortAssumptions(learners: 24, items: 60, days: 30, limit: 25))
        for comparison in study.run(retentions: [0.9, 0.95]) {
            #expect(
                comparison.advantage > 2 * comparison.standardError,
                "\(comparison.rival): \(comparison.rivalScore) against \(comparison.planScore)")
            #expect(comparison.planReviews <= comparison.rivalReviews)
        }
    }

    /// With hardly a review an item, the last days are the best there is, and cramming is the plan.
    @Test(
        "where there is hardly time for anything, it is no worse than cramming", arguments: [(120, 7, 8), (90, 30, 3)])
    func scarcity(items: Int, days: Int, limit: Int) {
        let study = CohortStudy(
            CohortAssumptions(learners: 24, items: items, days: days, limit: limit, crammingDays: 3))
        for comparison in study.run(retentions: [0.9]) {
            let isCramming = comparison.rival == "cramming"
            #expect(
                comparison.advantage > (isCramming ? -0.01 : 3 * comparison.standardError),
                "\(comparison.rival): \(comparison.rivalScore) against \(comparison.planScore)")
        }
    }

    /// Whoever crams is at their best where every item fits into each of the last days, and where there is a review and a half for each.
    @Test(
        "what a cap on all reviews allows is used up, and not behind cramming",
        arguments: [(100, 24, 10, 2), (100, 24, 10, 3), (100, 14, 10, 7)])
    func capped(items: Int, days: Int, limit: Int, crammingDays: Int) throws {
        let study = CohortStudy(
            CohortAssumptions(learners: 40, items: items, days: days, limit: limit, crammingDays: crammingDays))
        let comparison = try #require(study.run(retentions: []).last)
        #expect(comparison.planReviews == comparison.rivalReviews)
        #expect(
            comparison.advantage > -2 * comparison.standardError,
            "\(comparison.rivalScore) against \(comparison.planScore)")
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
