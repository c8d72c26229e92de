import Foundation
import Testing

/// Real exams on a pseudo-terminal.
@Suite("studykit exam on a terminal")
struct ExamTerminalTests {
    private func begin(_ study: StudyTool, _ arguments: String..., columns: UInt16 = 80) throws -> StudyTerminal {
        try StudyTerminal(study, columns: columns, environment: ["NO_COLOR": "1"], ["exam"] + arguments)
    }

    @Test("keys, full-width digits, flag, list, going back, the warning, and the review with its explanation")
    func session() throws {
        try StudyTool.with { study in
            let terminal = try begin(study, "--questions", "2", "--seed", "2")
            let opening = try terminal.wait(for: "操作 > ")
            #expect(opening.contains("模擬試験（seed 2）: 2 問、残り 2:00:00") && opening.contains("q 中断"))
            terminal.type("f")
            _ = try terminal.wait(for: "印をつけました")
            // As a Japanese input method gives it.
            terminal.type("２")
            _ = try terminal.wait(for: "2/2")
            terminal.type("p")
            _ = try terminal.wait(for: "今の答え: 2")
            terminal.type("e")
            #expect(try terminal.wait(for: "提出しますか").contains("未解答が 1 問あります"))
            terminal.type("n\n")
            _ = try terminal.wait(for: "2/2")
            terminal.type("x1")
            let all = try terminal.wait(for: "提出しますか")
            #expect(!all.contains("未解答が") && !all.contains("正解"))
            terminal.type("y\n")
            #expect(try terminal.wait(for: "終える） > ").contains("模擬試験（seed 2）"))
            terminal.type("\n")
            #expect(try terminal.wait(for: "終える） > ").contains("1/2  あなたの答え: 2"))
            terminal.type("q\n")
            terminal.process.waitUntilExit()
            #expect(terminal.process.terminationStatus == 0)
        }
    }

    @Test("40 columns: no line is wider, the clock stays on its line while it counts")
    func narrow() throws {
        try StudyTool.with { study in
            let terminal = try begin(study, "--questions", "2", "--seed", "2")
            _ = try terminal.wait(for: "操作 > ")
            terminal.resize(40)
            let text = try terminal.wait(for: "\u{1B}[K1/2") + terminal.wait(for: "\u{1B}[K1/2")
            let prompts = text.components(separatedBy: "\r\u{1B}[K")
            #expect(prompts.dropFirst().allSatisfy { $0.count < 40 && !$0.contains("\n") })
            terminal.type("n")
            let next = try terminal.wait(for: "2/2")
            #expect(next.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("╰") }.allSatisfy { $0.count <= 40 })
            terminal.type("q")
            terminal.process.waitUntilExit()
        }
    }

    @Test("a closed window and Ctrl-C leave the exam to be resumed, with its answers", arguments: [true, false])
    func interrupted(isHangUp: Bool) throws {
        try StudyTool.with { study in
            let terminal = try begin(study, "--questions", "2", "--seed", "2")
            _ = try terminal.wait(for: "操作 > ")
            terminal.type("3")
            _ = try terminal.wait(for: "2/2")
            if isHangUp { terminal.hangUp() } else { kill(terminal.process.processIdentifier, SIGINT) }
            terminal.process.waitUntilExit()
            if !isHangUp { #expect(terminal.process.terminationStatus == 130) }
            let again = try StudyTool.Conversation(study.tool, ["exam", "--resume", "--format", "json"])
            #expect(again.receive()?["interruptions"] as? Int == 1)
            #expect(again.receive()?["number"] as? Int == 2)
            again.send(#"{"previous":true}"#)
            #expect(again.receive()?["given"] as? String == "3")
            again.end()
        }
    }
}
