import Chapters
import Foundation
import Grading
import Runner
import Testing

@Suite("Parametric questions of every kind, from the cell to the feedback")
struct AnswerKindTests {
    private static let source = """
        :::exercise share topic=t
        ```swift question
        answer(fraction: 2, over: 6, by: "2/6")
        mistake(fraction: 6, over: 2, "逆数です。", by: "6/2")
        ```
        :::

        :::exercise rate topic=t
        ```swift question
        answer(percent: 12.5)
        mistake(percent: 87.5, "残りの方です。")
        ```
        :::

        :::exercise matrix topic=t
        ```swift question
        let x = Tensor([[1, 2], [3, 4]])
        answer(matmul(x, x))
        mistake(x * x, "要素ごとの積です。")
        ```
        :::

        :::exercise cost topic=t
        ```swift question
        answer(1152, unit: "MACs", by: "2·576")
        mistake(2304, "FLOPs を数えています。", by: "2·2·576")
        ```
        :::

        :::exercise ratio topic=t
        ```swift question
        answer(2.25, tolerance: 0.01)
        mistake(9, "ストライドを考えていません。")
        ```
        :::

        :::exercise several topic=t
        - [x] あ
        - [ ] い
          > ちがいます。
        - [x] う
        :::
        """

    private func grade(_ answers: String) async throws -> [String: ExerciseReport] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kinds-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(answers.utf8).write(to: folder.appendingPathComponent("answers.yaml"))
        let chapter = try ChapterParser.parse(Array(AnswerKindTests.source.utf8), path: "test.md")
        #expect(chapter.diagnostics.isEmpty)
        let grader = Grader(machine: try Machine.find(), usesCache: false, seed: 1)
        let result = try await grader.grade(chapter, answers: AnswerFolder(path: folder.path))
        #expect(result.diagnostics.map { $0.headline(in: .en) } == [])
        return Dictionary(uniqueKeysWithValues: result.exercises.map { ($0.id, $0) })
    }

    @Test("right, as people write it")
    func right() async throws {
        let result = try await grade(
            "share: １／３\nrate: 12.5 ％\nmatrix: [[7, 10], [15, 22]]\ncost: 1,152 MACs\nratio: 9/4\nseveral: 1と3\n")
        for (id, report) in result { #expect(report.status == .correct, "\(id): \(report.feedback.ja)") }
        let other = try await grade(
            "share: 0.333\nrate: \"12.5\"\nmatrix: |\n  7 10\n  15 22\ncost: 1152個\nratio: 約2.25倍\nseveral: ①③\n")
        for (id, report) in other { #expect(report.status == .correct, "\(id): \(report.feedback.ja)") }
    }

    @Test("wrong: the misconception, both values, both calculations, the term or the place that differs")
    func wrong() async throws {
        let result = try await grade(
            "share: 3\nrate: 87.5%\nmatrix: 1 4; 9 16\ncost: 2304\nratio: 9\nseveral: [1, 2]\n")
        let pieces = [
            "share": ["逆数です。", "正しい答えは 1/3", "あなたの計算: 6/2 = 3", "2/6 = 1/3", "「6/2」ではなく「2/6」"],
            "rate": ["残りの方です。", "12.5%"],
            "matrix": ["要素ごとの積です。", "[[7, 10], [15, 22]]", "添字 [0, 0]", "正しくは 7、あなたは 1"],
            "cost": ["FLOPs を数えています。", "1152 MACs", "2·2·576 = 2304 MACs"],
            "ratio": ["ストライドを考えていません。", "2.25"],
            "several": ["ちがいます。", "選んでいない正解があります"],
        ]
        for (id, texts) in pieces {
            #expect(result[id]?.status == .incorrect)
            for text in texts {
                #expect(result[id]?.feedback.ja.contains(text) == true, "\(id): \(result[id]?.feedback.ja ?? "")")
            }
        }
    }

    @Test("unanswered is pending; what can't be read says why and is not wrong")
    func unread() async throws {
        #expect(try await grade("").values.allSatisfy { $0.status == .unanswered })
        let result = try await grade(
            "share: 1/0\nrate: 0.125\nmatrix: 7, 10, 15, 22\ncost: 1152 FLOPs\nratio: わからない\nseveral: あ\n")
        let reasons = [
            "share": "0 で割っています", "rate": "% で答える問題です", "matrix": "行がわかるように", "cost": "「MACs」で答えて", "ratio": "数がありません",
            "several": "番号ではありません",
        ]
        for (id, reason) in reasons {
            #expect(result[id]?.status == .error && result[id]?.earned == 0)
            #expect(result[id]?.feedback.ja.contains(reason) == true, "\(id): \(result[id]?.feedback.ja ?? "")")
            #expect(result[id]?.feedback.ja.contains("不正解にはしていません") == true)
        }
    }
}
