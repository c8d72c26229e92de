import Foundation
import Testing

@Suite("studykit run, end to end")
struct RunCommandTests {
    private static let chapter = """
        ---
        title: "試験の章"
        emoji: "🧪"
        type: tech
        topics: [swift]
        published: true
        ---
        # はじめに

        ```swift
        let a = 2
        print(a)
        ```

        ```output
        2
        ```

        :::exercise pick topic=t
        どれですか。

        - [ ] あ
          > ちがいます。
        - [x] い
        :::

        :::exercise size topic=t
        ```swift question
        let h = draw(5...9)
        answer(h + 1)
        mistake(h, "1 を足し忘れている")
        ```
        {{h}} の次は
        :::
        """

    @Test("a report with every key of the design; unanswered is pending, not wrong")
    func report() throws {
        try Tool.with { tool in
            try tool.write(RunCommandTests.chapter, to: "chapters/chapter03.md")
            let result = try tool.run("run", "3", "--format", "json")
            #expect(result.status == 0, "\(result.errors)")
            let report = try result.json()
            #expect(report["schemaVersion"] as? Int == 1)
            let chapter = try #require((report["chapters"] as? [[String: Any]])?.first)
            #expect(chapter["id"] as? String == "chapter03" && chapter["title"] as? String == "試験の章")
            #expect(chapter["path"] as? String == "chapters/chapter03.md")
            let example = try #require((chapter["examples"] as? [[String: Any]])?.first)
            #expect(example["status"] as? String == "passed" && example["stdout"] as? String == "2\n")
            #expect(example["line"] as? Int == 10 && example["cached"] as? Bool == false)
            #expect(example["milliseconds"] is Int && example["id"] is String)
            let exercises = try #require(chapter["exercises"] as? [[String: Any]])
            #expect(exercises.map { $0["status"] as? String } == ["unanswered", "unanswered"])
            #expect(exercises.map { $0["kind"] as? String } == ["choice", "numeric"])
            for key in ["id", "topic", "line", "earned", "points", "feedback"] { #expect(exercises[0][key] != nil) }
            let score = try #require(report["score"] as? [String: Int])
            #expect(score == ["earned": 0, "possible": 2])
            #expect((report["diagnostics"] as? [Any])?.isEmpty == true)
            #expect(try tool.run("run", "3", "--strict").status == 1)
            let again = try tool.run("run", "3", "--format", "json", "--explain")
            #expect(again.output.contains("\"cached\" : true") && !again.errors.isEmpty)
        }
    }

    @Test("right answers give full score and 0, wrong ones 1 and the mistake's name")
    func answers() throws {
        try Tool.with { tool in
            try tool.write(RunCommandTests.chapter, to: "chapters/chapter03.md")
            let reset = try tool.run("reset", "chapter03")
            #expect(reset.status == 0 && reset.output == "exercises/chapter03/answers.yaml\n")
            let solution = try tool.run("solution", "size").output
            let answer = try #require(Int(solution.dropFirst("答え: ".count).prefix { $0.isNumber }))
            try tool.write("pick: 2\nsize: \(answer)\n", to: "exercises/chapter03/answers.yaml")
            let right = try tool.run("run", "3", "--strict", "--format", "json")
            #expect(right.status == 0 && right.output.contains("\"earned\" : 2"))
            try tool.write("pick: 1\nsize: \(answer - 1)\n", to: "exercises/chapter03/answers.yaml")
            let wrong = try tool.run("run", "3")
            #expect(wrong.status == 1)
            #expect(wrong.output.contains("1 を足し忘れている") && wrong.output.contains("ちがいます。"))
            try tool.write("pick: [1\n", to: "exercises/chapter03/answers.yaml")
            let damaged = try tool.run("run", "3")
            #expect(damaged.status == 65 && damaged.errors.contains("exercises/chapter03/answers.yaml:2:1: error:"))
            #expect(try tool.read("exercises/chapter03/answers.yaml") == "pick: [1\n")
        }
    }

    @Test("a broken cell is reported at its own line, with status 1")
    func brokenCell() throws {
        try Tool.with { tool in
            try tool.write(
                RunCommandTests.chapter.replacing("print(a)", with: "print(b)"), to: "chapters/chapter03.md")
            let result = try tool.run("run", "chapter03")
            #expect(result.status == 1)
            #expect(result.errors.contains("chapters/chapter03.md:12:7: error: cannot find 'b' in scope"))
        }
    }

    @Test("--bless rewrites the outputs that differ and nothing else")
    func bless() throws {
        try Tool.with { tool in
            let text =
                "# a\r\n\r\n> ```swift\r\n> print(\"x\\n```\")\r\n> ```\r\n>\r\n> ```output\r\n> old\r\n> ```\r\n\r\n最後"
            try tool.write(text, to: "a.md")
            #expect(try tool.run("run", "a.md").status == 1)
            #expect(try tool.run("run", "a.md", "--bless").status == 0)
            #expect(
                try tool.read("a.md")
                    == text.replacing("> ```output\r\n> old\r\n> ```", with: "> ````output\r\n> x\r\n> ```\r\n> ````"))
            #expect(try tool.run("run", "a.md").status == 0)
        }
    }

