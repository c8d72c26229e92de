import Testing

@testable import Scheduling

@Suite("The grade of an answer")
struct RatingTests {
    @Test("right or wrong, hints and time")
    func grades() {
        #expect(Rating(earned: 0, hints: 0, seconds: 5) == .again)
        #expect(Rating(earned: 0.99, hints: 0, seconds: 5) == .again)
        #expect(Rating(earned: 1, hints: 1, seconds: 5) == .hard)
        #expect(Rating(earned: 1, hints: 0, seconds: 141) == .hard)
        #expect(Rating(earned: 1, hints: 0, seconds: 140) == .good)
        #expect(Rating(earned: 1, hints: 0, seconds: 36) == .good)
        #expect(Rating(earned: 1, hints: 0, seconds: 35) == .easy)
        #expect(Rating(earned: 1, hints: 0, seconds: nil) == .good)
    }
}
