import Testing

@testable import Site

@Suite("The page of the glossary")
struct GlossaryPageTests {
    @Test(
        "a reading stands in its row of the kana table",
        arguments: [
            ("あかるさ", "あ"), ("おもみ", "あ"), ("がくしゅうりつ", "か"), ("ごさ", "か"), ("ぞうしょく", "さ"), ("っ", "た"), ("どろっぷあうと", "た"),
            ("のるむ", "な"), ("ぱでぃんぐ", "は"), ("も", "ま"), ("ょ", "や"), ("ろす", "ら"), ("を", "わ"), ("ん", "わ"), ("im2col", "I"),
            ("漢", "漢"),
            ("", ""),
        ])
    func rows(reading: String, row: String) { #expect(GlossaryPage.row(of: reading) == row) }
}
