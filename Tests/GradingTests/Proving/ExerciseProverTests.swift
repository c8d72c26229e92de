import Foundation
import Runner
import Testing

@testable import Chapters
import Curriculum
@testable import Grading

/// The mutation test of the author's check: an exercise broken in each way that it claims to find, and every one found.
@Suite("Proving exercises")
struct ExerciseProverTests {
    /// A good exercise of each kind; the mutations below change one of them at a time.
    private static let question = """
        :::exercise ID topic=pooling
        ```swift question
        let h = draw(8...20)
        answer(h + 3, by: "\\(h) + 3")
        mistake(h, "3 を足していません。", by: "\\(h)")
        mistake(h + 1, "1 を足しています。")
        mistake(h + 2, "2 を足しています。")
        ```
        {{h}} に 3 を足すと
        :::

        """
    private static let choice = """
        :::exercise ID topic=pooling
        どれですか。

        - [x] い
        - [ ] ろ
          > ちがいます。
        :::

        """
    private static let fill = """
        :::exercise ID topic=pooling
        ```fill swift
        func f(_ x: Int) -> Int { x [[1]] 3 }
        ---
        1* +
        1: -
        ```
        ```swift check
        expect(f(2), equals: 5, "2")
        ```
        :::

        """
    private static let python = """
        :::exercise ID topic=pooling
        ```fill python
        import numpy as np
        def f(x):
            return np.sum(x [[1]] 3)
        ---
        1* +
        1: -
        ```
        ```python check
        assert f(np.array([1, 2])) == 9
        ```
        :::

        """
    private static let code = """
        :::exercise ID topic=pooling
        ```swift starter
        func f(_ x: Int) -> Int {
            return 0
        }
        ```
        ```swift check points=1 title="小さい数"
        expect(f(2), equals: 5, "2")
        ```
        ```swift check points=1 title="大きい数"
        expect(f(10), equals: 13, "10")
        ```
        ```swift solution
        func f(_ x: Int) -> Int { x + 3 }
        ```
        :::

        """

    private struct Mutation {
        var source: String
        /// What is replaced, and by what.
        var from: String
        var to: String
        /// What is found, and on a line with what; nil for any.
        var code: String
        var line: String?
    }

