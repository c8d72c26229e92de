import Chapters
import Testing

@Suite("Addresses as readers see them")
struct ReadableAddressTests {
    @Test(
        "letters are letters, all else stays escaped",
        arguments: [
            ("https://a.b/%E7%95%B3#%E3%81%BF", "https://a.b/畳#み"),
            ("https://a.b/a%20b%2Fc%25", "https://a.b/a%20b%2Fc%25"),
            ("https://a.b/%E7%95", "https://a.b/%E7%95"), ("https://a.b/%E7%95%B3%FF", "https://a.b/%E7%95%B3%FF"),
            ("https://a.b/%E2%80%AE%E3%80%80", "https://a.b/%E2%80%AE%E3%80%80"), ("https://a.b/%", "https://a.b/%"),
            ("https://a.b/%e7%95%b3%4", "https://a.b/畳%4"), ("https://a.b/畳", "https://a.b/畳"),
        ])
    func text(address: String, expected: String) { #expect(ReadableAddress.text(of: address) == expected) }

    @Test("a bare URL, one in angle brackets and a card show it so, and lead where they led")
    func links() throws {
        let url = "https://a.b/%E7%95%B3"
        let link = Inline.link(destination: url, title: "", [.text("https://a.b/畳")])
        #expect(try inlines("見よ \(url) を") == [.text("見よ "), link, .text(" を")])
        #expect(try inlines("<\(url)> を") == [link, .text(" を")])
        #expect(try parse(url + "\n").blocks.map(\.kind) == [.linkCard(url: url, service: nil)])
    }
}
