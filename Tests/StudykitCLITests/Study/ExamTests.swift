import Foundation
import Testing

@Suite("studykit exam")
struct ExamTests {
    /// Runs the program with lines as its input.
    private func run(_ study: StudyTool, _ arguments: [String], input: String) throws -> (status: Int32, output: String)
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        try study.tool.write(input, to: "input.txt")
        process.arguments = ["-c", "exec \"$0\" \"$@\" < input.txt > output.txt 2>&1", Tool.path] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: study.tool.folder)
        process.environment = ProcessInfo.processInfo.environment
            .merging(["XDG_CACHE_HOME": "\(study.tool.folder)/cache", "LANG": "ja_JP.UTF-8"]) { $1 }
            .merging(study.tool.environment) { $1 }
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try study.tool.read("output.txt"))
    }

    @Test("no feedback before the end; interrupted and resumed; then a score per topic and the history")
    func interrupted() throws {
        try StudyTool.with { study in
            let first = try run(
                study, ["exam", "--questions", "4", "--minutes", "5", "--seed", "2"], input: "1\nf\nq\n")
            #expect(first.status == 0)
            #expect(!first.output.contains("正解"))
            #expect(first.output.contains("--resume"))
            #expect(try study.history().isEmpty)

            // Question by question: the second one, then three times an option, then hand in.
            let second = try run(study, ["exam", "--resume"], input: "2\n2\n2\ny\n2\ny\n")
            #expect(second.status == 0)
            #expect(second.output.contains("模擬試験（seed 2）"))
            #expect(second.output.contains("中断 1 回"))
            #expect(second.output.contains("geometry"))
            let answers = try study.history()
            #expect(answers.count >= 3)
            #expect(answers.allSatisfy { $0["source"] as? String == "exam" })
            #expect(try run(study, ["exam", "--resume"], input: "").status == 64)

            let review = try run(study, ["exam", "--review"], input: "1\n2\nq\n")
            #expect(review.status == 0)
            #expect(review.output.contains("あなたの答え"))
            let status = try study.tool.run("status", "--format", "json").json()
            #expect((status["mocks"] as? [Any])?.count == 1)
        }
    }

    /// Every question of an exam as it is put, numbers and options included.
    private func questions(_ study: StudyTool, _ environment: [String: String], _ arguments: String...) throws
        -> [String]
    {
        var study = study
        study.tool.environment.merge(environment) { $1 }
        let input = String(repeating: "{\"next\":true}\n", count: 5) + "{\"quit\":true}\n"
        let lines = try run(study, ["exam", "--questions", "6", "--format", "json"] + arguments, input: input).output
        return try lines.split(separator: "\n").filter { $0.contains("\"type\":\"question\"") }.map { line in
            let question = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            return "\(question["id"] ?? "") \(question["seed"] ?? "") \(question["text"] ?? "")"
        }
    }

    @Test("the same seed is the same exam for two people, wherever they are and whatever they did before")
    func sameSeed() throws {
        var first: [String] = []
        try StudyTool.with { study in
            first = try questions(study, [:], "--seed", "9", "--lang", "ja")
            #expect(first.count == 6 && Set(first).count == 6 && first.contains { $0.contains("カーネル") })
            #expect(try questions(study, [:], "--seed", "10", "--lang", "ja") != first)
        }
        // Another folder, clock, locale and number of cores; answers in the history, questions already compiled.
        try StudyTool.with { study in
            _ = try study.tool.run("quiz", "--count", "3", "--seed", "4", "--format", "json")
            let other = [
                "TZ": "America/New_York", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "STUDYKIT_THREADS": "1",
            ]
            for _ in 0..<2 { #expect(try questions(study, other, "--seed", "9", "--lang", "ja") == first) }
        }
    }

    @Test("handing in with open questions is asked back, and warned about")
    func warning() throws {
        try StudyTool.with { study in
            let result = try run(study, ["exam", "--questions", "2", "--seed", "1"], input: "e\nn\ne\ny\n")
            #expect(result.output.contains("未解答が 2 問あります"))
            #expect(result.output.contains("未解答 2 問"))
            #expect(result.status == 0)
        }
    }
}
