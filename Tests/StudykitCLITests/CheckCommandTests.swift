import Foundation
import Testing

@Suite("studykit check, end to end")
struct CheckCommandTests {
    private static let chapter = """
        ---
        title: 章
        emoji: 🧩
        type: tech
        topics: [CNN]
        published: true
        ---
        # 章

        ```swift
        print(1 + 1)
        ```

        ```output
        2
        ```

        :::exercise pick topic=pooling
        - [x] あ
        - [ ] い
          > ちがいます。
        :::
        """

    private func codes(_ result: Tool.Result) throws -> [String] {
        try #require(try result.json()["diagnostics"] as? [[String: Any]]).compactMap { $0["code"] as? String }
    }

    @Test("a good chapter passes; every kind of finding has its exit status and stands in one JSON document")
    func check() throws {
        try Tool.with { tool in
            try tool.write(CheckCommandTests.chapter, to: "chapters/chapter06.md")
            try tool.write("topics:\n  pooling: {name: プーリング}\n", to: "chapters/syllabus.yaml")
            #expect(try tool.run("reset", "chapter06").status == 0)
            let good = try tool.run("check", "--format", "json")
            #expect(good.status == 0, "\(good.errors)")
            #expect(try codes(good) == [])
            #expect((try good.json()["chapters"] as? [[String: Any]])?.first?["exercises"] as? Int == 1)

            // An example that prints something else, an unknown topic, a stray file.
            let broken = CheckCommandTests.chapter.replacingOccurrences(of: "1 + 1", with: "1 + 2")
                .replacingOccurrences(of: "topic=pooling", with: "topic=poolin")
            try tool.write(broken, to: "chapters/chapter06.md")
            try tool.write("x", to: "exercises/chapter06/stray.swift")
            let bad = try tool.run("check", "chapter06", "--format", "json")
            #expect(bad.status == 1)
            #expect(Set(try codes(bad)) == ["output-mismatch", "topic-unknown", "answer-file-orphan"])
            let text = try tool.run("check", "6").output
            #expect(text.contains("chapters/chapter06.md:18:1: error:") && text.contains("エラー 3"))

            try tool.write("::::exercise x\n", to: "chapters/chapter06.md")
            #expect(try tool.run("check", "6").status == 65)
            #expect(try tool.run("check", "99").status == 66)
        }
    }

