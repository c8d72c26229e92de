import Runner
import Testing

@Suite("How values read in a sentence")
struct ValueTextTests {
    @Test("whole numbers lose their fraction, others keep six significant digits")
    func values() async throws {
        let expressions = [
            ("2.0", "2"), ("Double(2) / 3", "0.666667"), ("0.1 + 0.2", "0.3"), ("Float(2.25)", "2.25"),
            ("-1.5", "-1.5"),
            ("1234567.891", "1234568"), ("0.000123456789", "0.000123457"), ("Double.nan", "nan"), ("1e20", "1e+20"),
            ("9.9999999", "10"), ("[1, 2]", "[1, 2]"), ("\"文字\"", "文字"), ("Tensor([1, 2]).shape", "[2]"),
            ("true", "true"),
        ]
        let result = try await execute(expressions.map { "`{swift} \($0.0)`" }.joined(separator: "、"))
        #expect(result.diagnostics.isEmpty)
        #expect(result.values == expressions.map(\.1))
    }
}
