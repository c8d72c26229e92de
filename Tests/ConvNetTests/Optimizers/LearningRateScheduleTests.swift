import ConvNet
import Testing

struct LearningRateScheduleTests {
    private static func schedule(_ golden: GoldenCase) throws -> LearningRateSchedule? {
        switch golden.operation {
        case "step": .step(every: try golden.number("every"), factor: try golden.real("factor"))
        case "multiStep":
            .multiStep(milestones: try golden.list("milestones"), factor: try golden.real("factor"))
        case "exponential": .exponential(factor: try golden.real("factor"))
        case "cosine": .cosine(steps: try golden.number("steps"), minimum: try golden.real("minimum"))
        case "warmUp": .warmUp(steps: try golden.number("steps"), startFactor: try golden.real("start"))
        case "warmUpCosine":
            .warmUp(
                steps: try golden.number("steps"), startFactor: try golden.real("start"),
                then: .cosine(steps: try golden.number("cosine")))
        case "oneCycle": .oneCycle(steps: try golden.number("steps"), rise: try golden.real("rise"))
        default: nil
        }
    }

    @Test func everyRateEqualsPyTorchs() throws {
        var compared = 0
        for golden in goldenCases("training") {
            guard let schedule = try Self.schedule(golden) else { continue }
            compared += 1
            let initial = try golden.real("initial")
            for (step, expected) in try golden.tensor("rates").values.enumerated() {
                let rate = schedule.rate(at: step, initial: initial)
                #expect(abs(rate - Double(expected)) <= 1e-6 * Double(expected), "\(golden.name), step \(step)")
            }
        }
        #expect(compared == 8)
    }

    @Test func ratesOutsideTheStepsStay() {
        #expect(LearningRateSchedule.constant.rate(at: 99, initial: 0.3) == 0.3)
        let cycle = LearningRateSchedule.oneCycle(steps: 10)
        #expect(cycle.rate(at: 50, initial: 1) == cycle.rate(at: 9, initial: 1))
        #expect(LearningRateSchedule.step(every: 2).rate(at: -5, initial: 1) == 1)
    }

    @Test func numbersThatMakeNoScheduleAreErrors() {
        for schedule: LearningRateSchedule in [
            .step(every: 0), .cosine(steps: 0), .warmUp(steps: 0), .oneCycle(steps: 3), .oneCycle(steps: 10, rise: 1),
            .warmUp(steps: 2, then: .step(every: -1)),
        ] {
            #expect(throws: ShapeError.self) { try schedule.validate() }
        }
    }
}
