import Foundation
import Testing

@Suite("studykit exam as JSON lines")
struct ExamLinesTests {
    private func begin(_ study: StudyTool, _ arguments: String...) throws -> StudyTool.Conversation {
        try StudyTool.Conversation(study.tool, ["exam", "--format", "json"] + arguments)
    }

    @Test("answers are kept and not judged; bad lines count for nothing; a warning before handing in; then the result")
    func session() throws {
        try StudyTool.with { study in
            let exam = try begin(study, "--questions", "2", "--seed", "2", "--minutes", "5")
            #expect(try #require(exam.receive())["questions"] as? Int == 2)
            let first = try #require(exam.receive())
            #expect(first["number"] as? Int == 1 && first["remainingSeconds"] as? Double ?? 0 > 290)
            #expect((first["options"] as? [String])?.count == 4)
            // The names and topics of exercises give answers away.
            #expect(!(try #require(first["text"] as? String).contains("[")))
            for bad in ["{", "[1]", #"{"answer":{}}"#, "{}", #"{"answer":"5"}"#, #"{"go":"x"}"#, "\u{FFFD}"] {
                exam.send(bad)
                #expect(exam.receive()?["type"] as? String == "error", "\(bad)")
            }
            exam.send("")
            exam.send(#"{"answer":2}"#)
            let kept = try #require(exam.receive())
            #expect(kept["type"] as? String == "kept" && kept["status"] == nil)
            #expect(exam.receive()?["number"] as? Int == 2)
            exam.send(#"{"flag":true}"#)
            #expect(exam.receive()?["isFlagged"] as? Bool == true)
            exam.send(#"{"finish":true}"#)
            let warning = try #require(exam.receive())
            #expect(warning["type"] as? String == "warning" && warning["unanswered"] as? [Int] == [2])
            exam.send(#"{"go":1}"#)
            #expect(exam.receive()?["given"] as? String == "2")
            #expect(try study.history().isEmpty)
            exam.send(#"{"finish":true,"anyway":true}"#)
            let result = try #require(exam.receive()?["result"] as? [String: Any])
            #expect(result["unanswered"] as? Int == 1 && (result["seconds"] as? [Double])?.count == 2)
            exam.end()
            #expect(exam.process.terminationStatus == 0)

            let review = try study.tool.run("exam", "--review", "--format", "json")
            let lines = review.output.split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines.last?.contains("答えていません") == true && lines.last?.contains("正解: ") == true)
        }
    }

    @Test("the end of the input pauses; --resume goes on where it was; a second window is refused")
    func resumed() throws {
        try StudyTool.with { study in
            let first = try begin(study, "--questions", "2", "--seed", "2")
            _ = (first.receive(), first.receive())
            first.send(#"{"answer":"1"}"#)
            _ = (first.receive(), first.receive())
            let second = try study.tool.run("exam", "--resume", "--format", "json")
            #expect(second.status == 64 && second.errors.contains("別の画面"))
            first.end()
            #expect(first.receive()?["type"] as? String == "paused")

            let again = try begin(study, "--resume")
            #expect(again.receive()?["interruptions"] as? Int == 1)
            #expect(again.receive()?["number"] as? Int == 2)
            again.send(#"{"previous":true}"#)
            #expect(again.receive()?["given"] as? String == "1")
            kill(again.process.processIdentifier, SIGKILL)
            again.end()
            let third = try begin(study, "--resume")
            #expect(third.receive()?["interruptions"] as? Int == 2)
            #expect(third.receive()?["given"] as? String == "1")
            third.end()
        }
    }

    @Test("when the time is up, what is there is graded")
    func timeIsUp() throws {
        try StudyTool.with { study in
            let exam = try begin(study, "--questions", "2", "--seed", "2", "--minutes", "0.01")
            _ = (exam.receive(), exam.receive())
            let result = try #require(exam.receive())
            #expect(result["type"] as? String == "result" && result["isTimeUp"] as? Bool == true)
            exam.end()
        }
    }

    @Test("what somebody learnt before changes nothing in the exam of a seed")
    func sameSeed() throws {
        func questions(_ study: StudyTool) throws -> [String] {
            let exam = try begin(study, "--questions", "4", "--seed", "5")
            _ = exam.receive()
            return try (1...4).map { number in
                exam.send(#"{"go":\#(number + 1)}"#)
                return try #require(exam.receive()?["text"] as? String)
            }
        }
        try StudyTool.with { study in
            let fresh = try questions(study)
            let quiz = try study.talk("quiz", "--format", "json")
            for _ in 0..<3 {
                _ = quiz.receive()
                quiz.send(#"{"skip":true}"#)
                _ = quiz.receive()
            }
            quiz.end()
            #expect(try !study.history().isEmpty)
            #expect(try questions(study) == fresh)
            #expect(Set(fresh).count == 4)
        }
    }
}
