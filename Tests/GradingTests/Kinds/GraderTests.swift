import Chapters
import Foundation
import Grading
import Runner
import Testing

@Suite("Grading each kind: right, wrong, partly right, unanswered, unreadable, hostile")
struct GraderTests {
    private static let source = """
        :::exercise pick topic=t points=2
        どれですか。

        - [ ] あ
          > $S \\ge 2$ のときだけです。
        - [x] い
          > そのとおりです。
        - [x] う
        :::

        :::exercise size topic=t
        ```swift question
        let h = draw(5...9)
        let p = draw(1...2)
        try require(h > 6)
        answer(convolutionOutputSize(h, kernel: 3, padding: p))
        mistake(h + p - 3 + 1, "2P を足し忘れている")
        mistake(convolutionOutputSize(h, kernel: 3, padding: p), "正解と同じものは落とす")
        ```
        $H={{h}}$、$P={{p}}$、{{h + p}}
        :::

        :::exercise twice topic=t
        2 倍にする関数を書いてください。
        ```swift starter
        func twice(_ x: Tensor) -> Tensor {
            x
        }
        ```
        ```swift check points=1 title="一つ"
        expect(twice(Tensor([1])), equals: Tensor([2]), "1")
        ```
        ```swift check points=2 title="行列"
        let secret = Tensor([[1, 2], [3, 4]])
        expect(twice(secret), equals: secret + secret, "2×2")
        ```
        ```swift solution
        func twice(_ x: Tensor) -> Tensor { x + x }
        ```
        :::

        :::exercise hole topic=t
        ```fill swift
        func area(_ h: Int, _ w: Int) -> Int { h [[1]] w }
        ---
        1: +
        1* *
        ```
        ```swift check
        expect(area(2, 3), equals: 6, "2×3")
        ```
        :::
        """

    /// Grades with the given answers; files by name.
    private func grade(_ files: [String: String], seed: UInt64 = 1) async throws -> [String: ExerciseReport] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("grade-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        let chapter = try ChapterParser.parse(Array(GraderTests.source.utf8), path: "test.md")
        #expect(chapter.diagnostics.isEmpty)
        var machine = try Machine.find()
        machine.cacheDirectory = nil
        let grader = Grader(machine: machine, usesCache: false, seed: seed)
        let result = try await grader.grade(chapter, answers: AnswerFolder(path: folder.path))
        return Dictionary(uniqueKeysWithValues: result.exercises.map { ($0.id, $0) })
    }

    @Test("nothing answered: all pending, prompts drawn, the same for the same seed")
    func unanswered() async throws {
        let first = try await grade([:])
        #expect(first.values.allSatisfy { $0.status == .unanswered && $0.earned == 0 })
        let parameters = try #require(first["size"]?.parameters)
        #expect(parameters.count == 3 && Int(parameters[0]).map { (7...9).contains($0) } == true)
        #expect(try await grade([:])["size"]?.parameters == parameters)
        #expect(first["twice"]?.points == 3)
    }

