@testable import Chapters
import Grading
import Testing

@Suite("Expected and actual output")
struct OutputComparisonTests {
    private func expected(_ text: String) -> ExpectedOutput {
        ExpectedOutput(text: text, range: SourceRange(start: SourcePosition(line: 10), endLine: 20))
    }

    @Test("line ends at the end do not count, spaces do")
    func equality() {
        #expect(OutputComparison.difference(expected: expected("a\nb\n"), actual: "a\nb") == nil)
        #expect(OutputComparison.difference(expected: expected(""), actual: "") == nil)
        #expect(OutputComparison.difference(expected: expected("a\n"), actual: "a \n") != nil)
    }

    @Test("a difference has its line and shows both sides")
    func difference() throws {
        let found = try #require(OutputComparison.difference(expected: expected("a\nb\nc\n"), actual: "a\nx\nc\n"))
        #expect(found.line == 12)
        #expect(found.message(.en).hasSuffix("  a\n- b\n+ x\n  c"))
    }
}
