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
