@testable import Grading
import Testing

@Suite("The term in which two calculations differ")
struct CalculationDifferenceTests {
    @Test(
        "whole terms, not signs",
        arguments: [
            ("⌊(7 + 1 − 3)/2⌋ + 1", "⌊(7 + 2·1 − 3)/2⌋ + 1", [("1", "2·1")]),
            ("⌊(7 − 3)/2⌋ + 1", "⌊(7 + 2·1 − 3)/2⌋ + 1", [("", "+ 2·1")]),
            ("⌊9/2⌋", "⌊9/2⌋ + 1", [("", "+ 1")]),
            ("⌈9/2⌉ + 1", "⌊9/2⌋ + 1", [("⌈9/2⌉", "⌊9/2⌋")]),
            ("4·3·3²", "4·(3·3² + 1)", [("4·3·3²", "4·(3·3² + 1)")]),
            ("2 + 3", "2 + 3", []),
            ("8 × 27", "8 × 28", [("8 × 27", "8 × 28")]),
            ("5 + 1", "5", [("+ 1", "")]),
        ] as [(String, String, [(String, String)])])
    func terms(wrong: String, right: String, differences: [(String, String)]) {
        let found = CalculationDifference.find(wrong: wrong, right: right)
        #expect(found.map(\.wrong) == differences.map(\.0) && found.map(\.right) == differences.map(\.1))
    }

    @Test("long texts are not compared")
    func long() {
        #expect(CalculationDifference.find(wrong: String(repeating: "1 + ", count: 500), right: "1").isEmpty)
    }
}
