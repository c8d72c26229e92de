import Chapters
import Testing

@Suite("Emphasis beside Japanese text")
struct EmphasisTests {
    /// What must be bold (between the asterisks) in each line; the rest stays plain.
    @Test(
        "takes effect where a Japanese reader expects it",
        arguments: [
            ("**条件（CRF）**による", ["条件（CRF）"]), ("これは**「条件」**による", ["「条件」"]), ("**注意：**次", ["注意："]),
            ("**95%**です", ["95%"]), ("**損失関数（loss）**と**勾配（grad）**は", ["損失関数（loss）", "勾配（grad）"]),
            ("この**注意。**次", ["注意。"]), ("**a** b **c**", ["a", "c"]), ("値は**(3, 4)**です", ["(3, 4)"]),
        ])
    func strong(line: String, bold: [String]) throws {
        let found = try inlines(line).compactMap {
            if case .strong(let children) = $0 { children.plainText } else { nil }
        }
        #expect(found == bold)
        let text = try inlines(line).plainText
        #expect(text == line.replacing("**", with: ""))
    }

    @Test("leaves `_` beside a run that closes what it is")
    func underscores() throws {
        #expect(
            try inlines("**太字**_斜体_") == [.strong([.text("太字")]), .emphasis([.text("斜体")])])
        #expect(try inlines("この**太字**_斜体_ 後").contains(.emphasis([.text("斜体")])))
    }

    @Test("works around code, math and strikethrough")
    func others() throws {
        #expect(try inlines("次の**`conv2d`**を") == [.text("次の"), .strong([.code("conv2d")]), .text("を")])
        #expect(try inlines("この**$P$**を") == [.text("この"), .strong([.math("P", display: false)]), .text("を")])
        #expect(try inlines("~~誤り（旧）~~です") == [.strikethrough([.text("誤り（旧）")]), .text("です")])
    }

    @Test("is CommonMark's own for Latin text", arguments: ["a * b * c", "a**\"b\"**c", "2*3*4 **", "foo*(bar)*"])
    func latin(line: String) throws {
        let emphasised = try inlines(line).contains {
            if case .emphasis = $0 { true } else if case .strong = $0 { true } else { false }
        }
        #expect(emphasised == (line == "2*3*4 **"))
    }
}
