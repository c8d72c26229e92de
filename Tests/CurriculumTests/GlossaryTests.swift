import Chapters
import Testing

@testable import Curriculum

@Suite("Glossary")
struct GlossaryTests {
    @Test("terms with their reading, sorted by it")
    func reads() throws {
        let glossary = try Glossary.parse(
            """
            terms:
              - {term: 畳み込み, reading: たたみこみ, english: convolution, chapter: chapter01, also: [畳込み]}
              - {term: カーネル, reading: かーねる, english: kernel, chapter: chapter01}
            """, path: "glossary.yaml")
        #expect(glossary.byReading.map(\.term) == ["カーネル", "畳み込み"])
        #expect(glossary.terms[0].also == ["畳込み"])
    }

    @Test("whatever is changed in a list changes its identity")
    func identity() {
        let term = Glossary.Term(term: "a", reading: "b", english: "c", chapter: "d", also: ["e"], line: 1)
        var terms = [term, term, term, term, term, term, term]
        terms[1].term = "x"
        terms[2].reading = "x"
        terms[3].english = "x"
        terms[4].chapter = "x"
        terms[5].also = ["e", "f"]
        terms[6].line = 2
        #expect(Set(terms.map { Glossary(terms: [$0]).identity }).count == terms.count)
        let topic = Syllabus.Topic(id: "a", name: "b", systems: ["c"], keywords: ["d"])
        var topics = [topic, topic, topic, topic, topic]
        topics[1].name = "x"
        topics[2].systems = []
        topics[3].keywords = ["c", "d"]
        topics[4].id = "x"
        let error = Syllabus.CirculatingError(number: 1, name: "n", exercises: ["e"])
        let lists = topics.map { Syllabus(topics: [$0]) } + [Syllabus(topics: [topic], errors: [error])]
        #expect(Set(lists.map(\.identity)).count == lists.count)
    }

    @Test("a word is found by any spelling, the name itself before another's spelling")
    func written() throws {
        let terms = WrittenTerms(
            Glossary(terms: [
                .init(
                    term: "全域平均プーリング", reading: "", english: "global average pooling (GAP)", chapter: "c", also: ["隙間"]),
                .init(term: "隙間", reading: "", english: "gap", chapter: "c"),
            ]))
        #expect(terms["Gap"]?.term == "全域平均プーリング" && terms["隙間"]?.english == "gap")
        #expect(terms["Global Average Pooling"]?.term == "全域平均プーリング" && terms["pooling"] == nil)
    }

    @Test(
        "what is wrong is said with its place",
        arguments: [
            ("terms:\n  - {term: a, reading: あ, english: a}", 2, "chapter"),
            ("terms:\n  - {term: a, reading: 亜, english: a, chapter: c}", 2, "hiragana"),
            ("terms:\n  - {term: a, reading: ア, english: a, chapter: c}", 2, "hiragana"),
            ("terms:\n  - {term: a, reading: あ, english: a, chapter: c, yomi: b}", 2, "yomi"),
            (
                "terms:\n  - {term: a, reading: あ, english: a, chapter: c}\n  - {term: a, reading: い, english: a, chapter: c}",
                3, "twice"
            ),
            ("terms:\n  - word", 2, "a term is"), ("words: []", 1, "terms:"), ("", 1, "terms:"),
            ("terms:\n  - {term: [", 3, "did not find"),
        ])
    func refuses(text: String, line: Int, reason: String) throws {
        let error = try #require(throws: Diagnostic.self) { try Glossary.parse(text, path: "g.yaml") }
        #expect(error.code == "glossary-invalid" && error.path == "g.yaml")
        #expect(error.position.line == line)
        #expect(error.message.en.contains(reason))
    }
}
