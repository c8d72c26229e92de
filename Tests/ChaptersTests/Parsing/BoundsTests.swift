import Testing

@testable import Chapters

/// What keeps a line from costing more than its length, and that nothing changes by it.
@Suite("Bounds")
struct BoundsTests {
    /// The bracket that closes the one at `start`, found as one would by hand.
    private func slowEnd(_ bytes: [UInt8], from start: Int) -> Int? {
        let (open, close) =
            bytes[start] == UInt8(ascii: "[")
            ? (UInt8(ascii: "["), UInt8(ascii: "]")) : (UInt8(ascii: "("), UInt8(ascii: ")"))
        var depth = 0
        var index = start
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 1
            } else if bytes[index] == open {
                depth += 1
            } else if bytes[index] == close {
                depth -= 1
                if depth == 0 { return index + 1 }
            }
            index += 1
        }
        return nil
    }

    @Test("brackets are paired in one pass as they are one by one")
    func brackets() {
        var fuzzer = SourceFuzzer(seed: 7, corpus: [])
        for _ in 0..<500 {
            let bytes = (0..<fuzzer.below(40)).map { _ in fuzzer.pick(Array("[](()\\a[".utf8)) }
            let pairs = BracketPairs(in: bytes)
            var index = 0
            while index < bytes.count {
                // Only brackets that no backslash hides are ever asked for.
                if bytes[index] == UInt8(ascii: "\\") { index += 2; continue }
                if bytes[index] == UInt8(ascii: "[") || bytes[index] == UInt8(ascii: "(") {
                    #expect(
                        pairs.end(from: index) == slowEnd(bytes, from: index),
                        "\(String(decoding: bytes, as: UTF8.self))")
                }
                index += 1
            }
        }
    }

    @Test("a run of backticks ends at the next of its length")
    func backticks() {
        var runs = BacktickRuns(in: Array("a`b``c`d```e``".utf8))
        #expect(runs.end(ofRun: 1, from: 2) == 7)
        #expect(runs.end(ofRun: 2, from: 5) == 14)
        #expect(runs.end(ofRun: 3, from: 0) == 11)
        #expect(runs.end(ofRun: 1, from: 7) == nil)
        #expect(runs.end(ofRun: 4, from: 0) == nil)
        #expect(BacktickRuns.lengths(in: "`a``b````") == [1, 2, 4])
    }

    @Test("a line nested deeper than anybody's is cut, said once, and what follows keeps its place")
    func nesting() throws {
        let quotes = String(repeating: "> ", count: 150)
        let chapter = try parse("本文\n\n\(quotes)[a](javascript:x) と **b\n\n\(quotes)c\n")
        #expect(chapter.diagnostics.filter { $0.code == "nesting-too-deep" }.map(\.position.line) == [3])
        let sites = chapter.sites.map(\.position)
        #expect(sites.contains(SourcePosition(line: 3, column: quotes.utf8.count + 1)), "\(sites)")
    }

    @Test("deep nesting within the bound is no error")
    func allowedNesting() throws {
        let chapter = try parse(String(repeating: "> ", count: 40) + "a\n")
        #expect(chapter.diagnostics.isEmpty, "\(chapter.diagnostics)")
    }

    @Test("a table that would take quadratic time is text, and reads as it was written")
    func tables() throws {
        let header = String(repeating: "|a", count: 1200)
        let chapter = try parse("\(header)\n\(String(repeating: "|-", count: 1200))\n")
        #expect(chapter.diagnostics.map(\.code) == ["table-too-large"])
        guard case .paragraph(let content)? = chapter.blocks.first?.kind else {
            Issue.record("\(chapter.blocks.count) blocks")
            return
        }
        #expect(content.plainText.hasPrefix(header))
    }

    @Test("a row longer than the bound keeps all of its text")
    func longRow() throws {
        let chapter = try parse("|a|\n|-|\n\(String(repeating: "|b", count: 3000))\n")
        #expect(chapter.diagnostics.map(\.code) == ["table-too-large"])
        guard case .table(let table)? = chapter.blocks.first?.kind else {
            Issue.record("no table")
            return
        }
        #expect(table.rows == [[[.text("b")]]])
    }

    @Test("slips by the thousand cost no more comparisons than the bound, and the first get their suggestion")
    func suggestions() {
        var nearest = NearestNames((0..<1000).map { "label-\($0)" })
        #expect(nearest.find("labe-7") == "label-7")
        for number in 0..<5000 { _ = nearest.find("lable\(number)") }
        #expect(nearest.comparisons == NearestNames.maximumComparisons)
        #expect(nearest.find("labe-7") == "label-7")
    }

    @Test("a file is read once, however many links name it", arguments: ["- [次](b.md#c)\n", "- [次](b.md)\n"])
    func files(line: String) throws {
        let bytes = Array(("# 題\n\n" + String(repeating: line, count: 50)).utf8)
        let chapter = try ChapterParser.parse(bytes, path: "chapters/a.md", files: nil)
        for content: [UInt8]? in [nil, Array("# 題\n".utf8)] {
            var reads: [String] = []
            let found = try AuthorRules.findings(in: chapter, bytes: bytes) { path in
                reads.append(path)
                return content
            }
            // Once for the links, and once for what they say of another chapter's numbers.
            #expect(reads.filter { $0 == "chapters/b.md" }.count <= 2, "\(reads)")
            let isFound = content != nil && !line.contains("#")
            #expect(found.filter { $0.code.hasPrefix("link-") }.count == (isFound ? 0 : 50))
        }
    }

    @Test("what is left of markup has its place, however it is set between Japanese text and marks")
    func leftovers() {
        let found = Leftovers.find(in: "前**後 a**b 2 ** 3 か~~ら _大事_です snake_case [^注] [^a b] \u{E008}**」")
        #expect(found.map(\.text) == ["**", "~~", "_", "[^注]", "**"])
        for leftover in found {
            let context = Array(leftover.context.utf8)
            #expect(context.dropFirst(leftover.lead).starts(with: leftover.text.utf8))
        }
    }
}
