import Chapters
import Testing

@Suite("Anchors of headings")
struct AnchorNamesTests {
    private func anchors(_ source: String) throws -> [String] {
        try parse(source).blocks.compactMap {
            guard case .heading(let heading) = $0.kind else { return nil }
            return heading.anchor
        }
    }

    @Test("no two are the same, whatever the headings are called")
    func unique() throws {
        #expect(try anchors("# a-1\n# a\n# a\n# a\n") == ["a-1", "a", "a-2", "a-3"])
        #expect(try anchors("# a\n# a\n# a-1\n") == ["a", "a-1", "a-1-1"])
        // A page drops control characters, and may not have one id twice then.
        #expect(try anchors("# a\u{16}\n# a\n") == ["a", "a-1"])
        let many = try anchors(String(repeating: "# a\n", count: 3000))
        #expect(Set(many).count == 3000)
    }

    @Test(
        "are the text and the code, in lower case, with - for spaces",
        arguments: [
            ("出力 $O$ の大きさ", "出力-の大きさ"), ("A  B　C", "a-b-c"), ("a *b* `c` [d](e)", "a-b-c-d"), ("C# と F#", "c#-と-f#"),
            ("なぜ? 95%", "なぜ?-95%"), ("A & B", "a-&-b"), ("$x$", "x"), ("![図](a.png)", "図"), ("前<br>後", "前後"),
        ])
    func names(heading: String, expected: String) throws {
        #expect(try anchors("# \(heading)\n") == [expected])
    }
}
