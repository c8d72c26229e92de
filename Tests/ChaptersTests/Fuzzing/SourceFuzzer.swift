import Foundation

/// Makes texts that nobody would write: from a grammar of every construct, and by mutating real ones.
///
/// The same seed makes the same text, so that a finding can be made again.
struct SourceFuzzer {
    private var state: UInt64
    private let corpus: [[UInt8]]

    init(seed: UInt64, corpus: [[UInt8]]) {
        state = seed
        self.corpus = corpus
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

    mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }

    mutating func text() -> [UInt8] {
        if corpus.isEmpty || below(2) == 0 { return Array(document().utf8) }
        return mutated()
    }

    // MARK: Grammar

    private static let pieces = [
        "畳み込み", "（CRF）", "「条件」", "。", "、", "：", "a", "word", "7", " ", "  ", "\t", "\u{3000}", "*", "**", "***", "_",
        "__",
        "~", "~~", "`", "``", "```", "$", "$$", "\\", "\\\\", "\\$", "\\(", "[", "]", "(", ")", "![", "](", "^[",
        "[^a]", "[^", "<",
        ">", "<br>", "<!--", "-->", "<https://example.com>", "https://example.com/", "http://", "://", "|", "||", "{{",
        "}}", "{{n}}",
        "`{swift} 1`", "{swift}", "&amp;", "&#0;", "#", "=250x", "=50%x", "\"題\"", "x^2", "_{i}", "\\frac{1}{2}", "🧩",
        "👨‍👩‍👧", "\u{FEFF}",
        "\u{E000}", "\u{E003}0", "\u{E00A}0", "\u{0301}", "@[card](", ":::", "(1)", "%", "!", ":", "é", "\u{200B}",
    ]
    private static let starts = [
        "", "", "", "# ", "## ", "###### ", "##", "> ", ">", "- ", "* ", "1. ", "- [ ] ", "- [x] ", "    ", "\t", "  ",
        ":::message ",
        "::::details ", ":::exercise id topic=a ", ":::set s ", ":::hint ", ":::", "::::", ":::::", "```swift ",
        "```diff js:file ",
        "```output", "```", "~~~", "```math", "$$", "[^a]: ", "[a]: ", "---", "===", "|a|b|", "|-|-|", "| ", "<!-- ",
        "<div>", "@[card](",
        "![", "```swift question", "```swift starter", "```swift check", "```fill", "- [x] ", "title: ", "topics: [",
    ]

    private mutating func document() -> String {
        var result = below(8) == 0 ? "---\n" : ""
        for _ in 0..<(1 + below(24)) {
            for _ in 0..<below(3) { result += pick(Self.starts) }
            for _ in 0..<below(10) { result += pick(Self.pieces) }
            result += pick(["\n", "\n", "\n", "\n\n", "\r\n", "\r", ""])
        }
        return result
    }

    // MARK: Mutation

    private mutating func slice() -> [UInt8] {
        let source = pick(corpus)
        guard !source.isEmpty else { return [] }
        let start = below(source.count)
        return Array(source[start..<min(source.count, start + 1 + below(1500))])
    }

    private mutating func mutated() -> [UInt8] {
        var text = slice()
        for _ in 0..<(1 + below(6)) {
            let place = below(text.count + 1)
            switch below(6) {
            case 0: text.insert(contentsOf: pick(Self.pieces).utf8, at: place)
            case 1: text.insert(contentsOf: ("\n" + pick(Self.starts)).utf8, at: place)
            case 2: text.removeSubrange(place..<min(text.count, place + below(12)))
            case 3: text.insert(contentsOf: slice().prefix(200), at: place)
            case 4:
                let piece = Array(pick(Self.pieces).utf8)
                for _ in 0..<below(40) { text.insert(contentsOf: piece, at: place) }
            default: if place < text.count { text[place] = UInt8(truncatingIfNeeded: next()) }
            }
        }
        // Half of them stay text, so that the parser sees more than its first check.
        return below(4) == 0 ? text : Array(String(decoding: text, as: UTF8.self).replacing("\0", with: "").utf8)
    }
}
