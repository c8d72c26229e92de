import Chapters
import Foundation
import Testing

@Suite("Fuzzing")
struct FuzzTests {
    /// The project's chapters, and the specification and articles where they lie beside it.
    private static let corpus: [[UInt8]] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        var corpus: [[UInt8]] = []
        for folder in ["chapters", "../shared/data", "../shared/data/zenn-articles"] {
            let url = root.appendingPathComponent(folder)
            for name in ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted() {
                guard name.hasSuffix(".md") || name.hasSuffix(".txt") else { continue }
                if let data = try? Data(contentsOf: url.appendingPathComponent(name)) { corpus.append(Array(data)) }
            }
        }
        return corpus
    }()

    @Test(
        "what it found stays found",
        arguments: [
            // A fence that the file never closes ended one line behind it.
            "本文\n\n```swift question\nlet a = 1\n", "```output", "> ```math",
            // Where cmark sees code or HTML and we did not, our placeholders were shown.
            "a `` b\n:::message\nc `` d\n:::\n", "<div>\n$x$ と `{swift} 1` と ^[注]\n:::details a\n</div>\n",
            "![a\n:::message\n](b)\n",
            "x <!-- `{swift} 1`\n\n:::::\n`a\n$x$` -->\n", "~~~ $x$ `{swift} 1`\n```js ^[a]\n",
            // An unclosed comment reached into the footnotes put behind the file.
            "本文^[注]\n\n1. <!-- 閉じない\n",
            // A paragraph right above a table had no place.
            "あ\nい\n| a | b |\n| --- | --- |\n| c | d |\n", "> あ\n> | a |\n> | - |\n",
            // A container that the file never closes ended behind it.
            "a^[b]\n\n:::message\n- a\n  > b\n- c\n",
            // A size stayed in what became no image, and a footnote became a link's text or a definition.
            "[^`` ![a](b \"c\" =10x)``]", "![a](\u{1} b =10x)", "[^[a](b)a]: c", "^[a]: b",
            // An image in a link's text whose brackets are closed behind the link's.
            "[![a](ba](b)[c] d)", "[ ![a](ba](b) =10x)", "^[a][b]\n\n[b]: c",
        ])
    func found(source: String) throws {
        #expect(try ParserInvariants.violation(in: Array(source.utf8)) == nil)
    }

    @Test("a paragraph right above a table and the table have their own lines")
    func table() throws {
        let blocks = try parse("# x\n\nあ\n**い\nう**\n| a | b |\n| --- | --- |\n| c | d |\n").blocks
        #expect(blocks.map(\.range.line) == [1, 3, 6] && blocks.map(\.range.endLine) == [1, 5, 8])
    }

    /// `STUDYKIT_FUZZ_SECONDS` makes it longer, `STUDYKIT_FUZZ_SEED` starts elsewhere.
    @Test("whatever the text, parsing ends, places are in the file, and nothing of ours leaks")
    func fuzz() throws {
        let environment = ProcessInfo.processInfo.environment
        let seconds = environment["STUDYKIT_FUZZ_SECONDS"].flatMap { Double($0) }
        let first = environment["STUDYKIT_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
        let end = seconds.map { ContinuousClock.now.advanced(by: .milliseconds(Int64($0 * 1000))) }
        var slowest = (seed: UInt64(0), duration: Duration.zero)
        var seed = first
        var failures = 0
        while end.map({ ContinuousClock.now < $0 }) ?? (seed < first + 400), failures < 20 {
            defer { seed += 1 }
            var fuzzer = SourceFuzzer(seed: seed, corpus: Self.corpus)
            let bytes = fuzzer.text()
            let start = ContinuousClock.now
            if let problem = try ParserInvariants.violation(in: bytes) {
                failures += 1
                Issue.record("seed \(seed): \(problem)\n\(String(decoding: bytes, as: UTF8.self).debugDescription)")
            }
            let duration = ContinuousClock.now - start
            if duration > slowest.duration { slowest = (seed, duration) }
        }
        if seconds != nil {
            print("fuzzed \(seed - first) texts; the slowest, seed \(slowest.seed), took \(slowest.duration)")
        }
    }
}