    @Test("the text's findings point into formulas and files; --fix cures the safe ones; annotations for GitHub")
    func text() throws {
        try Tool.with { tool in
            let source =
                CheckCommandTests.chapter.replacingOccurrences(of: "# 章", with: "##章") + """


                    > - 式は $\\frac{1}$ で、
                    >   ![図](/images/no.png) と [次](no.md)

                    > $$
                    > a + \\foo{b}
                    > $$
                    """
            try tool.write(source, to: "chapters/chapter06.md")
            let result = try tool.run("check", "6", "--text-only", "--format", "json")
            #expect(result.status == 0)
            let found = try #require(try result.json()["diagnostics"] as? [[String: Any]])
            func place(_ code: String) -> [String] {
                found.filter { $0["code"] as? String == code }.map { "\($0["line"] ?? 0):\($0["column"] ?? 0)" }
            }
            #expect(place("heading-without-space") == ["8:1"])
            #expect(place("image-missing") == ["25:5"] && place("link-file-missing") == ["25:32"])
            #expect(place("math-error").last == "28:7")
            #expect(place("math-error").first?.hasPrefix("24:") == true)
            #expect(found.allSatisfy { ($0["why"] as? String)?.isEmpty == false })

            let github = try tool.run("check", "6", "--text-only", "--format", "github", "--lang", "en").output
            #expect(github.contains("::warning file=chapters/chapter06.md,line=8,col=1,title=heading-without-space::"))
            #expect(github.split(separator: "\n").allSatisfy { $0.hasPrefix("::") })

            let fixed = try tool.run("check", "6", "--text-only", "--fix")
            #expect(
                fixed.errors.contains("chapters/chapter06.md:8:1:") && fixed.errors.contains("heading-without-space"))
            #expect(try tool.read("chapters/chapter06.md") == source.replacingOccurrences(of: "##章", with: "## 章"))

            // A read-only file is left alone; a link's target is written.
            try tool.write(source, to: "chapters/chapter06.md")
            let path = "\(tool.folder)/chapters/chapter06.md"
            try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
            let refused = try tool.run("check", "6", "--text-only", "--fix")
            #expect(try refused.status == 70 && tool.read("chapters/chapter06.md") == source, "\(refused)")
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            try FileManager.default.createSymbolicLink(
                atPath: "\(tool.folder)/chapters/chapter07.md", withDestinationPath: "chapter06.md")
            #expect(try tool.run("check", "7", "--text-only", "--fix").status == 0)
            #expect(try tool.read("chapters/chapter06.md") != source)
            #expect(
                try FileManager.default.destinationOfSymbolicLink(atPath: "\(tool.folder)/chapters/chapter07.md")
                    == "chapter06.md")
        }
    }

    @Test("a book is checked by its config.yaml, and with any of its chapters, once")
    func books() throws {
        try Tool.with { tool in
            let book = "books/cnn-study-book"
            try tool.write(
                "title: 本\nsummary: 説明\ntopics: [CNN]\npublished: false\nprice: 450\n", to: "\(book)/config.yaml")
            for name in ["a", "b"] { try tool.write("---\ntitle: 章\n---\n# 章\n", to: "\(book)/\(name).md") }
            let expected = ["book-cover-missing", "book-price-step"]
            let named = try tool.run("check", "\(book)/config.yaml", "--format", "json")
            #expect(try Set(codes(named)) == Set(expected) && named.status == 1)
            let chapters = try tool.run("check", "\(book)/a.md", "\(book)/b.md", "--text-only", "--format", "json")
            #expect(try codes(chapters).sorted() == expected && chapters.status == 1)
            try tool.write("title: [\n", to: "\(book)/config.yaml")
            #expect(try tool.run("check", "\(book)/config.yaml").status == 1)
            #expect(try tool.run("check", "books/none/config.yaml").status == 66)
        }
    }

    @Test("a new chapter passes check; an existing one is left alone; a name that is no slug is refused")
    func new() throws {
        try Tool.with { tool in
            try FileManager.default.createDirectory(
                atPath: "\(tool.folder)/chapters", withIntermediateDirectories: true)
            let made = try tool.run("new", "chapter09", "--title", "引用 \"と\" 記号 \\\\")
            #expect(made.status == 0 && made.output == "chapters/chapter09.md\n", "\(made.errors)")
            let checked = try tool.run("check", "chapter09", "--format", "json")
            #expect(checked.status == 0, "\(checked.output)")
            #expect(try codes(checked) == [])
            let text = try tool.read("chapters/chapter09.md")
            #expect(try tool.run("new", "chapter09").status == 1)
            #expect(try tool.read("chapters/chapter09.md") == text)
            #expect(try tool.run("new", "Chapter 9").status == 64)
        }
    }

    @Test("hint, solution and reset work on an exercise of any kind, and complete its id")
    func commands() throws {
        try Tool.with { tool in
            try tool.write(LinkedSetTests.chapter, to: "chapters/chapter05.md")
            #expect(try tool.run("hint", "chapter05/next").status == 0)
            let solution = try tool.run("solution", "next").output
            #expect(solution.contains(" + 1 = ") && solution.contains("前の数です。"))
            // A set is not an exercise; it says which ones it has.
            let set = try tool.run("hint", "pair")
            #expect(set.status == 66 && set.errors.contains("next, twice, parity"))
            try tool.write("next: 1\ntwice: 2\n", to: "exercises/chapter05/answers.yaml")
            #expect(try tool.run("reset", "next").status == 0)
            #expect(try tool.read("exercises/chapter05/answers.yaml") == "next:\ntwice: 2\n")
            let names = try FileManager.default.contentsOfDirectory(atPath: "\(tool.folder)/exercises/chapter05")
            #expect(names.contains { $0.hasPrefix("answers.yaml.backup-") })
            for command in ["hint", "solution"] {
                let completion = try tool.run(
                    "---completion", command, "--", "positional@0", "2", "0", "studykit", command, "")
                #expect(
                    completion.output.split(separator: "\n").contains("twice"),
                    "\(completion.output) \(completion.errors)")
            }
            let targets = try tool.run(
                "---completion", "reset", "--", "positional@0", "2", "0", "studykit", "reset", ""
            ).output
            #expect(targets.contains("chapter05") && targets.contains("parity"))
        }
    }
}
