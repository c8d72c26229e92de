import Testing

@testable import Terminal

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("a", 1), ("é", 1), ("e\u{301}", 1), ("畳", 2), ("カ", 2), ("ｶ", 1), ("ﾊﾞ", 2), ("が", 2), ("か\u{3099}", 2),
        ("Ａ", 2), ("，", 2), ("🧮", 2), ("👨‍👩‍👧", 2), ("🇯🇵", 2), ("⚠", 1), ("⚠\u{FE0F}", 2), ("❤\u{FE0F}", 2),
        (" \u{FE0F}", 1), ("1\u{FE0F}\u{20E3}", 2), ("±", 1),
        ("─", 1), ("①", 1), ("\u{200B}", 0), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("𠮷", 2), ("⣿", 1),
        ("\u{1FAE8}", 2),
    ])
    func characters(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test func textIsTheSumOfItsCharacters() {
        #expect(DisplayWidth.of("im2col で畳み込み") == 17)
        #expect(DisplayWidth.of("") == 0)
    }

    @Test func theTableIsSortedAndDisjoint() {
        let ranges = DisplayWidthTable.ranges
        for (left, right) in zip(ranges, ranges.dropFirst()) { #expect(left.last < right.first) }
        #expect(ranges.allSatisfy { $0.first <= $0.last && $0.width != 1 })
        #expect(!DisplayWidth.unicodeVersion.isEmpty)
    }
}
