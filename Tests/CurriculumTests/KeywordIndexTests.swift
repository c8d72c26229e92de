import Foundation
import Testing

@testable import Chapters
@testable import Curriculum

@Suite("The syllabus against the chapters")
struct KeywordIndexTests {
    private static let glossary = Glossary(terms: [
        .init(term: "畳み込み", reading: "たたみこみ", english: "convolution", chapter: "one"),
        .init(term: "プーリング", reading: "ぷーりんぐ", english: "pooling", chapter: "two"),
        .init(term: "受容野", reading: "じゅようや", english: "receptive field", chapter: "one"),
        .init(term: "語", reading: "ご", english: "word", chapter: "one"),
    ])
    private static let one = """
        ## 畳み込みの定義

        畳み込み（convolution）を定義します。

        ## ほかの話

        畳み込み、畳み込み、そしてプーリングです。受容野も出てきます。

        :::exercise first topic=conv
        畳み込みはどれですか。

        - [x] い
        - [ ] ろ
        :::

        :::exercise second topic=conv
        どれですか。

        - [x] い
        - [ ] ろ
          > それはプーリングです。
        :::
        """
    private static let two = """
        ## Pooling

        説明です。

        ## プーリングの演習

        :::exercise third topic=pool
        プーリングは？

        - [x] い
        - [ ] ろ
        :::
        """

    private func index(_ syllabus: String) throws -> KeywordIndex {
        let finder = TermFinder(Self.glossary)
        let chapters = try [("one", Self.one), ("two", Self.two)].map { id, text in
            let chapter = try ChapterParser.parse(Array("---\ntitle: \(id)\n---\n\n\(text)".utf8), path: "\(id).md")
            #expect(chapter.diagnostics.isEmpty)
            return KeywordIndex.Chapter(id: id, title: id, terms: ChapterTerms(chapter, finder))
        }
        return KeywordIndex(try Syllabus.parse(syllabus, path: "syllabus.yaml"), Self.glossary, chapters)
    }

    @Test("a keyword leads to the sections about it and the exercises that ask it before those that only mention it")
    func places() throws {
        let index = try index(
            """
            topics:
              conv: {name: 畳み込み, systems: [S1], keywords: [畳み込み]}
              pool: {name: プーリング, systems: [S2], keywords: [Pooling]}
            errors:
              1: {name: 誤り, exercises: [one/first, two/third]}
            """)
        #expect(index.keywords.map(\.word) == ["畳み込み", "Pooling"])
        #expect(index.keywords[0].sections.map(\.title) == ["畳み込みの定義", "ほかの話"])
        #expect(index.keywords[0].exercises.map(\.id) == ["first"])
        // A heading over exercises alone explains nothing.
        #expect(index.keywords[1].sections.map(\.title) == ["Pooling", "ほかの話"])
        #expect(index.keywords[1].exercises.map(\.id) == ["third", "second"])
        #expect(index.keywordCoverage == .init(covered: 2, total: 2))
        #expect(index.systems.map(\.exercises) == [2, 1] && index.systemCoverage == .init(covered: 1, total: 2))
        // One exercise is too little for a row; two are enough for an error.
        #expect(
            SyllabusCheck.findings(index, path: "s").map { "\($0.position.line) \($0.code)" } == ["3 system-undrilled"])
    }

    @Test("what is missing is said at the topic's line")
    func missing() throws {
        let index = try index(
            """
            topics:
              conv: {name: 畳み込み, keywords: [畳み込み, 逆伝播, 受容野, 語]}
              none: {name: 空}
            errors:
              1: {name: 誤り, exercises: [one/first, one/no-such, two/third]}
              2: {name: 誤り, exercises: [one/first]}
            """)
        let findings = SyllabusCheck.findings(index, path: "s")
        #expect(
            findings.map { "\($0.position.line) \($0.code)" } == [
                "2 keyword-not-in-glossary", "2 keyword-undrilled", "2 keyword-unexplained", "3 topic-unused",
                "5 error-undrilled", "6 error-undrilled",
            ])
        #expect(index.keywordCoverage == .init(covered: 1, total: 4))
        #expect(
            index.errors[0].exercises.map(\.id) == ["first", "third"]
                && index.errorCoverage == .init(covered: 1, total: 2))
    }
}
