import Foundation
import Testing

@Suite("Fills, end to end: Swift by execution, Python by its key")
struct FillTests {
    private static let chapter = """
        :::exercise swift-fill topic=t points=2
        ```fill swift
        func end(_ y: Int, _ height: Int, _ stride: Int) -> Int { [[1]] }
        ---
        1: y + height
          > ストライドを掛けていません。
        1* y + stride * height
        1: stride * (y + height)
        ```
        ```swift check title="終わりの添字"
        expect(end(1, 3, 2), equals: 7, "y = 1", input: (y: 1, height: 3, stride: 2))
        ```
        :::

        :::exercise python-fill topic=t
        ```fill python
        import numpy as np
        def end(y, height, stride):
            return [[1]]
        ---
        1: y + height
          > `stride` を掛けていません。
        1* y + stride * height
        ```
        ```python check
        assert end(1, 3, 2) == 7
        ```
        :::
        """

    private func statuses(_ tool: Tool, _ answers: String) throws -> [String: (status: String, feedback: String)] {
        try tool.write(answers, to: "exercises/chapter08/answers.yaml")
        let report = try tool.run("run", "8", "--format", "json").json()
        let chapter = try #require((report["chapters"] as? [[String: Any]])?.first)
        let rows = try #require(chapter["exercises"] as? [[String: Any]])
        return Dictionary(
            uniqueKeysWithValues: rows.map {
                ($0["id"] as? String ?? "", ($0["status"] as? String ?? "", $0["feedback"] as? String ?? ""))
            })
    }

    @Test("right, wrong with the author's sentence and what running found, unanswered, unreadable")
    func grading() throws {
        try Tool.with { tool in
            try tool.write(FillTests.chapter, to: "chapters/chapter08.md")
            #expect(try statuses(tool, "").values.allSatisfy { $0.status == "unanswered" })
            #expect(try statuses(tool, "swift-fill: 2\npython-fill: ２\n").values.allSatisfy { $0.status == "correct" })
            let wrong = try statuses(tool, "swift-fill: 1\npython-fill: 1\n")
            #expect(wrong.values.allSatisfy { $0.status == "incorrect" })
            let swift = try #require(wrong["swift-fill"]?.feedback)
            for piece in ["ストライドを掛けていません", "期待した値は 7、あなたの値は 4", "入力: (y: 1, height: 3, stride: 2)"] {
                #expect(swift.contains(piece), "\(swift)")
            }
            #expect(wrong["python-fill"]?.feedback.contains("`stride` を掛けていません。") == true)
            // A candidate without a sentence of the author's still gets what running it found.
            #expect(try statuses(tool, "swift-fill: 3\n")["swift-fill"]?.feedback.contains("あなたの値は 8") == true)
            let unreadable = try statuses(tool, "swift-fill: [1, 2]\npython-fill: 3\n")
            #expect(unreadable.values.allSatisfy { $0.status == "error" && $0.feedback.contains("不正解にはしていません") })
            let text = try tool.run("run", "8").output
            #expect(text.contains("def end") && !text.contains("assert"))
        }
    }
}