    private static let mutations: [Mutation] = [
        .init(source: question, from: "topic=pooling", to: "topic=poling", code: "topic-unknown", line: ":::exercise"),
        .init(source: question, from: " topic=pooling", to: "", code: "topic-missing", line: ":::exercise"),
        .init(source: question, from: "answer(h + 3,", to: "answer(1.0 / Double(h - h),", code: "answer-not-finite"),
        .init(source: question, from: "mistake(h + 2, \"2 を足しています。\")", to: "", code: "mistakes-too-few"),
        .init(
            source: question, from: "mistake(h + 2,", to: "mistake(h + 3,", code: "mistake-is-answer", line: "2 を足しています"
        ),
        .init(
            source: question, from: "mistake(h + 2,", to: "mistake(h + 1,", code: "mistake-never-remains",
            line: "2 を足しています"),
        .init(source: question, from: "\"1 を足しています。\"", to: "\"\"", code: "misconception-missing"),
        .init(source: question, from: "draw(8...20)", to: "draw(80_000...90_000)", code: "number-too-large"),
        .init(
            source: question, from: "answer(h + 3, by: \"\\(h) + 3\")", to: "answer(h * 1_000_003)",
            code: "number-too-large"),
        .init(source: question, from: "draw(8...20)", to: "8", code: "question-never-varies"),
        .init(source: question, from: "by: \"\\(h) + 3\"", to: "by: \"\\(h) + 4\"", code: "calculation-wrong"),
        .init(source: question, from: "answer(h + 3,", to: "_ = (h + 3,", code: "question-fails", line: "let h"),
        .init(
            source: question, from: "let h = draw(8...20)", to: "let h = draw(8...20)\ntry require(h > 20)",
            code: "question-fails"),
        .init(source: question, from: "answer(h + 3,", to: "answer([1][h],", code: "question-fails"),
        .init(source: choice, from: "- [ ] ろ\n  > ちがいます。\n", to: "", code: "choice-too-few"),
        .init(source: choice, from: "- [ ]", to: "- [x]", code: "choice-all-right"),
        .init(source: choice, from: "ろ", to: "い", code: "choice-duplicate-option", line: "- [ ] い"),
        .init(source: choice, from: "\n  > ちがいます。", to: "", code: "choice-feedback-missing", line: "- [ ] ろ"),
        .init(source: fill, from: "1* +\n1: -", to: "1: +\n1* -", code: "fill-key-fails", line: "```fill"),
        .init(source: fill, from: "1: -", to: "1: &+", code: "fill-wrong-passes", line: "1: &+"),
        .init(source: fill, from: "1: -", to: "1:  + ", code: "fill-duplicate-candidate"),
        .init(source: python, from: "1* +\n1: -", to: "1: +\n1* -", code: "fill-key-fails", line: "```fill"),
        .init(source: python, from: "1: -", to: "1: - -", code: "fill-wrong-passes", line: "1: - -"),
        .init(
            source: code, from: "    return 0", to: "    return y", code: "starter-does-not-compile", line: "return y"),
        .init(source: code, from: "    return 0", to: "    return x + 3", code: "starter-passes"),
        .init(source: code, from: "    return 0", to: "    return 5", code: "starter-earns-points", line: "f(2)"),
        .init(source: code, from: "{ x + 3 }", to: "{ x + 4 }", code: "solution-fails", line: "f(2)"),
        .init(source: code, from: "{ x + 3 }", to: "{ y }", code: "solution-fails", line: "{ y }"),
        .init(
            source: code, from: "expect(f(10), equals: 13, \"10\")", to: "expect(1, equals: 1)", code: "check-vacuous"),
        .init(source: code, from: "expect(f(10), equals: 13, \"10\")", to: "_ = f(10)", code: "check-expects-nothing"),
        .init(
            source: code, from: "{ x + 3 }", to: "{ withUnsafeBytes(of: x) { _ in x + 3 } }", code: "solution-refused"),
    ]

    private func prove(_ text: String) async throws -> CheckFindings {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("prove-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("topics:\n  pooling: {name: プーリング}\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/syllabus.yaml"))
        let chapter = try ChapterParser.parse(Array(text.utf8), path: "\(folder)/chapter01.md")
        #expect(chapter.diagnostics.map { $0.headline(in: .en) } == [])
        var machine = try Machine.find()
        machine.cacheDirectory = nil
        let python = await PythonRunner.find(machine: machine)
        let prover = ExerciseProver(machine: machine, python: python, usesCache: false, answers: nil)
        return try await prover.findings(in: chapter)
    }

    @Test("every way of breaking an exercise is found, at its line; good exercises are left alone")
    func mutations() async throws {
        let good = [
            ExerciseProverTests.question, ExerciseProverTests.choice, ExerciseProverTests.fill,
            ExerciseProverTests.python, ExerciseProverTests.code,
        ]
        var text = ""
        var places: [(mutation: Mutation, first: Int, last: Int)] = []
        func lineCount() -> Int { text.components(separatedBy: "\n").count }
        for (index, source) in good.enumerated() {
            text += source.replacingOccurrences(of: "ID", with: "good-\(index)") + "\n"
        }
        let goodLines = lineCount()
        for (index, mutation) in ExerciseProverTests.mutations.enumerated() {
            let mutated = mutation.source.replacingOccurrences(of: mutation.from, with: mutation.to)
            #expect(mutated != mutation.source, "\(mutation.from)")
            let first = lineCount()
            text += mutated.replacingOccurrences(of: "ID", with: "broken-\(index)") + "\n"
            places.append((mutation, first, lineCount() - 1))
        }
        let findings = try await prove(text)
        let lines = text.components(separatedBy: "\n")
        #expect(findings.diagnostics.filter { $0.position.line < goodLines }.map { $0.headline(in: .en) } == [])
        let hasPython = findings.notes.isEmpty
        for (mutation, first, last) in places where hasPython || !mutation.source.contains("python") {
            let found = findings.diagnostics.filter { first...last ~= $0.position.line }
            let match = found.first { diagnostic in
                diagnostic.code == mutation.code
                    && (mutation.line.map { lines[diagnostic.position.line - 1].contains($0) } ?? true)
            }
            #expect(
                match != nil,
                "\(mutation.code) at \(mutation.line ?? "any line"): \(found.map { $0.headline(in: .en) })")
        }
        if !hasPython { print("python3 with NumPy is not here: Python fills were not proven by running them") }
    }