    @Test("--html writes a page; the program is not told to stay silent for it")
    func html() throws {
        try Tool.with { tool in
            try tool.write(RunCommandTests.chapter, to: "chapters/chapter03.md")
            let result = try tool.run("run", "3", "--html", "site")
            #expect(result.status == 0)
            let page = try tool.read("site/chapter03.html")
            #expect(page.contains("試験の章") && page.contains("Content-Security-Policy"))
        }
    }

    @Test("no chapter, no text, no sense: each has its status")
    func statuses() throws {
        try Tool.with { tool in
            try FileManager.default.createDirectory(atPath: "\(tool.folder)/dir", withIntermediateDirectories: true)
            try tool.write("", to: "empty.md")
            try tool.write("a\u{0}b", to: "binary.md")
            try tool.write("::::details x\nnever closed\n", to: "open.md")
            for (arguments, status) in [
                (["run", "chapter99"], 66), (["run", "missing.md"], 66), (["run", "./dir"], 66),
                (["run", "empty.md"], 65),
                (["run", "binary.md"], 65), (["run", "open.md"], 65), (["run"], 64), (["run", "--nonsense"], 64),
                (["frobnicate"], 64), (["hint", "nothing"], 66), (["--help"], 0), (["run", "--help"], 0),
            ] as [([String], Int32)] {
                let result = try run(tool, arguments)
                #expect(result.status == status, "\(arguments): \(result.errors)")
                if status != 0 { #expect(!result.errors.isEmpty, "\(arguments)") }
            }
        }
    }

    @Test("no home and no place for results: it still runs")
    func bare() throws {
        try Tool.with { tool in
            try tool.write(RunCommandTests.chapter, to: "chapters/chapter03.md")
            var bare = tool
            bare.environment = ["HOME": "", "XDG_CACHE_HOME": ""]
            #expect(try bare.run("run", "3").status == 0)
        }
    }

    @Test("reset keeps what was there, and changes only what it is asked to")
    func reset() throws {
        try Tool.with { tool in
            try tool.write(RunCommandTests.chapter, to: "chapters/chapter03.md")
            try tool.write("pick: 1 # 考え中\nsize: 8\n", to: "exercises/chapter03/answers.yaml")
            #expect(try tool.run("reset", "size").status == 0)
            #expect(try tool.read("exercises/chapter03/answers.yaml") == "pick: 1 # 考え中\nsize:\n")
            #expect(try tool.run("reset", "chapter03").status == 0)
            let names = try FileManager.default.contentsOfDirectory(atPath: "\(tool.folder)/exercises/chapter03")
            let backups = try names.filter { $0.contains("backup") }.map { try tool.read("exercises/chapter03/\($0)") }
            #expect(Set(backups) == ["pick: 1 # 考え中\nsize: 8\n", "pick: 1 # 考え中\nsize:\n"])
        }
    }

    private func run(_ tool: Tool, _ arguments: [String]) throws -> Tool.Result {
        switch arguments.count {
        case 1: try tool.run(arguments[0])
        default: try tool.run(arguments[0], arguments[1])
        }
    }
}