    @Test("right answers earn everything, wrong ones name the mistake")
    func rightAndWrong() async throws {
        let parameters = try #require(try await grade([:])["size"]?.parameters.compactMap { Int($0) })
        let (h, p) = (parameters[0], parameters[1])
        let solution = "import ConvNet\nfunc twice(_ x: Tensor) -> Tensor { x * 2 }\n"
        let right = try await grade([
            "answers.yaml": "pick: [3, 2]\nsize: \(h + 2 * p - 2)\nhole: 2\n", "twice.swift": solution,
        ])
        #expect(right.values.allSatisfy { $0.status == .correct && $0.earned == $0.points })

        let wrong = try await grade([
            "answers.yaml": "pick: 1\nsize: \(h + p - 2)\nhole: [1]\n",
            "twice.swift":
                "import ConvNet\nfunc twice(_ x: Tensor) -> Tensor { x.rank == 1 ? x * 2 : x * 2 + Tensor([[0, 0], [0, 1]]) }\n",
        ])
        #expect(wrong["pick"]?.status == .incorrect)
        #expect(wrong["pick"]?.feedback.ja.contains("$S \\ge 2$ のときだけです") == true)
        #expect(wrong["size"]?.feedback.ja.contains("2P を足し忘れている") == true)
        #expect(wrong["size"]?.feedback.ja.contains("正しい答えは \(h + 2 * p - 2)") == true)
        #expect(wrong["hole"]?.status == .incorrect && wrong["hole"]?.feedback.ja.contains("[[1]]") == true)
        #expect(wrong["twice"]?.status == .partial && wrong["twice"]?.earned == 1)
        #expect(wrong["twice"]?.feedback.ja.contains("添字 [1, 1]") == true)
        #expect(
            wrong["twice"]?.feedback.ja.contains("8.0") == true && wrong["twice"]?.feedback.ja.contains("9.0") == true)
    }

    @Test("what can't be read is not wrong")
    func unreadable() async throws {
        let result = try await grade(["answers.yaml": "pick: [4]\nsize: わかりません\nhole: [1, 2]\n"])
        for id in ["pick", "size", "hole"] {
            #expect(result[id]?.status == .error)
            #expect(result[id]?.feedback.ja.contains("不正解にはしていません") == true)
        }
    }

    @Test(
        "code that does not do the work does not pass, and learns nothing of the checks",
        arguments: [
            ("func twice(_ x: Tensor) -> Tensor { y }", "answer.swift", "twice.swift:1:"),
            ("func twice(_ x: Tensor) -> Tensor { while true {} }", "timeout", "時間切れ"),
            ("func twice(_ x: Tensor) -> Tensor { exit(0) }", "exit", "exit"),
            ("func twice(_ x: Tensor) -> Tensor { [x][x.count] }", "trap", "twice.swift:1:"),
            ("func twice(_ x: Int) -> Int { x }", "type", "func twice(_ x: Tensor) -> Tensor"),
            ("func other() {}", "name", "func twice(_ x: Tensor) -> Tensor"),
            (
                "func twice(_ x: Tensor) -> Tensor { x }\nfunc expect(_ a: Tensor, equals b: Tensor, _ l: String) {}",
                "shadow", "expect"
            ),
            ("struct Tensor { init(_ x: [Int]) {} }\nfunc twice(_ x: Tensor) -> Tensor { x }", "shadow", "Tensor"),
            (
                "func twice(_ x: Tensor) -> Tensor { NotebookRuntime.check(0) { expect(true) }; return x }", "forge",
                "ConvNet"
            ),
            (
                "import Notebook\nfunc twice(_ x: Tensor) -> Tensor { NotebookRuntime.check(0) { Notebook.expect(true) }; NotebookRuntime.check(1) { Notebook.expect(true) }; return x }",
                "forge", "✗"
            ),
            ("// import ConvNet\n", "comment", "func twice"),
        ])
    func hostile(code: String, name: String, feedback: String) async throws {
        let prefix = code.contains("import") ? "" : "import ConvNet; import Glibc; "
        let report = try #require(
            try await grade(["twice.swift": prefix + code + (name == "forge" ? "\nimport ConvNet" : "")])["twice"])
        #expect(report.status != .correct && report.earned < report.points)
        #expect(report.status != .unanswered || name == "comment")
        #expect(!report.feedback.ja.contains("secret") && !report.feedback.en.contains("secret"))
        if name != "comment", name != "forge" {
            #expect(report.feedback.ja.contains(feedback), "\(report.feedback.ja)")
        }
    }

    @Test("the starter as it is counts as unanswered")
    func starter() async throws {
        let chapter = try ChapterParser.parse(Array(GraderTests.source.utf8), path: "test.md")
        let files = Dictionary(uniqueKeysWithValues: AnswerFolder.initialFiles(for: chapter).map { ($0.name, $0.text) })
        #expect(files.keys.sorted() == ["answers.yaml", "twice.swift"])
        #expect(try await grade(files).values.allSatisfy { $0.status == .unanswered })
    }
}