    @Test("a linked set of another size than the exam's, and a list of topics that can't be read")
    func others() async throws {
        let set = "::::set pair topic=pooling\n:::exercise a\n- [x] い\n- [ ] ろ\n  > ちがう\n:::\n::::\n"
        #expect(try await prove(set).diagnostics.map(\.code) == ["set-size"])
        #expect(throws: Diagnostic.self) { try Syllabus.parse("topics: [a]", path: "s.yaml") }
        let error = #expect(throws: Diagnostic.self) {
            try Syllabus.parse("topics:\n  a: {name: あ}\n  b: c\n", path: "s.yaml")
        }
        #expect(error?.code == "syllabus-invalid" && error?.position.line == 3)
    }

    @Test("files: orphans, files that are missing, and files made from another starter")
    func files() throws {
        let text =
            ExerciseProverTests.code.replacingOccurrences(of: "ID", with: "f")
            + ExerciseProverTests.choice.replacingOccurrences(of: "ID", with: "c")
        let chapter = try ChapterParser.parse(Array(text.utf8), path: "chapter01.md")
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("files-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        let folder = AnswerFolder(path: root)
        func codes() -> [String] {
            var findings = Findings(chapter)
            AnswerFilesProof.prove(chapter, folder, &findings)
            return findings.diagnostics.map(\.code)
        }
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(root)/\(name)"))
        }
        #expect(codes() == ["answer-file-missing", "answer-file-missing"])
        for (name, text) in AnswerFolder.initialFiles(for: chapter) { try write(text, name) }
        #expect(codes() == [])
        // A learner's work is no drift, nor is a backup.
        let starter = try String(contentsOfFile: "\(root)/f.swift", encoding: .utf8)
        try write(starter.replacingOccurrences(of: "return 0", with: "return x + 3"), "f.swift")
        try write("c: 1\n", "answers.yaml")
        try write("old", "f.swift.backup-20260101-000000")
        #expect(codes() == [])
        try write("x", "gone.swift")
        #expect(codes() == ["answer-file-orphan"])
        try FileManager.default.removeItem(atPath: "\(root)/gone.swift")
        var changed = chapter
        if case .code(var code) = changed.exercises[0].kind {
            code.starter.code = "func f(_ x: Int, _ y: Int) -> Int { 0 }\n"
            changed.exercises[0].kind = .code(code)
        }
        var findings = Findings(changed)
        AnswerFilesProof.prove(changed, folder, &findings)
        #expect(findings.diagnostics.map(\.code) == ["answer-file-drift"])
        try write("d: 1\n", "answers.yaml")
        #expect(codes() == ["answer-file-drift", "answer-file-drift"])
    }

    @Test("the shipped list of topics can be read and covers the curriculum's systems")
    func syllabus() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let syllabus = try #require(try Syllabus.load(besideChapter: "\(root)/chapters/chapter01.md"))
        let systems = Set(syllabus.topics.flatMap(\.systems))
        #expect(systems.isSuperset(of: (1...23).map { "S\($0)" }))
        #expect(syllabus.topics.allSatisfy { !$0.name.isEmpty })
    }

    @Test(
        "calculations as on paper",
        arguments: [
            ("⌊(7 + 2·1 − 3)/2⌋ + 1", 4), ("⌈9/2⌉", 5), ("4·(3·3² + 1)", 112), ("2^10", 1024), ("-(2 - 5)", 3),
            ("8 × 27", 216),
            ("(8, 27)", nil), ("2x + 1", nil), ("", nil), ("1/0", nil), ("(1 + 2", nil), ("3 4", nil),
        ] as [(String, Double?)])
    func calculation(text: String, value: Double?) {
        #expect(Calculation.value(of: text) == value)
    }
}
