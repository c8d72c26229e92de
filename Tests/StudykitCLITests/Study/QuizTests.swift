import Foundation
import Testing

@Suite("studykit quiz")
struct QuizTests {
    @Test("JSON lines: a wrong answer gets its misconception, an unreadable one counts for nothing, undo takes back")
    func lines() throws {
        try StudyTool.with { study in
            let quiz = try study.talk("quiz", "--format", "json", "--seed", "7")
            let question = try #require(quiz.receive())
            #expect(question["type"] as? String == "question")
            #expect(question["id"] as? String == "chapter90/size")
            #expect(question["kind"] as? String == "numeric")
            let numbers = try #require(question["text"] as? String).matches(of: /[0-9]+/).compactMap { Int($0.output) }
            let (h, k) = (numbers[1], numbers[2])

            quiz.send(#"{"hint":true}"#)
            #expect(try #require(quiz.receive())["text"] as? String == "? 1/1\n  カーネルの左端が動ける数です。\n")
            quiz.send(#"{"answer":"たぶん"}"#)
            #expect(try #require(quiz.receive())["status"] as? String == "error")
            #expect(try study.history().isEmpty)
            quiz.send(#"{"answer":"\#(h - k)"}"#)
            let wrong = try #require(quiz.receive())
            #expect(wrong["status"] as? String == "incorrect")
            #expect(try #require(wrong["feedback"] as? String).contains("1 を足し忘れています"))
            #expect(try #require(wrong["text"] as? String).contains("\(h) − \(k) + 1 です"))
            #expect(try study.history().count == 1)
            #expect(quiz.receive()?["id"] as? String == "chapter90/idea")

            quiz.send(#"{"undo":true}"#)
            #expect(quiz.receive()?["isSet"] as? Bool == true)
            #expect(quiz.receive()?["id"] as? String == "chapter90/size")
            #expect(try study.history().isEmpty)
            quiz.send(#"{"answer":"\#(h - k + 1)"}"#)
            #expect(quiz.receive()?["status"] as? String == "correct")
            _ = quiz.receive()
            quiz.send(#"{"flag":true}"#)
            #expect(quiz.receive()?["isSet"] as? Bool == true)
            quiz.send("not json")
            #expect(quiz.receive()?["type"] as? String == "error")
            quiz.send(#"{"answer":"２"}"#)
            #expect(quiz.receive()?["status"] as? String == "correct")
            let summary = try #require(quiz.receive()?["summary"] as? [String: Any])
            #expect(summary["right"] as? Int == 2)
            #expect((summary["flagged"] as? [[String: String]])?.first?["exercise"] == "idea")
            quiz.end()
            #expect(quiz.process.terminationStatus == 0)
            #expect(try study.history().count == 2)
        }
    }

    @Test("the same seed asks the same, no seed asks with new numbers")
    func seeds() throws {
        try StudyTool.with { study in
            func text(_ seed: String?) throws -> String {
                let options = seed.map { ["--seed", $0] } ?? []
                let quiz = try StudyTool.Conversation(
                    study.tool, ["quiz", "--format", "json", "--topic", "geometry"] + options)
                defer { quiz.end() }
                return try #require(quiz.receive()?["text"] as? String)
            }
            #expect(try text("7") == text("7"))
            var texts: Set<String> = []
            for _ in 0..<3 { texts.insert(try text(nil)) }
            #expect(texts.count > 1)
        }
    }

    @Test("reviewed again, a parametric question never has the numbers of the time before")
    func renewed() throws {
        // Two draws only: by chance alone, every other review would repeat.
        let chapter = """
            :::exercise coin topic=t
            {{n}} の 2 倍はいくつですか。

            ```swift question
            let n = draw([3, 5])
            answer(2 * n)
            mistake(n, "2 倍していません")
            ```
            :::
            """
        try StudyTool.with { study in
            try study.tool.write(chapter, to: "chapters/chapter90.md")
            var texts: [String] = []
            for _ in 0..<6 {
                let quiz = try study.talk("quiz", "--format", "json")
                let question = try #require(quiz.receive()?["text"] as? String)
                texts.append(question)
                quiz.send(#"{"answer":\#(question.contains("3 の") ? 6 : 10)}"#)
                #expect(quiz.receive()?["status"] as? String == "correct")
                quiz.end()
            }
            #expect(zip(texts, texts.dropFirst()).allSatisfy { $0 != $1 })
        }
    }

    @Test("where the exercises have a section of their own, the summary names the section that explains them")
    func readNext() throws {
        let chapter = """
            ## プーリング

            窓の中の最大値を取ると、位置の小さなずれが消えます。

            ## ストライド

            窓を一度に動かす幅をストライドと呼びます。大きいほど出力は小さくなります。

            ## 演習

            :::exercise step topic=t
            ストライドを大きくすると、出力の大きさはどうなりますか。

            - [x] 小さくなる
            - [ ] 変わらない
            :::
            """
        try StudyTool.with { study in
            try study.tool.write(chapter, to: "chapters/chapter90.md")
            let quiz = try study.talk("quiz", "--format", "json")
            _ = quiz.receive()
            quiz.send(#"{"answer":[2]}"#)
            let verdict = try #require(quiz.receive())
            #expect(verdict["status"] as? String == "incorrect")
            #expect(try #require(verdict["text"] as? String).contains("正解: 1) 小さくなる"))
            quiz.send(#"{"quit":true}"#)
            _ = quiz.receive()
            let summary = try #require(quiz.receive()?["summary"] as? [String: Any])
            let next = try #require((summary["readNext"] as? [[String: Any]])?.first)
            #expect(next["section"] as? String == "ストライド")
            quiz.end()
        }
    }

    @Test("what was wrong comes back later with other numbers")
    func retry() throws {
        try StudyTool.with { study in
            let quiz = try study.talk("quiz", "--format", "json", "--seed", "7", "--topic", "geometry")
            let first = try #require(quiz.receive())
            quiz.send(#"{"skip":true}"#)
            #expect(quiz.receive()?["type"] as? String == "verdict")
            let second = try #require(quiz.receive())
            #expect(second["id"] as? String == first["id"] as? String)
            #expect(second["text"] as? String != first["text"] as? String)
            quiz.end()
        }
    }

    @Test("killed at any moment, two sessions at once: no confirmed answer is lost")
    func killed() throws {
        // The full number is for a person with a quarter of an hour.
        let rounds = ProcessInfo.processInfo.environment["STUDYKIT_KILLS"].flatMap(Int.init) ?? 12
        try StudyTool.with { study in
            _ = try study.tool.run("quiz", "--format", "json", "--seed", "1")
            var confirmed = 0
            for round in 0..<rounds {
                let sessions = try (0..<2).map { _ in
                    try study.talk("quiz", "--format", "json", "--seed", "1", "--count", "2")
                }
                let processes = sessions.map(\.process.processIdentifier)
                let delay = Int.random(in: 0...(round % 2 == 0 ? 900 : 300))
                DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(delay)) {
                    for process in processes { kill(process, SIGKILL) }
                }
                for session in sessions {
                    // Wrong answers come back, so there is always a question.
                    while let line = session.receive() {
                        if line["type"] as? String == "question" { session.send(#"{"answer":"1"}"#) }
                        if line["type"] as? String == "verdict" { confirmed += 1 }
                    }
                    session.end()
                }
            }
            #expect(try study.history().count >= confirmed)
            let status = try study.tool.run("status", "--format", "json").json()
            #expect(status["items"] as? Int == 2)
            print("killed \(rounds) pairs of quizzes; \(confirmed) confirmed answers, none lost")
        }
    }

    @Test("an unknown topic is refused with the nearest one")
    func unknownTopic() throws {
        try StudyTool.with { study in
            let result = try study.tool.run("quiz", "--topic", "geometri")
            #expect(result.status == 64)
            #expect(result.errors.contains("geometry"))
        }
    }

    @Test("no place for the progress, or none that can be written: says so, asks nothing")
    func noPlace() throws {
        try StudyTool.with { study in
            var tool = study.tool
            tool.environment["STUDYKIT_PROGRESS"] = "/proc/none/progress.sqlite"
            let result = try tool.run("quiz")
            #expect(result.status == 70)
            #expect(result.errors.contains("/proc/none/progress.sqlite"))
            #expect(result.output.isEmpty)
        }
    }
}
