import Chance

/// What a simulated cohort is like; every number of it is shown with the result.
package struct CohortAssumptions: Sendable, Hashable, Codable {
    package var learners: Int
    package var items: Int
    /// Days until the exam.
    package var days: Int
    /// Reviews a day.
    package var limit: Int
    /// The mean probability of knowing an item before it is first seen.
    package var priorKnowledge: Double
    package var guessing: Double
    /// How different the learners are: 0 all alike and just as FSRS's weights say, 1 as in the code of `SimulatedLearner`.
    package var diversity: Double
    /// How many days before the exam someone who crams begins.
    package var crammingDays: Int
    package var seed: UInt64

    package init(
        learners: Int = 200, items: Int = 200, days: Int = 45, limit: Int = 20, priorKnowledge: Double = 0.3,
        guessing: Double = 0.25, diversity: Double = 1, crammingDays: Int = 7, seed: UInt64 = 1
    ) {
        self.learners = learners
        self.items = items
        self.days = days
        self.limit = limit
        self.priorKnowledge = priorKnowledge
        self.guessing = guessing
        self.diversity = diversity
        self.crammingDays = crammingDays
        self.seed = seed
    }
}

/// Compares policies on the same learners with the same number of reviews.
///
/// The learners' memories follow FSRS-6 with weights and items of their own; all policies, the plan included, know only right and wrong, and
/// believe in the default weights. The plan gets, for each learner, the total of reviews that the rival used and the rival's daily
/// limit: plain FSRS has the cohort's, someone who crams does in the last days what the others spread over all of them. As from day to day
/// with a real candidate, what it assumes of items never seen goes by the first answers so far.
package struct CohortStudy: Sendable {
    package struct Comparison: Sendable, Hashable, Codable {
        package var rival: String
        package var rivalScore: Double
        package var planScore: Double
        /// Mean reviews of a learner; the plan never uses more.
        package var rivalReviews: Double
        package var planReviews: Double
        /// Mean of the learners' differences, and its standard error.
        package var advantage: Double
        package var standardError: Double
    }

    package let assumptions: CohortAssumptions

    package init(_ assumptions: CohortAssumptions) {
        self.assumptions = assumptions
    }

    package func run(retentions: [Double] = [0.8, 0.85, 0.9, 0.95]) -> [Comparison] {
        let items = (0..<assumptions.items).map { StudyItem(id: "\($0)", topic: "") }
        var chance = ChanceGenerator(seed: assumptions.seed)
        let learners = (0..<assumptions.learners).map { _ in
            SimulatedLearner(items: assumptions.items, assumptions: assumptions, chance: &chance)
        }
        let (days, limit) = (assumptions.days, assumptions.limit)
        let everyDay = Budget(daily: [Int](repeating: limit, count: days), total: days * limit)
        var comparisons = retentions.map { retention in
            compare(
                "FSRS \(Int((retention * 100).rounded())) %", FixedRetentionPolicy(retention: retention), everyDay,
                limit: limit, learners, items)
        }
        let crammingDays = min(max(assumptions.crammingDays, 1), max(days, 1))
        let intense = (days * limit + crammingDays - 1) / crammingDays
        let lastDays = Budget(
            daily: (0..<days).map { $0 >= days - crammingDays ? intense : 0 }, total: days * limit)
        comparisons.append(compare("cramming", CrammingPolicy(), lastDays, limit: intense, learners, items))
        return comparisons
    }

    /// More than for a plan: with far fewer reviews than the days allow, the prices have a longer way to go.
    private static let rounds = 120

    /// How many reviews, on each day and in all.
    private struct Budget {
        var daily: [Int]
        var total: Int
    }

    private func compare(
        _ name: String, _ rival: any StudyPolicy, _ budget: Budget, limit: Int, _ learners: [SimulatedLearner],
        _ items: [StudyItem]
    ) -> Comparison {
        let count = Double(max(learners.count, 1))
        @Sendable func seed(_ number: Int) -> UInt64 { assumptions.seed &* 7_919 &+ UInt64(number) }
        let rivals = concurrently(learners.count) { study(learners[$0], items, rival, budget, seed: seed($0)) }
        let reviews = rivals.reduce(0) { $0 + Double($1.reviews) } / count
        let planner = ExamPlanner(
            assumptions: PlanAssumptions(
                priorKnowledge: assumptions.priorKnowledge, guessing: assumptions.guessing))
        let plan = planner.policy(
            for: items, days: assumptions.days, limit: limit, total: Int(reviews.rounded()),
            rounds: CohortStudy.rounds, seed: assumptions.seed)
        let planned = concurrently(learners.count) { number in
            let budget = Budget(
                daily: [Int](repeating: limit, count: assumptions.days), total: rivals[number].reviews)
            return study(learners[number], items, plan, budget, seed: seed(number))
        }
        let differences = zip(planned, rivals).map { $0.score - $1.score }
        let mean = differences.reduce(0, +) / count
        let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(count - 1, 1)
        return Comparison(
            rival: name, rivalScore: rivals.reduce(0) { $0 + $1.score } / count,
            planScore: planned.reduce(0) { $0 + $1.score } / count, rivalReviews: reviews,
            planReviews: planned.reduce(0) { $0 + Double($1.reviews) } / count, advantage: mean,
            standardError: (variance / count).squareRoot())
    }

    /// One learner's weeks and the expected score on the exam day.
    private func study(
        _ learner: SimulatedLearner, _ items: [StudyItem], _ policy: any StudyPolicy, _ budget: Budget, seed: UInt64
    ) -> (score: Double, reviews: Int) {
        var policy = policy
        var chance = ChanceGenerator(seed: seed)
        var believed = items
        var real = items
        var left = budget.total
        for day in 0..<assumptions.days {
            let limit = min(budget.daily[day], left)
            let chosen =
                limit > 0 ? policy.choose(from: believed, on: day, limit: budget.daily[day], left: left) : []
            left -= min(chosen.count, limit)
            for index in chosen.prefix(limit) {
                let recalled = chance.happens(learner.recall(real[index], index, on: day))
                if believed[index].memory == nil { policy.learn(firstAnswerRight: recalled) }
                believed[index].review(recalled: recalled, on: day, .standard)
                real[index].review(recalled: recalled, on: day, learner.parameters)
            }
        }
        let scores = real.indices.map { index in
            let recall = learner.recall(real[index], index, on: assumptions.days)
            return recall + (1 - recall) * assumptions.guessing
        }
        return (scores.reduce(0, +) / Double(max(scores.count, 1)), budget.total - left)
    }
}
