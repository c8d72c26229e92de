import Testing

@testable import Site

@Suite struct LinkPolicyTests {
    @Test(arguments: [
        "https://example.com/a?b=c#d", "http://example.com", "mailto:a@example.com", "#伝播", "images/a.png",
        "../b.html", "?q=1", "a/b:c",
    ])
    func goodAddressesStay(address: String) {
        #expect(LinkPolicy.safeAddress(address) == address)
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
        "java\nscript:alert(1)", "\u{1}javascript:alert(1)", "data:text/html,<script>alert(1)</script>",
        "vbscript:x", "file:///etc/passwd", "blob:x", "javascript&colon;alert(1):x", "", "   ", "C:\\x", ":x",
    ])
    func badAddressesGo(address: String) {
        #expect(LinkPolicy.safeAddress(address) == nil)
    }

    @Test func addressesWithoutASchemeCanNotLeadToAFileServer() {
        #expect(LinkPolicy.safeAddress("//example.com/x") == "https://example.com/x")
        #expect(LinkPolicy.safeAddress("\\\\example.com\\x") == "https://example.com%5Cx")
    }

    @Test func whatNoURLMayContainIsEncoded() {
        #expect(LinkPolicy.safeAddress("a b\"<>.png") == "a%20b%22%3C%3E.png")
        #expect(LinkPolicy.safeAddress("https://example.com/%E7%95%B3") == "https://example.com/%E7%95%B3")
    }

    @Test func aChapterFileMeansItsPage() {
        #expect(LinkPolicy.safeAddress("chapter04.md#伝播") == "chapter04.html#伝播")
        #expect(LinkPolicy.safeAddress("https://example.com/a.md") == "https://example.com/a.md")
    }
}
