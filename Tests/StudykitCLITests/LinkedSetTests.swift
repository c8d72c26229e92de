import Foundation
import Testing

@Suite("Linked sets, end to end")
struct LinkedSetTests {
    static let chapter = """
        :::::set pair topic=output-size
        高さ {{h}} の入力です。

        ```swift question
        let h = draw(8...20)
        ```

        ::::exercise next
        {{h}} の次は
        ```swift question
        try require(h % 2 == 0)
        answer(h + 1, by: "\\(h) + 1")
        mistake(h - 1, "前の数です。", by: "\\(h) − 1")
        ```
        :::hint
        {{h}} より大きい数です。
        :::
        :::explanation
        {{h + 1}} です。
        :::
        ::::

        ::::exercise twice
        {{h}} の 2 倍は
        ```swift question
        let twice = 2 * h
        answer(twice)
        ```
        ::::

        ::::exercise parity
        {{h}} は
        - [x] 偶数
        - [ ] 奇数
          > {{h}} は 2 で割れます。
        ::::
        :::::
        """

    private func chapterReport(_ result: Tool.Result) throws -> [String: Any] {
        try #require((try result.json()["chapters"] as? [[String: Any]])?.first)
    }

    private func rows(_ result: Tool.Result) throws -> [String: [String: Any]] {
        let exercises = try #require(try chapterReport(result)["exercises"] as? [[String: Any]])
        return Dictionary(uniqueKeysWithValues: exercises.map { ($0["id"] as? String ?? "", $0) })
    }

    @Test("one draw for all of a set, redrawn as a whole; right, wrong and unanswered, and everywhere the same numbers")
    func run() throws {
        try Tool.with { tool in
            try tool.write(LinkedSetTests.chapter, to: "chapters/chapter05.md")
            for seed in ["1", "2", "3"] {
                let result = try tool.run("run", "5", "--format", "json", "--seed", seed)
                #expect(result.status == 0, "\(result.errors)")
                let set = try #require((try chapterReport(result)["sets"] as? [[String: Any]])?.first)
                let h = try #require((set["parameters"] as? [String])?.first)
                // The require in one exercise redraws all of them.
                #expect(try #require(Int(h)) % 2 == 0)
                #expect(set["exercises"] as? [String] == ["next", "twice", "parity"])
                let rows = try rows(result)
                #expect(
                    rows.values.allSatisfy { $0["set"] as? String == "pair" && $0["status"] as? String == "unanswered" }
                )
                #expect(rows["next"]?["parameters"] as? [String] == [h, h, "\((Int(h) ?? 0) + 1)"])
                #expect(rows["parity"]?["parameters"] as? [String] == [h, h])
            }
            let rows = try rows(try tool.run("run", "5", "--format", "json"))
            let h = try #require((rows["next"]?["parameters"] as? [String])?.first.flatMap { Int($0) })
            try tool.write("next: \(h - 1)\ntwice: \(2 * h)\nparity: 2\n", to: "exercises/chapter05/answers.yaml")
            let graded = try self.rows(try tool.run("run", "5", "--format", "json"))
            #expect(graded["twice"]?["status"] as? String == "correct")
            let feedback = try #require(graded["next"]?["feedback"] as? String)
            for piece in ["前の数です。", "\(h) − 1 = \(h - 1)", "\(h) + 1 = \(h + 1)", "違う項"] {
                #expect(feedback.contains(piece), "\(feedback)")
            }
            #expect((graded["parity"]?["feedback"] as? String)?.contains("\(h) は 2 で割れます。") == true)

            let text = try tool.run("run", "5", "--html", "site").output
            #expect(text.contains("連問 pair") && text.contains("高さ \(h) の入力です。"))
            let page = try tool.read("site/chapter05.html")
            #expect(page.contains("exercise-set") && page.contains("高さ \(h) の入力です。"))
            #expect(try tool.run("hint", "next").output.contains("\(h) より大きい数です。"))
            #expect(try tool.run("solution", "next").output.contains("\(h + 1) です。"))
            #expect(try tool.run("solution", "parity").output.contains("偶数"))
        }
    }

    @Test("a broken cell in a set is reported at its own line, and the rest of the chapter goes on")
    func broken() throws {
        try Tool.with { tool in
            let broken = LinkedSetTests.chapter.replacingOccurrences(
                of: "let twice = 2 * h", with: "let twice = 2 * hh")
            try tool.write(
                broken + "\n\n:::exercise own topic=t\n```swift question\nanswer(4)\n```\n:::\n",
                to: "chapters/chapter05.md")
            let result = try tool.run("run", "5", "--format", "json")
            let line = try #require(broken.components(separatedBy: "\n").firstIndex { $0.contains("hh") }) + 1
            let diagnostics = try #require(try result.json()["diagnostics"] as? [[String: Any]])
            #expect(diagnostics.first?["code"] as? String == "question-does-not-compile")
            #expect(diagnostics.first?["line"] as? Int == line)
            #expect(try rows(result)["own"]?["status"] as? String == "unanswered")
        }
    }
}
